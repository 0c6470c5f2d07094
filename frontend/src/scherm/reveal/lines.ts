import type { PointView } from '../../shared/api/types';
import { LISTS, type ListName, pointsOf, type Row, type RowLists } from '../../shared/charts/data/results';

/** A hall does not read more of one list than this: the heading says how many there are. */
const TOP = 3;
/** The next points of the agenda; more is a phone's work. */
const NEXT = 3;

/** A punt of a list, as one line of the page. */
export interface Line {
  list: ListName | 'proposed';
  row: Row;
  /** How many punten the whole list has. */
  total: number;
}

/** The top of each list, one list after the other: what was found first, then what participants ask for. */
export function linesOf(lists: RowLists): Line[] {
  return [...LISTS, 'proposed' as const].flatMap((list) =>
    lists[list].slice(0, TOP).map((row) => ({ list, row, total: lists[list].length })),
  );
}

/** What the room talks about next, and how many points come after those. */
export function nextPoints(rows: Row[], discussion: PointView[]): { next: Row[]; more: number } {
  const points = pointsOf(rows, discussion);
  return { next: points.slice(0, NEXT), more: Math.max(0, points.length - NEXT) };
}

/** What is told by these rows. Another decision of the spelleider leaves it the same; new results do not. */
export function contentsOf(rows: Row[]): string {
  return rows.map(({ item, result }) => [item.id, result.round, result.word, result.finding.key].join(' ')).join();
}
