import type { OpgaveView, Snapshot } from '../../api/types';

/** The text about words that were, or will be, made anew. */
export type Recount = 'recount_later' | 'recount_again' | 'recounted';

/**
 * Counts that were shown stay; the words beside them depend on every punt of the evening and are made anew with each
 * reveal and at the close (docs/decisions/0003). What the room must know of that about a revealed opgave.
 */
export function recountOf(opgave: OpgaveView, { opgaven, state }: Snapshot): Recount | null {
  const place = opgaven.findIndex((one) => one.number === opgave.number);
  const renewed = opgaven.slice(place + 1).some((one) => one.state === 'revealed');
  const closed = state === 'closed';
  if (!closed && opgaven.some((one) => one.state === 'waiting')) return renewed ? 'recount_again' : 'recount_later';
  return renewed || (closed && opgaven.length > 1) ? 'recounted' : null;
}
