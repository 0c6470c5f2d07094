import type { OpgaveView, Snapshot } from '../../shared/api/types';
import { FloorPlan } from '../../shared/charts/FloorPlan';
import { ListsPage } from './ListsPage';
import { OnePunt } from './OnePunt';
import { OpgaveName } from './OpgaveName';
import { Reveal } from './Reveal';
import { shownOf } from './shown';
import './floor-page.css';

/** After a reveal: what the spelleider has the scherm show of it. */
export function Revealed({ opgave, snapshot }: { opgave: OpgaveView; snapshot: Snapshot }) {
  const shown = shownOf(opgave, snapshot);
  switch (shown.name) {
    case 'results':
      return <Reveal opgave={opgave} snapshot={snapshot} />;
    case 'lists':
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
    case 'item':
      return <OnePunt row={shown.row} term={snapshot.term} />;
  }
}
