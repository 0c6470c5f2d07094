import type { OpgaveView, Snapshot } from '../../shared/api/types';
import { answersOf } from '../../shared/charts/data/progress';
import { percent } from '../../shared/charts/data/scale';
import { clock } from '../../shared/i18n/clock';
import { GroupMark } from '../../shared/ui/GroupMark';
import { useSecondsLeft } from '../../shared/ui/useSecondsLeft';
import { t } from '../words';
import './own-pace.css';

/** So many rows can be large. */
const FEW = 5;

/** Everybody answers at an own pace: until when, and how far the room is with each opgave, in counts only. */
export function OwnPace({ opgaven, snapshot }: { opgaven: OpgaveView[]; snapshot: Snapshot }) {
  const { own_until: until, progress } = snapshot;
  const left = useSecondsLeft(until);
  const over = left !== null && left <= 0;
  return (
    <section class="own">
      <header class="own__head">
        <h1 class="scherm__title">{t(over ? 'own_title_over' : 'own_title')}</h1>
        {until !== null && !over && <p class="own__until">{t('own_until', { time: clock(until) })}</p>}
        {over && <p class="own__until">{t('own_over')}</p>}
      </header>
      <ul class={`own__list${opgaven.length <= FEW ? ' own__list--few' : ''}`}>
        {opgaven.map((opgave) => (
          <li key={opgave.number} class="own__entry">
            <p class="own__name">
              {opgave.number > 0 && <span class="own__number">{opgave.number}</span>} {opgave.name}
            </p>
            <ul class="own__groups">
              {answersOf(opgave, progress).map(({ group, share }) => (
                <li key={group} class={`wp-group-${group}`}>
                  <GroupMark group={group} word="many" /> <strong>{percent(Math.round(share * 100) / 100)}</strong>
                  <span class="own__bar" aria-hidden="true">
                    <span style={{ inlineSize: percent(share) }} />
                  </span>
                </li>
              ))}
            </ul>
          </li>
        ))}
      </ul>
      <p class="own__legend">{t('own_legend')}</p>
    </section>
  );
}
