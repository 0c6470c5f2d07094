import type { AgreementView } from '../../shared/api/types';

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
