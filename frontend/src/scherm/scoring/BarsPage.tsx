import type { Bars, OpgaveView, Snapshot } from '../../shared/api/types';
import { askedOf, progressOf } from '../../shared/charts/data/progress';
import { MovingBars, t as bars } from '../../shared/charts/MovingBars';
import { GroupMark } from '../../shared/ui/GroupMark';
import { usePage } from '../reveal/paging';
import { t } from '../words';
import { scoringEyebrow } from './names';
import { SoftTimer } from './SoftTimer';
import './bars-page.css';

/** More punten than this cannot be read from the back of the hall. */
const MOST = 3;

/** Bars that move while the room scores, where the session chose so: punt after punt, and how far each group is. */
export function BarsPage({ opgave, snapshot, shown }: { opgave: OpgaveView; snapshot: Snapshot; shown: Bars }) {
  const items = askedOf(opgave);
  const page = usePage(`bars ${opgave.number} ${opgave.round}`, items.length, MOST);
  const last = page.start + page.rows;
  return (
    <section class="bars-page">
      <header>
        <p class="scherm__eyebrow">{scoringEyebrow(opgave, snapshot)}</p>
        <h1 class="scherm__title">{opgave.name}</h1>
      </header>
      <div class="bars-page__rows" ref={page.place}>
        {items.slice(page.start, last).map((item) => (
          <MovingBars key={item.id} item={item} bars={shown} />
        ))}
      </div>
      <footer class="bars-page__foot">
        <ul class="bars-page__groups">
          {progressOf(opgave, snapshot.progress).map(({ group, ready, joined }) => (
            <li key={group}>
              <GroupMark group={group} word="Many" /> <strong>{ready}</strong> {t('scoring_of', { joined })}
            </li>
          ))}
        </ul>
        <SoftTimer deadline={snapshot.current.deadline} />
        <p class="bars-page__how">
          {bars('how')}
          {items.length > page.rows && ` ${t('bars_page', { from: page.start + 1, to: last, total: items.length })}`}
        </p>
      </footer>
    </section>
  );
}
