import type { Snapshot } from '../../shared/api/types';
import type { Portal } from '../../shared/live/portal';
import { t } from '../text';
import { OwnAnswers } from './answers';
import { Results } from './Results';

/** The session is over: thanks, and what came out of it. */
export function Closed({ portal, snapshot }: { portal: Portal; snapshot: Snapshot }) {
  const answers = new OwnAnswers(portal, snapshot);
  const shown = new Set(snapshot.published.map((one) => one.item));
  const opgaven = snapshot.opgaven.filter((opgave) => opgave.items.some((item) => shown.has(item.id)));
  const late = portal.delivery.value?.refused.value.size ?? 0;
  return (
    <div class="stack">
      <div>
        <p class="eyebrow">
          {snapshot.wijk} · {snapshot.title}
        </p>
        <h1 class="nl-heading nl-heading--level-1">{t('closed_title')}</h1>
      </div>
      <p class="lead">{t('closed')}</p>
      {late > 0 && <p>{t('closed_unsent', { n: late })}</p>}
      {opgaven.map((opgave) => (
        <Results key={opgave.number} snapshot={snapshot} opgave={opgave} answers={answers} level={2} />
      ))}
    </div>
  );
}
