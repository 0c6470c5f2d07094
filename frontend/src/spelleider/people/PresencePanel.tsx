import { GROUPS, type Snapshot } from '../../shared/api/types';
import { progressOf } from '../../shared/charts/data/progress';
import { percent } from '../../shared/charts/data/scale';
import { GroupMark } from '../../shared/ui/GroupMark';
import { ownOpgaven, presentOpgave } from '../steps/steps';
import { t } from '../words';
import './people.css';

/** Who is here, in counts: joined, ready with the open opgave, gone from the line. Never per person, never a value. */
export function PresencePanel({ snapshot }: { snapshot: Snapshot }) {
  const opgave = presentOpgave(snapshot);
  const over = snapshot.state === 'closed';
  const together = ownOpgaven(snapshot).length > 0 && opgave?.state !== 'scoring' && !over;
  const scoring = opgave?.state === 'scoring' && !over ? progressOf(opgave, snapshot.progress) : null;
  return (
    <section aria-labelledby="presence">
      <h2 id="presence" class="cockpit__label">
        {t(over ? 'presence_past' : 'presence')}
      </h2>
      {together && <p class="presence__note">{t('presence_together')}</p>}
      <ul class="presence">
        {GROUPS.map((group) => {
          const { joined = 0, connected = 0, unconfirmed = 0 } = snapshot.presence.groups[group] ?? {};
          const progress = scoring?.find((one) => one.group === group);
          const [ready = 0, people = 0] = snapshot.progress.ready[group] ?? [];
          return (
            <li key={group} class={`presence__group wp-group-${group}`}>
              <p class="presence__words">
                <GroupMark group={group} word="Many" />
                <strong>
                  {progress || together
                    ? t('presence_ready', { ready: progress?.ready ?? ready, joined: progress?.joined ?? people })
                    : t(over ? 'presence_took_part' : 'presence_in', { n: joined })}
                </strong>
              </p>
              {progress && (
                <div class="presence__bar" aria-hidden="true">
                  <span class="presence__answered" style={{ inlineSize: percent(progress.answeredShare) }} />
                  <span class="presence__ready" style={{ inlineSize: percent(progress.readyShare) }} />
                </div>
              )}
              {progress && progress.paper > 0 && (
                <p class="presence__note">{t('presence_paper', { n: progress.paper })}</p>
              )}
              {!over && joined > connected && (
                <p class="presence__note">{t('presence_gone', { n: joined - connected })}</p>
              )}
              {!over && unconfirmed > 0 && (
                <p class="presence__note">{t('presence_unconfirmed', { n: unconfirmed })}</p>
              )}
            </li>
          );
        })}
      </ul>
    </section>
  );
}
