import type { OpgaveView, Snapshot } from '../../shared/api/types';
import { opgaveWords } from '../../shared/i18n/agenda';
import { answerKey, type Refused } from '../../shared/live/delivery';
import type { Portal } from '../../shared/live/portal';

/** An answer of this person: `kept` on this phone, or `sent`, which means that it stands in the database. */
export interface OwnAnswer {
  value: number;
  state: 'kept' | 'sent';
}

/** The own answers of a round of an opgave, and why one was not taken. Reads signals: call it while rendering. */
export class OwnAnswers {
  private readonly answers = new Map<string, OwnAnswer>();
  private readonly refused: ReadonlyMap<string, Refused>;

  constructor(portal: Portal, snapshot: Snapshot) {
    for (const one of snapshot.me?.answers ?? []) this.answers.set(answerKey(one), { value: one.value, state: 'sent' });
    for (const op of portal.outbox.value?.ops.value ?? []) {
      this.answers.set(answerKey(op), { value: op.value, state: 'kept' });
    }
    this.refused = portal.delivery.value?.refused.value ?? new Map<string, Refused>();
  }

  of(item: string, round: number): OwnAnswer | null {
    return this.answers.get(answerKey({ item, round })) ?? null;
  }

  whyNot(item: string, round: number): Refused | null {
    return this.refused.get(answerKey({ item, round })) ?? null;
  }

  /** How many punten of an opgave have an answer in its present round. */
  done(opgave: OpgaveView): number {
    return opgave.items.filter((item) => this.of(item.id, opgave.round) !== null).length;
  }
}

/** The opgave that the room is at. */
export function currentOpgave(snapshot: Snapshot): OpgaveView | null {
  return snapshot.opgaven.find((one) => one.number === snapshot.current.opgave) ?? null;
}

/** 'Opgave 3: name', for a heading; the ten waarden, and the afspraken of last time, have no other name. */
export function titleOf({ number, name }: OpgaveView): string {
  return number <= 0 ? opgaveWords(number) : `${opgaveWords(number)}: ${name}`;
}
