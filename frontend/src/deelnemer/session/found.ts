import type { OpgaveView, Snapshot } from '../../shared/api/types';
import { type ListName, LISTS, listsOf, pointsOf, type Row, rowsOf } from '../../shared/charts/data/results';

/** What was found over all opgaven: the points to talk about, then the five lists; empty ones are left out. */
export interface Found {
  name: ListName | 'discussion';
  rows: Row[];
}

/** In the server's order. */
export function foundIn({ opgaven, published, lists, discussion }: Snapshot): Found[] {
  const rows = rowsOf(opgaven, published);
  const listed = listsOf(rows, lists);
  const found: Found[] = [
    { name: 'discussion', rows: pointsOf(rows, discussion) },
    ...LISTS.map((name) => ({ name, rows: listed[name] })),
  ];
  return found.filter((one) => one.rows.length > 0);
}

/** The opgaven of which something was shown. */
export function shownOpgaven({ opgaven, published }: Snapshot): OpgaveView[] {
  return opgaven.filter((opgave) => rowsOf(opgave, published).length > 0);
}
