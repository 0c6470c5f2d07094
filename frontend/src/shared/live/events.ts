import type {
  Agreed,
  Bars,
  ChooseOp,
  Discussion,
  Ended,
  Heartbeat,
  Moved,
  NoteOp,
  Notes,
  PaperOp,
  Presence,
  Progress,
  ProposeOp,
  Published,
  Receipt,
  Refusal,
  ScoreOp,
  ServerRestart,
  Snapshot,
  StepOp,
  StepTaken,
} from '../api/types';

/** What the server tells. */
export interface ServerEvents {
  snapshot: Snapshot;
  moved: Moved;
  published: Published;
  discussion: Discussion;
  notes: Notes;
  agreement: Agreed;
  progress: Progress;
  bars: Bars;
  presence: Presence;
  heartbeat: Heartbeat;
  server_restart: ServerRestart;
  ended: Ended;
}

/** What a client says, and how the server acknowledges it. */
export interface ClientEvents {
  score: { payload: ScoreOp; ack: Receipt };
  propose: { payload: ProposeOp; ack: Receipt };
  step: { payload: StepOp; ack: StepTaken | Refusal };
  choose: { payload: ChooseOp; ack: StepTaken | Refusal };
  note: { payload: NoteOp; ack: Receipt };
  paper: { payload: PaperOp; ack: Receipt };
  sync: { payload: Record<string, never>; ack: { ok: true; snapshot: Snapshot } | Refusal };
}

/** What is said again until there is an answer. Scores have an outbox of their own. */
export type Asked = 'step' | 'choose' | 'propose' | 'paper' | 'note';

export type ServerEvent = keyof ServerEvents;
export type ClientEvent = keyof ClientEvents;

export const SERVER_EVENTS: readonly ServerEvent[] = [
  'snapshot',
  'moved',
  'published',
  'discussion',
  'notes',
  'agreement',
  'progress',
  'bars',
  'presence',
  'heartbeat',
  'server_restart',
  'ended',
];

/** What the portal needs of a socket: the real one, or the one of a test. */
export interface Wire {
  on(listener: (event: ServerEvent, payload: unknown) => void): void;
  onOpen(listener: () => void): void;
  onClosed(listener: (refused: boolean) => void): void;
  emit<E extends ClientEvent>(
    event: E,
    payload: ClientEvents[E]['payload'],
    ack: (answer: ClientEvents[E]['ack']) => void,
  ): void;
  close(): void;
}
