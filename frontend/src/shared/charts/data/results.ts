import type { ItemResult, ItemView, Lists, OpgaveResult, OpgaveView, PointView } from '../../api/types';

/** A punt with the result that counts now: that of its last round; and the opgave that it belongs to. */
export interface Row {
  item: ItemView;
  result: ItemResult;
  opgave: OpgaveView;
}

/** The lists that rank punten, in the order in which they are told. */
export const LISTS = ['differ', 'divided', 'worry', 'strength', 'unknown'] as const;
export type ListName = (typeof LISTS)[number];

/** The lists that were found, and beside them what participants ask for: a punt may stand in one of each. */
export type RowLists = Record<ListName | 'proposed', Row[]>;

/** The published results of one opgave, or of several together: in the order of the agenda, by the number of the punt. */
export function rowsOf(of: OpgaveView | readonly OpgaveView[], published: ItemResult[]): Row[] {
  const opgaven = 'items' in of ? [of] : of;
  const latest = new Map<string, ItemResult>();
  for (const result of published) {
    const earlier = latest.get(result.item);
    if (!earlier || earlier.round <= result.round) latest.set(result.item, result);
  }
  return opgaven.flatMap((opgave) =>
    opgave.items.flatMap((item) => {
      const result = latest.get(item.id);
      return result ? [{ item, result, opgave }] : [];
    }),
  );
}

/** Each list with only the punten of these rows, in the server's order. */
export function listsOf(rows: Row[], lists: Lists): RowLists {
  const byId = new Map(rows.map((row) => [row.item.id, row]));
  const pick = (ids: string[]): Row[] => ids.flatMap((id) => byId.get(id) ?? []);
  return {
    differ: pick(lists.differ),
    divided: pick(lists.divided),
    worry: pick(lists.worry),
    strength: pick(lists.strength),
    unknown: pick(lists.unknown),
    proposed: pick(lists.proposed),
  };
}

/** What the room talks about, of these rows, in the order of the agenda; what the spelleider skips is no point. */
export function pointsOf(rows: Row[], discussion: readonly PointView[]): Row[] {
  const byId = new Map(rows.map((row) => [row.item.id, row]));
  return discussion.filter(({ choice }) => choice !== 'skip').flatMap(({ item }) => byId.get(item) ?? []);
}

/** Punten that may show a difference, with too few answers to be sure. A remark, no list: by number. */
export function perhapsOf(rows: Row[], lists: RowLists): Row[] {
  const listed = new Set(LISTS.flatMap((name) => lists[name]).map((row) => row.item.id));
  return rows.filter((row) => row.result.word === 'perhaps' && !listed.has(row.item.id));
}

/** What to talk about first: where groups differ, then a divided group, shared worries, what nobody knows; good news last. */
export function mostTelling(lists: RowLists, limit: number): Row[] {
  return [...lists.differ, ...lists.divided, ...lists.worry, ...lists.unknown, ...lists.strength].slice(0, limit);
}

/** The conclusion of an opgave, for its title. */
export type Headline =
  { key: 'differ' | 'knowledge'; n: number; total: number } | { key: 'no_clear_difference' | 'too_few'; total: number };

/** 'No difference' is never claimed: only that none was clear, or that there was too little to compare. */
export function headlineOf(rows: Row[], lists: RowLists): Headline {
  const total = rows.length;
  const different = lists.differ.filter((row) => row.result.word === 'large_difference').length;
  if (different > 0) return { key: 'differ', n: different, total };
  if (lists.differ.length > 0) return { key: 'knowledge', n: lists.differ.length, total };
  if (rows.every((row) => row.result.word === 'too_few')) return { key: 'too_few', total };
  return { key: 'no_clear_difference', total };
}

/** The sub-results of the last round of an opgave. */
export function subResultsOf(opgave: number, results: readonly OpgaveResult[]): OpgaveResult | undefined {
  return results.filter((one) => one.opgave === opgave).sort((a, b) => b.round - a.round)[0];
}

/** The punten of the present round of an opgave that can be held against a round before, those that changed first. */
export function movedRows(opgave: OpgaveView, published: ItemResult[]): Row[] {
  const rows = rowsOf(opgave, published).filter(({ result }) => result.round === opgave.round && result.movement);
  const changed = ({ result }: Row) => Number(result.movement?.changed === true);
  return rows.sort((a, b) => changed(b) - changed(a));
}
