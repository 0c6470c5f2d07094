import type { Snapshot } from '../../shared/api/types';
import type { Row } from '../../shared/charts/data/results';
import { Difference } from '../../shared/charts/Difference';
import { verdictOf } from '../../shared/charts/words';
import { say as sentence } from '../../shared/i18n/findings';
import type { Portal } from '../../shared/live/portal';
import { LazyPointTalk } from '../talk/LazyTalk';
import type { OwnAnswers } from './answers';
import { Fold } from './Fold';
import { ask } from './propose-text';
import { useProposals } from './known-proposals';

export interface OutcomeProps {
  portal: Portal;
  snapshot: Snapshot;
  row: Row;
  answers: OwnAnswers;
}

/** What came out of one punt: the picture, with the own answer. */
export function Picture({ snapshot, row: { item, result }, answers }: Omit<OutcomeProps, 'portal'>) {
  const own = answers.of(item.id, result.round);
  return <Difference {...{ item, result, term: snapshot.term }} {...(own && { ownValue: own.value })} />;
}

/** How many of the room ask to talk about this punt, if that is shown; and whether this person did, known here alone. */
export function Asked({ portal, snapshot, row: { item, result } }: Omit<OutcomeProps, 'answers'>) {
  const proposals = useProposals(portal);
  const opgave = snapshot.opgaven.find((one) => one.items.includes(item));
  const mine = opgave !== undefined && proposals?.of(opgave).item === item.id;
  if (result.proposed === null && !mine) return null;
  return (
    <span class="asked">
      {result.proposed !== null && <span class="asked__count">{ask('proposed', { n: result.proposed })}</span>}
      {mine && <span class="asked__mine">{ask('was_mine')}</span>}
    </span>
  );
}

interface FoldedProps extends OutcomeProps {
  /** `word`: the verdict in two words. `sentence`: what was found. */
  says: 'word' | 'sentence';
}

/** A punt in a list: its words at once, its picture on request. */
export function Folded(props: FoldedProps) {
  const { item, result } = props.row;
  const said = props.says === 'word' ? verdictOf(result) : sentence(result.finding, props.snapshot.term);
  const summary = (
    <>
      <span class="folded__number">{item.number}</span>
      <span>
        {item.name === null ? item.text : `${item.name}: ${item.text}`}
        <span class="folded__word">{said}</span>
        <Asked {...props} />
      </span>
    </>
  );
  return (
    <Fold class="folded" summary={summary}>
      <Picture {...props} />
      <LazyPointTalk {...props} />
    </Fold>
  );
}
