import type { ItemView, OpgaveView, Snapshot, StepName, StepOp } from '../../shared/api/types';

/** A step that can be taken now, and the name of its button. */
export interface Choice {
  step: StepName;
  /** Text of the button; of the ten waarden, which have no number, it ends in `_values`. */
  label:
    | 'step_start'
    | 'step_open'
    | 'step_open_together'
    | 'step_skip_values'
    | 'step_reveal'
    | 'step_reveal_this'
    | 'step_again'
    | 'step_restart'
    | 'step_next'
    | 'step_next_shown'
    | 'step_onward'
    | 'step_close'
    | 'step_back'
    | 'step_pause'
    | 'step_resume'
    | 'step_lead';
  /** The opgave that the step is about, when its name says which. */
  opgave?: OpgaveView;
  /** The one punt that is scored again. */
  item?: ItemView;
  /** Why the points without an outcome wait, at the close. */
  leave?: string;
}

export interface Choices {
  /** The one thing to do now; null only when the session is closed. */
  primary: Choice | null;
  others: Choice[];
}

const CLOSE: Choice = { step: 'close', label: 'step_close' };
const PAUSE: Choice = { step: 'pause', label: 'step_pause' };
const NAMED: readonly StepName[] = ['open', 'reveal', 'again', 'restart'];

/** What the spelleider can do now. The server decides in the end; this only leaves out what it would refuse. */
export function choicesOf(snapshot: Snapshot): Choices {
  switch (snapshot.state) {
    case 'concept':
    case 'lobby':
      return { primary: { step: 'start', label: 'step_start' }, others: [CLOSE] };
    case 'paused':
      return { primary: { step: 'resume', label: 'step_resume' }, others: [CLOSE] };
    case 'closed':
      return { primary: null, others: [] };
    case 'running':
      return running(snapshot);
  }
}

function running(snapshot: Snapshot): Choices {
  const { opgaven, current } = snapshot;
  if (ledOpgave(snapshot)) return { primary: { step: 'reveal', label: 'step_reveal' }, others: [PAUSE, CLOSE] };
  const here = opgaven.findIndex((opgave) => opgave.number === current.opgave);
  const before = here > 0 ? opgaven[here - 1] : undefined;
  const back: Choice[] = before?.state === 'revealed' ? [{ step: 'back', label: 'step_back' }] : [];
  const primary = onwards(snapshot, here);
  const skip = skipOf(primary, opgaven);
  return { primary, others: [...skip, ...back, PAUSE, ...(primary.step === 'close' ? [] : [CLOSE])] };
}

/** The next of the agenda; else one that was passed over; else the end. At everybody's own pace: what to show next. */
function onwards({ opgaven, pace }: Snapshot, here: number): Choice {
  const own = pace === 'own' && nextOpen(opgaven, here);
  if (own) return revealOne(own);
  const next = here >= 0 ? opgaven[here + 1] : undefined;
  if (next?.state === 'revealed') return { step: 'next', label: 'step_next_shown', opgave: next };
  if (next) {
    if (next.own) return { step: 'next', label: 'step_open_together', opgave: next };
    const label = opgaven[here]?.number === 0 && next.number > 0 ? 'step_onward' : 'step_next';
    return { step: 'next', label, opgave: next };
  }
  const undone = opgaven.find((opgave) => opgave.state !== 'revealed');
  if (!undone) return CLOSE;
  return { step: 'open', label: undone.own ? 'step_open_together' : 'step_open', opgave: undone };
}

function nextOpen(opgaven: OpgaveView[], here: number): OpgaveView | undefined {
  return [...opgaven.slice(here + 1), ...opgaven].find((opgave) => opgave.state === 'scoring');
}

/** The afspraken of last time and the ten waarden are offered first, and nobody has to take them. */
function skipOf({ step, opgave }: Choice, opgaven: OpgaveView[]): Choice[] {
  const first = opgaven.find((one) => one.number > 0 && one.state !== 'revealed');
  if (step !== 'open' || !opgave || opgave.number > 0 || !first) return [];
  return [{ step: 'open', label: 'step_skip_values', opgave: first }];
}

/** Show one of several opgaven that are open. */
export function revealOne(opgave: OpgaveView): Choice {
  return { step: 'reveal', label: 'step_reveal_this', opgave };
}

/** What a step is about, as it travels: some steps name their opgave, one of them a punt. */
export function aboutOf({ step, opgave, item, leave }: Choice): Pick<StepOp, 'opgave' | 'item' | 'leave'> {
  if (leave !== undefined) return { leave };
  if (item) return { item: item.id };
  return opgave && NAMED.includes(step) ? { opgave: opgave.number } : {};
}

/** The opgave in front of the room. */
export function presentOpgave({ opgaven, current }: Snapshot): OpgaveView | null {
  return opgaven.find((opgave) => opgave.number === current.opgave) ?? null;
}

/** The opgave that the room scores together now. */
export function ledOpgave({ opgaven }: Snapshot): OpgaveView | undefined {
  return opgaven.find((opgave) => opgave.state === 'scoring' && !opgave.own);
}

/** The opgaven that everybody scores at an own pace now. */
export function ownOpgaven({ opgaven }: Snapshot): OpgaveView[] {
  return opgaven.filter((opgave) => opgave.state === 'scoring' && opgave.own);
}

/** The name of somebody else who leads; null: nobody yet, or who reads this. */
export function otherLeader({ leading }: Snapshot): string | null {
  return leading === undefined || leading.me ? null : leading.name;
}

/** Whether a next round of this opgave, or of one punt of it, can be opened. */
export function canAgain(opgave: OpgaveView, snapshot: Snapshot): boolean {
  return snapshot.state === 'running' && opgave.state === 'revealed' && !ledOpgave(snapshot);
}

/** Whether a result of an earlier round of this opgave stands: else it is scored in a later round because it began anew. */
export function wasShown(opgave: OpgaveView, { published }: Snapshot): boolean {
  const items = new Set(opgave.items.map((item) => item.id));
  return published.some(({ item, round }) => items.has(item) && round < opgave.round);
}

/** Whether this opgave can begin again: what was shown of its present round is taken back. */
export function canRestart(opgave: OpgaveView, snapshot: Snapshot): boolean {
  const led = ledOpgave(snapshot);
  return snapshot.state === 'running' && opgave.state !== 'waiting' && (!led || led.number === opgave.number);
}

/**
 * Where the room is, to compare with where it was: what the buttons of the steps were made for. A version that only a
 * choice of points, another view of the scherm, a timer, or words made anew gave the session leaves it as it is.
 */
export function whereOf({ state, current, opgaven }: Snapshot): string {
  return [state, current.opgave, ...opgaven.map((one) => `${one.state}${one.round}${one.own ? ' own' : ''}`)].join(' ');
}
