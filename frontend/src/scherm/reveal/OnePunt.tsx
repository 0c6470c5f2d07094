import type { Snapshot } from '../../shared/api/types';
import type { Row } from '../../shared/charts/data/results';
import { Difference } from '../../shared/charts/Difference';
import { LevelTwo } from '../../shared/charts/LevelTwo';
import { Movement } from '../../shared/charts/Movement';
import { outsideWords } from '../../shared/charts/outside';
import { OpgaveName } from './OpgaveName';
import './one-punt.css';
import './moved-page.css';

/**
 * One punt, large: what was found, how far the groups are apart, and how the answers lie. Once it was scored again:
 * what the conversation moved.
 */
export function OnePunt({ row: { item, result, opgave }, snapshot }: { row: Row; snapshot: Snapshot }) {
  const { term } = snapshot;
  const outside = outsideWords(result);
  return (
    <section class="one-punt">
      <OpgaveName opgave={opgave} />
      {result.movement !== null ? (
        <Movement item={item} result={result} term={term} bare="page" />
      ) : (
        <>
          <Difference item={item} result={result} term={term} bare="page" />
          <LevelTwo item={item} result={result} bare />
        </>
      )}
      {outside !== null && <p class="one-punt__outside">{outside}</p>}
    </section>
  );
}
