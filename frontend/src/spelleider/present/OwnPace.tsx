import type { OpgaveView } from '../../shared/api/types';
import { answersOf } from '../../shared/charts/data/progress';
import { percent } from '../../shared/charts/data/scale';
import { clock } from '../../shared/i18n/clock';
import { Button } from '../../shared/ui/Button';
import { GroupMark } from '../../shared/ui/GroupMark';
import { Notice } from '../../shared/ui/Notice';
import { useSecondsLeft } from '../../shared/ui/useSecondsLeft';
import { type Desk, useAsking } from '../points/desk';
import { labelOf, nameOf } from '../steps/label';
import { ledOpgave, ownOpgaven, revealOne } from '../steps/steps';
import { t } from '../words';
import '../steps/pace.css';

/** So much longer everybody's own pace can last, in minutes. */
const LONGER = [5, 15] as const;

/** What everybody scores at an own pace: until when, how far each opgave is in counts, and one after the other to show. */
export function OwnPace({ desk }: { desk: Desk }) {
  const open = ownOpgaven(desk.snapshot);
  if (open.length === 0 || desk.snapshot.state !== 'running') return null;
  const led = ledOpgave(desk.snapshot) !== undefined;
  return (
    <section class="own-pace" aria-labelledby="own-pace">
      <h3 id="own-pace" class="results__title">
        {t('own_title')}
      </h3>
      <Until desk={desk} />
      <ul class="own-pace__list">
        {open.map((opgave) => (
          <Entry key={opgave.number} opgave={opgave} desk={desk} shows={!led} />
        ))}
      </ul>
    </section>
  );
}

function Until({ desk }: { desk: Desk }) {
  const { own_until: until } = desk.snapshot;
  const { ask, busy, trouble } = useAsking(desk);
  const left = useSecondsLeft(until);
  if (until === null || left === null) return null;
  return (
    <div class="pace">
      <p class={`pace__left${left <= 0 ? ' pace__left--over' : ''}`}>
        {t(left > 0 ? 'own_until' : 'own_over', { time: clock(until) })}
      </p>
      {LONGER.map((n) => (
        <Button
          key={n}
          aria-disabled={busy || !desk.leads}
          onClick={(click) => {
            if (desk.leads) void ask(click, () => desk.set('extend', { minutes: n }), t('own_longer_done', { n }));
          }}
        >
          {t('own_longer', { n })}
        </Button>
      ))}
      {trouble !== null && (
        <Notice kind="warning" urgent>
          {trouble}
        </Notice>
      )}
    </div>
  );
}

function Entry({ opgave, desk, shows }: { opgave: OpgaveView; desk: Desk; shows: boolean }) {
  const reveal = revealOne(opgave);
  return (
    <li class="own-pace__entry">
      <p class="own-pace__name">{nameOf(opgave)}</p>
      <ul class="own-pace__groups">
        {answersOf(opgave, desk.snapshot.progress).map(({ group, answers, of, share }) => (
          <li key={group} class={`wp-group-${group}`}>
            <GroupMark group={group} word="Many" /> <span>{t('own_answers', { answers, n: of })}</span>
            <span class="own-pace__bar" aria-hidden="true">
              <span style={{ inlineSize: percent(share) }} />
            </span>
          </li>
        ))}
      </ul>
      {shows && desk.leads && (
        <Button aria-disabled={desk.settling} onClick={() => desk.step(reveal)}>
          {labelOf(reveal)}
        </Button>
      )}
    </li>
  );
}
