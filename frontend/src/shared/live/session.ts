import { batch, signal } from '@preact/signals';
import type {
  Agreed,
  AnswerView,
  Bars,
  Discussion,
  Ended,
  Heartbeat,
  Moved,
  Notes,
  Presence,
  Progress,
  Published,
  Snapshot,
} from '../api/types';
import {
  applyAgreements,
  applyAnswer,
  applyBars,
  applyDiscussion,
  applyMoved,
  applyNotes,
  applyPresence,
  applyProgress,
  applyPublished,
  applySnapshot,
  place,
} from './apply';
import type { ServerEvent } from './events';

type Versioned =
  | { event: 'moved'; payload: Moved }
  | { event: 'published'; payload: Published }
  | { event: 'discussion'; payload: Discussion }
  | { event: 'agreement'; payload: Agreed };
type Plain =
  | { event: 'progress'; payload: Progress }
  | { event: 'presence'; payload: Presence }
  | { event: 'notes'; payload: Notes }
  | { event: 'bars'; payload: Bars };
type Held = Versioned | Plain;

/**
 * The present state of one session, as signals. `receive` takes what the server tells and answers whether the
 * state can only be made whole again by a fresh snapshot. What comes in meanwhile is held back and applied after it.
 */
export class SessionStore {
  readonly snapshot = signal<Snapshot | null>(null);
  readonly ended = signal<Ended['reason'] | null>(null);
  /** The session was already going on when this page first saw it. */
  readonly late = signal(false);
  private held: Held[] = [];
  private whole = false;

  get version(): number {
    return this.snapshot.peek()?.version ?? -1;
  }

  /** Nothing said so far is sure any more: the socket was gone, or a message was missed. */
  doubt(): void {
    this.whole = false;
  }

  /** `true`: ask for a snapshot. */
  receive(event: ServerEvent, payload: unknown): boolean {
    return batch(() => {
      switch (event) {
        case 'snapshot':
          return this.take(payload as Snapshot);
        case 'moved':
          return this.versioned({ event, payload: payload as Moved });
        case 'published':
          return this.versioned({ event, payload: payload as Published });
        case 'discussion':
          return this.versioned({ event, payload: payload as Discussion });
        case 'agreement':
          return this.versioned({ event, payload: payload as Agreed });
        case 'notes':
          return this.plain({ event, payload: payload as Notes });
        case 'progress':
          return this.plain({ event, payload: payload as Progress });
        case 'presence':
          return this.plain({ event, payload: payload as Presence });
        case 'bars':
          return this.plain({ event, payload: payload as Bars });
        case 'heartbeat':
          if (this.whole && (payload as Heartbeat).version > this.version) this.whole = false;
          return !this.whole;
        case 'ended':
          this.ended.value = (payload as Ended).reason;
          return false;
        case 'server_restart':
          return false;
      }
    });
  }

  /** The server has this answer of mine. */
  answered(answer: AnswerView): void {
    const now = this.snapshot.peek();
    if (now !== null) this.snapshot.value = applyAnswer(now, answer);
  }

  private take(fresh: Snapshot): boolean {
    if (this.snapshot.peek() === null) this.late.value = fresh.state === 'running' || fresh.state === 'paused';
    if (fresh.version < this.version) return !this.whole;
    this.snapshot.value = applySnapshot(this.snapshot.peek(), fresh);
    this.whole = true;
    const held = this.held;
    this.held = [];
    held.sort((a, b) => version(a) - version(b));
    let again = false;
    for (const one of held) again = this.receive(one.event, one.payload) || again;
    return again;
  }

  private versioned(message: Versioned): boolean {
    const now = this.snapshot.peek();
    const where = place(this.version, message.payload.version);
    const grown = now !== null && where !== 'old' && grew(now, message);
    if (now === null || !this.whole || where === 'hole' || grown) {
      this.held.push(message);
      this.whole = false;
      return true;
    }
    if (where === 'old') return false;
    this.snapshot.value = apply(now, message);
    return false;
  }

  private plain(message: Plain): boolean {
    const now = this.snapshot.peek();
    if (now === null) {
      this.held.push(message);
      return true;
    }
    this.snapshot.value = count(now, message);
    return false;
  }
}

/** The agenda has a part that this page never saw: only a whole snapshot brings its punten. */
function grew({ opgaven }: Snapshot, { event, payload }: Versioned): boolean {
  return event === 'moved' && payload.opgaven.some((one) => !opgaven.some(({ number }) => number === one.number));
}

function apply(now: Snapshot, message: Versioned): Snapshot {
  if (message.event === 'moved') return applyMoved(now, message.payload);
  if (message.event === 'published') return applyPublished(now, message.payload);
  if (message.event === 'agreement') return applyAgreements(now, message.payload);
  return applyDiscussion(now, message.payload);
}

function count(now: Snapshot, message: Plain): Snapshot {
  if (message.event === 'progress') return applyProgress(now, message.payload);
  if (message.event === 'notes') return applyNotes(now, message.payload);
  return message.event === 'bars' ? applyBars(now, message.payload) : applyPresence(now, message.payload);
}

function version(message: Held): number {
  return 'version' in message.payload ? message.payload.version : Infinity;
}
