import { signal } from '@preact/signals';
import { ApiError, call, sessionPath } from '../shared/api/client';
import type { PaperList, PaperOp, PaperRow, Receipt } from '../shared/api/types';
import { RESEND_EVERY } from '../shared/live/timing';

export interface Place {
  gemeente: string;
  session: string;
  /** The token of a tafel link; who leads has a cookie. */
  bearer?: string;
}

/** What came of something that was typed; `entry` is what stands already where the card is known. */
export interface Outcome {
  op: PaperOp;
  state: 'saved' | 'late' | 'known' | 'refused';
  why: string;
  entry?: string;
}

/** The number of the card, when it is one with a number. */
export const cardOf = ({ card }: PaperOp): number | null => card ?? null;

/** What was saved, in an own word for what was taken back. */
export function savedAs(op: PaperOp): 'card' | 'counts' | 'back' {
  const nothing = !op.counts && Object.keys(op.answers ?? {}).length === 0;
  if (nothing) return 'back';
  return cardOf(op) === null ? 'counts' : 'card';
}

type Shelf = Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>;

/**
 * The stack of cards: what is typed is kept on this device until the server has it, and sent again by itself, one card
 * after the other.
 */
export class Stack {
  /** What the server does not have yet, in order. */
  readonly waiting = signal<PaperOp[]>([]);
  /** Everything that was typed in, by anybody, oldest first. */
  readonly entries = signal<PaperRow[]>([]);
  readonly outcome = signal<Outcome | null>(null);
  /** Nobody answered: what waits is kept here, and who types can go on. */
  readonly silent = signal(false);
  private sending = false;
  private timer: ReturnType<typeof setTimeout> | undefined;

  constructor(
    private readonly place: Place,
    private readonly shelf: Shelf | null = deviceShelf(),
  ) {
    this.waiting.value = this.kept();
  }

  start(): void {
    addEventListener('online', this.go);
    void this.load();
    void this.send();
  }

  stop(): void {
    removeEventListener('online', this.go);
    clearTimeout(this.timer);
  }

  /** Type something in: kept first, then sent. */
  put(op: PaperOp): void {
    this.outcome.value = null;
    this.waiting.value = [...this.waiting.peek(), op];
    this.keep();
    void this.send();
  }

  /** Ask what was typed in; without an answer the list of a moment ago stays. */
  async load(): Promise<void> {
    try {
      const { entries } = await call<PaperList>(this.path, { bearer: this.place.bearer });
      this.entries.value = entries;
    } catch {
      return;
    }
  }

  private async send(): Promise<void> {
    if (this.sending) return;
    this.sending = true;
    clearTimeout(this.timer);
    let again = false;
    for (let op = this.waiting.peek()[0]; op !== undefined && !again; op = this.waiting.peek()[0]) {
      const outcome = await this.bring(op);
      again = outcome === null;
      this.silent.value = again;
      if (outcome === null) continue;
      this.waiting.value = this.waiting.peek().filter((one) => one !== op);
      this.keep();
      this.outcome.value = outcome;
      await this.load();
    }
    this.sending = false;
    if (again) this.timer = setTimeout(this.go, RESEND_EVERY);
  }

  /** `null`: nobody answered, or it has to be said again. */
  private async bring(op: PaperOp): Promise<Outcome | null> {
    try {
      const body = op;
      const { state } = await call<Receipt>(this.path, { method: 'POST', body, bearer: this.place.bearer });
      return { op, state: state === 'closed' ? 'late' : 'saved', why: '' };
    } catch (failure) {
      if (!(failure instanceof ApiError) || failure.status >= 500 || failure.status === 429) return null;
      const { problem } = failure;
      const entry = problem && 'entry' in problem ? String(problem.entry) : undefined;
      const state = failure.code === 'card_known' && entry !== undefined ? 'known' : 'refused';
      return { op, state, why: problem?.detail ?? '', ...(entry === undefined ? {} : { entry }) };
    }
  }

  private readonly go = (): void => void this.send();

  private get path(): string {
    return sessionPath(this.place.gemeente, this.place.session, '/papers');
  }

  private get key(): string {
    return `wijk/${this.place.gemeente}/${this.place.session}/tafel`;
  }

  private kept(): PaperOp[] {
    try {
      return JSON.parse(this.shelf?.getItem(this.key) ?? '[]') as PaperOp[];
    } catch {
      return [];
    }
  }

  private keep(): void {
    const waiting = this.waiting.peek();
    try {
      if (waiting.length === 0) this.shelf?.removeItem(this.key);
      else this.shelf?.setItem(this.key, JSON.stringify(waiting));
    } catch {
      return; // A full shelf: what is typed stays on the page.
    }
  }
}

function deviceShelf(): Shelf | null {
  try {
    return localStorage;
  } catch {
    return null;
  }
}
