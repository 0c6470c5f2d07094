import type { OpgaveView, Snapshot } from '../../shared/api/types';
import { isMoved } from '../../shared/charts/data/moved';
import { movedRows, rowsOf } from '../../shared/charts/data/results';
import { FloorPlan } from '../../shared/charts/FloorPlan';
import { FirstStepPage } from './FirstStepPage';
import { ListsPage } from './ListsPage';
import { MovedPage } from './MovedPage';
import { OnePunt } from './OnePunt';
import { AGREEMENTS } from '../../shared/i18n/agenda';
import { DiscussionPage } from '../talk/DiscussionPage';
import { NoticedPage } from '../talk/NoticedPage';
import { OpgaveName } from './OpgaveName';
import { Reveal } from './Reveal';
import { shownOf } from './shown';
import './floor-page.css';

/** After a reveal: what the spelleider has the scherm show of it. */
export function Revealed({ opgave, snapshot }: { opgave: OpgaveView; snapshot: Snapshot }) {
  const shown = shownOf(opgave, snapshot);
  switch (shown.name) {
    case 'results':
      return <Conclusion opgave={opgave} snapshot={snapshot} />;
    case 'lists':
      // Of the ten waarden the outcome itself is not a list: after a next round it is to be had here.
      if (opgave.number === 0 && isMoved(opgave, snapshot))
        return <FirstStepPage opgave={opgave} snapshot={snapshot} />;
      return <ListsPage about={opgave} snapshot={snapshot} />;
    case 'overall':
      return <ListsPage about="all" snapshot={snapshot} />;
    case 'floor_plan':
      return (
        <section class="floor-page">
          <OpgaveName opgave={opgave} />
          <FloorPlan result={shown.result} bare />
        </section>
      );
    case 'discussion':
      return <DiscussionPage row={shown.row} snapshot={snapshot} />;
    case 'item':
      return <OnePunt row={shown.row} snapshot={snapshot} />;
  }
}

/** The result of the present round: of the one punt that was scored again, of what the conversation moved, or of all. */
function Conclusion({ opgave, snapshot }: { opgave: OpgaveView; snapshot: Snapshot }) {
  const { published } = snapshot;
  if (opgave.number === AGREEMENTS) return <NoticedPage opgave={opgave} snapshot={snapshot} />;
  const only = opgave.only === null ? undefined : rowsOf(opgave, published).find(({ item }) => item.id === opgave.only);
  if (only && only.result.round === opgave.round) return <OnePunt row={only} snapshot={snapshot} />;
  const moved = movedRows(opgave, published);
  if (moved.length > 0) return <MovedPage opgave={opgave} rows={moved} snapshot={snapshot} />;
  return opgave.number === 0 ? (
    <FirstStepPage opgave={opgave} snapshot={snapshot} />
  ) : (
    <Reveal opgave={opgave} snapshot={snapshot} />
  );
}
