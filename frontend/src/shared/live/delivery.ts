import { signal } from '@preact/signals';
import type { Receipt, ScoreOp } from '../api/types';
import type { Answer, Outbox } from './outbox';
import type { SessionStore } from './session';

/** Why an answer was not taken: shown at its punt until the person answers again. */
export interface Refused {
  /** The answer that was not taken. */
  value: number;
  code: string;
  message: string | null;
}

/** What one receipt means for one operation, by the rules of the wire contract. */
export class Delivery {
  /** Per item and round (`answerKey`): why the last answer was not taken. */
  readonly refused = signal<ReadonlyMap<string, Refused>>(new Map());
  /** The server asked to try again later. */
  readonly postponed = signal(false);

  constructor(
    private readonly outbox: Outbox,
    private readonly store: SessionStore,
  ) {}

  /** Keep an answer. It counts as given from here on, and as sent only after its receipt. */
  keep(answer: Answer): void {
    this.tell(answer, null);
    const me = this.store.snapshot.peek()?.me;
    const known = (me?.answers ?? []).map((one) => one.seq);
    this.outbox.put(answer, Math.max((me?.next_seq ?? 1) - 1, ...known));
  }

  /** Somebody saw why these (by `answerKey`) were not taken. */
  seen(keys: readonly string[]): void {
    this.refused.value = new Map([...this.refused.peek()].filter(([key]) => !keys.includes(key)));
  }

  settle(op: ScoreOp, receipt: Receipt): void {
    if (!receipt.ok) {
      this.giveUp(op, { value: op.value, code: receipt.code ?? 'malformed', message: receipt.message ?? null });
      return;
    }
    this.postponed.value = receipt.state === 'retry';
    switch (receipt.state) {
      case 'closed':
        this.giveUp(op, { value: op.value, code: 'closed', message: null });
        break;
      case 'stale':
        this.outbox.overtaken(op, receipt.seq ?? op.seq);
        break;
      case 'retry':
        break;
      case 'accepted':
      case 'duplicate':
      case undefined:
        this.outbox.remove(op.op);
        this.store.answered({ item: op.item, round: op.round, value: op.value, seq: op.seq });
    }
  }

  private giveUp(op: ScoreOp, why: Refused): void {
    const newer = this.outbox.find(op.op) === undefined;
    this.outbox.remove(op.op);
    if (!newer) this.tell(op, why);
  }

  private tell(answer: Answer, why: Refused | null): void {
    const next = new Map(this.refused.peek());
    if (why === null) next.delete(answerKey(answer));
    else next.set(answerKey(answer), why);
    this.refused.value = next;
  }
}

export function answerKey(answer: { item: string; round: number }): string {
  return `${answer.item} ${answer.round}`;
}
