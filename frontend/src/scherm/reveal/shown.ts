import type { OpgaveResult, OpgaveView, Snapshot } from '../../shared/api/types';
import { type Row, rowsOf, subResultsOf } from '../../shared/charts/data/results';

/** What the scherm shows of what was revealed. */
export type Shown =
  | { name: 'results' | 'lists' | 'overall' }
  | { name: 'floor_plan'; result: OpgaveResult }
  | { name: 'item' | 'discussion'; row: Row };

/** What the spelleider chose for the scherm; the results of the opgave where that is not there (any more). */
export function shownOf(opgave: OpgaveView, { current, opgaven, opgave_results, published }: Snapshot): Shown {
  if (current.item !== null) {
    const row = rowsOf(opgaven, published).find((one) => one.item.id === current.item);
    return row ? { name: current.view === 'discussion' ? 'discussion' : 'item', row } : { name: 'results' };
  }
  if (current.view === 'discussion') return { name: 'results' };
  if (current.view !== 'floor_plan') return { name: current.view };
  const result = subResultsOf(opgave.number, opgave_results);
  return result ? { name: 'floor_plan', result } : { name: 'results' };
}
