import type { Snapshot } from '../../shared/api/types';
import type { Portal } from '../../shared/live/portal';
import { t } from '../text';
import { LazyUnsent } from '../talk/LazyTalk';
import { LazyWhatNow } from '../agreed/LazyWhatNow';
import { OwnAnswers } from './answers';
import { say } from './outcome-text';
import { Overall } from './Overall';

/** The session is over: thanks, and what came out of it. */
export function Closed({ portal, snapshot }: { portal: Portal; snapshot: Snapshot }) {
  const answers = new OwnAnswers(portal, snapshot);
  const late = portal.delivery.value?.refused.value.size ?? 0;
  return (
    <div class="stack">
      <div>
        <p class="eyebrow">
          {snapshot.wijk} · {snapshot.title}
        </p>
        <h1 class="nl-heading nl-heading--level-1">{t('closed_title')}</h1>
      </div>
      <p class="lead">{say('closed')}</p>
      {late > 0 && <p>{say('closed_unsent', { n: late })}</p>}
      <LazyUnsent {...{ portal, snapshot }} />
      <LazyWhatNow {...{ portal, snapshot, answers }} />
      <Overall {...{ portal, snapshot, answers }} />
    </div>
  );
}
