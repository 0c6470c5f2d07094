import type { Term } from '../../shared/api/types';
import type { Row } from '../../shared/charts/data/results';
import { Difference } from '../../shared/charts/Difference';
import { LevelTwo } from '../../shared/charts/LevelTwo';
import { OpgaveName } from './OpgaveName';
import './one-punt.css';

/** One punt, large: what was found, how far the groups are apart, and how the answers lie. */
export function OnePunt({ row: { item, result, opgave }, term }: { row: Row; term: Term }) {
  return (
    <section class="one-punt">
      <OpgaveName opgave={opgave} />
      <Difference item={item} result={result} term={term} bare="page" />
      <LevelTwo item={item} result={result} bare />
    </section>
  );
}
