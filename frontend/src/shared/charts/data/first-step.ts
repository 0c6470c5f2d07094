import type { OpgaveView, Snapshot } from '../../api/types';
import { listsOf, type Row, rowsOf } from './results';

/** Where a waarde can stand after its reveal; the first three are said even when nothing stands there. */
export const PLACES = ['strong', 'weak', 'differ', 'divided', 'unknown', 'unclear', 'too_few'] as const;
export type Place = (typeof PLACES)[number];

/**
 * Where the room stands with the ten waarden: each in one place, by the lists that were published, in the order of the
 * checklist. No value is weighed against another.
 */
export function firstStepOf(opgave: OpgaveView, { published, lists }: Snapshot): Record<Place, Row[]> {
  const rows = rowsOf(opgave, published);
  const found = listsOf(rows, lists);
  const among = (list: Row[]): Row[] => rows.filter((row) => list.includes(row));
  const listed = new Set([...found.strength, ...found.worry, ...found.differ, ...found.divided, ...found.unknown]);
  const rest = rows.filter((row) => !listed.has(row));
  return {
    strong: among(found.strength),
    weak: among(found.worry),
    differ: among(found.differ),
    divided: among(found.divided),
    unknown: among(found.unknown),
    unclear: rest.filter((row) => row.result.word !== 'too_few'),
    too_few: rest.filter((row) => row.result.word === 'too_few'),
  };
}
