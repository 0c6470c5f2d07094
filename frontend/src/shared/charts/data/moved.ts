import type { OpgaveView, Snapshot } from '../../api/types';
import { movedRows, rowsOf } from './results';

/** Whether the outcome of this opgave is what a conversation moved: that is then what stands before the room first. */
export function isMoved(opgave: OpgaveView, { published }: Pick<Snapshot, 'published'>): boolean {
  if (opgave.only === null) return movedRows(opgave, published).length > 0;
  return rowsOf(opgave, published).some(({ item, result }) => item.id === opgave.only && result.round === opgave.round);
}
