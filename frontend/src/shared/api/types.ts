import type { components } from './schema';

type Schemas = components['schemas'];

export type Bars = Schemas['Bars'];
export type AnswerView = Schemas['AnswerView'];
export type Current = Schemas['Current'];
export type Doors = Schemas['Doors'];
export type ChoiceList = Schemas['ChoiceList'];
export type ChooseOp = Schemas['ChooseOp'];
export type Discussion = Schemas['Discussion'];
export type DoorSeen = Schemas['DoorSeen'];
export type Ended = Schemas['Ended'];
export type Finding = Schemas['Finding'];
export type GroupName = Schemas['Group'];
export type GroupResult = Schemas['GroupResult'];
export type Heartbeat = Schemas['Heartbeat'];
export type ItemResult = Schemas['ItemResult'];
export type ItemView = Schemas['ItemView'];
export type JoinRequest = Schemas['JoinRequest'];
export type Joined = Schemas['Joined'];
export type Leading = Schemas['Leading'];
export type Lists = Schemas['Lists'];
export type Me = Schemas['Me'];
export type Moved = Schemas['Moved'];
export type Movement = Schemas['Movement'];
export type OpgaveResult = Schemas['OpgaveResult'];
export type OpgaveView = Schemas['OpgaveView'];
export type PaperOp = Schemas['PaperOp'];
export type PaperRow = Schemas['PaperRow'];
export type PairResult = Schemas['PairResult'];
export type PaperList = Schemas['PaperList'];
export type ParticipantList = Schemas['ParticipantList'];
export type ParticipantRow = Schemas['ParticipantRow'];
export type PointView = Schemas['PointView'];
export type Presence = Schemas['Presence'];
export type Problem = Schemas['Problem'];
export type Progress = Schemas['Progress'];
export type ProposeOp = Schemas['ProposeOp'];
export type Published = Schemas['Published'];
export type Receipt = Schemas['Receipt'];
export type ReceiptList = Schemas['ReceiptList'];
export type Refusal = Schemas['Refusal'];
export type ResultsExport = Schemas['ResultsExport'];
export type ScoreOp = Schemas['ScoreOp'];
export type ScreenLink = Schemas['ScreenLink'];
export type ServerRestart = Schemas['ServerRestart'];
export type SidesResult = Schemas['SidesResult'];
export type Snapshot = Schemas['Snapshot'];
export type StepOp = Schemas['StepOp'];
export type StepTaken = Schemas['StepTaken'] & { ok: true };
export type SubResult = Schemas['SubResult'];
export type TableList = Schemas['TableList'];
export type TableLink = Schemas['TableLink'];
export type TableRow = Schemas['TableRow'];
export type Ticket = Schemas['Ticket'];
export type TicketRequest = Schemas['TicketRequest'];

export type As = TicketRequest['as'];
/** A language in which the checklist can be read. */
export type Language = Schemas['NextPerson']['language'] & string;
export type ItemKind = ItemView['kind'];
export type Term = Snapshot['term'];
export type StepName = StepOp['step'];
export type Choice = ChooseOp['choice'];
export type ViewName = Snapshot['current']['view'];

/** The fixed order of the groups on every screen. */
export const GROUPS: readonly GroupName[] = ['bewoner', 'wijkpartner', 'ambtenaar'];
