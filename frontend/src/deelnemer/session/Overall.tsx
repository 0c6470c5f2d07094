import type { Snapshot } from '../../shared/api/types';
import type { Row } from '../../shared/charts/data/results';
import type { Portal } from '../../shared/live/portal';
import { type OwnAnswers, titleOf } from './answers';
import { type Found, foundIn, shownOpgaven } from './found';
import { Fold } from './Fold';
import { Folded } from './Outcome';
import { say } from './outcome-text';
import { Results } from './Results';
import { LostProposal } from './LostProposal';
import { useProposals } from './known-proposals';

/** So many punten of a list are shown at once: a phone stays readable. */
const AT_ONCE = 5;

interface OverallProps {
  portal: Portal;
  snapshot: Snapshot;
  answers: OwnAnswers;
}

/** What was found over all opgaven, in lists that unfold; below them each opgave on its own. */
export function Overall({ portal, snapshot, answers }: OverallProps) {
  const opgaven = shownOpgaven(snapshot);
  const proposals = useProposals(portal);
  const folded = (rows: Row[]) => (
    <ol class="results__rest">
      {rows.map((row) => (
        <li key={row.item.id}>
          <Folded says="sentence" {...{ portal, snapshot, row, answers }} />
        </li>
      ))}
    </ol>
  );
  const list = ({ name, rows }: Found) => (
    <Fold
      key={name}
      class="found"
      summary={<h2>{say(`found_${name}`, { n: rows.length })}</h2>}
      open={name === 'discussion'}
    >
      {folded(rows.slice(0, AT_ONCE))}
      {rows.length > AT_ONCE && (
        <Fold class="fold" summary={say('more_points', { n: rows.length - AT_ONCE })}>
          {folded(rows.slice(AT_ONCE))}
        </Fold>
      )}
    </Fold>
  );
  if (opgaven.length === 0) return <p>{say('nothing_found')}</p>;
  return (
    <div class="results">
      {proposals && snapshot.opgaven.map((opgave) => <LostProposal key={opgave.number} {...{ proposals, opgave }} />)}
      {foundIn(snapshot).map(list)}
      <h2 class="results__part">{say('per_opgave')}</h2>
      {opgaven.map((opgave) => (
        <Fold key={opgave.number} class="found" summary={<h3>{titleOf(opgave)}</h3>}>
          <Results named {...{ portal, snapshot, opgave, answers }} />
        </Fold>
      ))}
    </div>
  );
}

/** The same while the session goes on, when the room looks at everything together. */
export function Together(props: OverallProps) {
  return (
    <div class="stack">
      <h1 tabIndex={-1} class="nl-heading nl-heading--level-1">
        {say('all_title')}
      </h1>
      <Overall {...props} />
    </div>
  );
}
