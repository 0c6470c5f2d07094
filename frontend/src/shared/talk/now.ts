import type { AgreementView, Snapshot } from '../api/types';
import { type Row, rowsOf } from '../charts/data/results';

const STRONGEST = 3;

/** The punten that groups differ about most, the strongest first; at most three. */
export function strongestOf({ opgaven, published, lists }: Snapshot): Row[] {
  const rows = new Map(rowsOf(opgaven, published).map((row) => [row.item.id, row]));
  return lists.differ.flatMap((id) => rows.get(id) ?? []).slice(0, STRONGEST);
}

/** The first thing that should happen: an answer that was promised, or an afspraak that should be done. */
export interface Next {
  day: string;
  kind: 'answer' | 'due';
  agreement: AgreementView;
}

/** The first day of all afspraken that are still open; an answer comes before what is due on the same day. */
export function nextOf(agreements: readonly AgreementView[]): Next | null {
  const days = agreements
    .filter(({ status }) => status === 'open' || status === 'in_progress')
    .flatMap((agreement): Next[] => {
      const { due, answer_by, status } = agreement;
      const done: Next = { day: due, kind: 'due', agreement };
      return answer_by === null || status !== 'open' ? [done] : [{ day: answer_by, kind: 'answer', agreement }, done];
    });
  const [first = null] = days.sort((a, b) => (a.day < b.day ? -1 : Number(a.day > b.day)));
  return first;
}
