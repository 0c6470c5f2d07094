import type { OpgaveView, Snapshot } from '../../shared/api/types';
import { AGREEMENTS, placeToday } from '../../shared/i18n/agenda';
import { clock } from '../../shared/i18n/clock';
import { t } from '../words';
import { wasShown } from '../steps/steps';
import { minutes } from './minutes';
import './agenda.css';

/** The opgaven of the evening: state, number of punten and planned minutes. */
export function Agenda({ snapshot, wide }: { snapshot: Snapshot; wide: boolean }) {
  const { opgaven, current } = snapshot;
  const over = snapshot.state === 'closed';
  const list = (
    <ol class="agenda__list">
      {opgaven.map((opgave) => (
        <Entry
          key={opgave.number}
          opgave={opgave}
          present={!over && opgave.number === current.opgave}
          state={stateOf(opgave, snapshot)}
          again={wasShown(opgave, snapshot)}
          until={snapshot.own_until}
        />
      ))}
    </ol>
  );
  const total = opgaven.reduce((sum, opgave) => sum + opgave.items.length, 0);
  const sum = <p class="agenda__sum">{t('agenda_sum', { n: total, minutes: minutes(total) })}</p>;
  if (!wide) {
    return (
      <details class="agenda">
        <summary class="agenda__summary">
          {current.opgave === null ? t('agenda') : t('agenda_summary', { here: placeToday(current.opgave, opgaven) })}
        </summary>
        {list}
        {sum}
      </details>
    );
  }
  return (
    <section class="agenda" aria-labelledby="agenda">
      <h2 id="agenda" class="cockpit__label">
        {t('agenda')}
      </h2>
      {list}
      {sum}
    </section>
  );
}

type Standing = OpgaveView['state'] | 'hidden' | 'paused';

/** How an opgave stands: nothing is open during a pauze, and what was not shown at the close stays hidden. */
function stateOf(opgave: OpgaveView, { state }: Snapshot): Standing {
  if (state === 'closed' && opgave.state !== 'revealed') return 'hidden';
  return state === 'paused' && opgave.state === 'scoring' ? 'paused' : opgave.state;
}

interface EntryProps {
  opgave: OpgaveView;
  present: boolean;
  state: Standing;
  /** It is scored once more, and what was shown before stands. */
  again: boolean;
  /** Until when everybody's own pace lasts. */
  until: string | null;
}

function Entry({ opgave, present, state, again, until }: EntryProps) {
  return (
    <li class={`agenda__entry agenda__entry--${state}`} aria-current={present ? 'step' : undefined}>
      <span class="agenda__name">
        {opgave.number > 0 && <span class="agenda__number">{opgave.number}</span>} {opgave.name}
      </span>
      <span class="agenda__state">
        {opgave.own && until !== null && state === 'scoring'
          ? t('state_own', { time: clock(until) })
          : t(`state_${state}`)}
        {again && ` ${t('round', { round: opgave.round })}`}
      </span>
      <span class="agenda__length">
        {t(opgave.number === AGREEMENTS ? 'agenda_length_agreements' : 'agenda_length', {
          n: opgave.items.length,
          minutes: minutes(opgave.items.length),
        })}
      </span>
    </li>
  );
}
