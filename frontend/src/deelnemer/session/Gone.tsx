import type { Ended } from '../../shared/api/types';
import { t } from '../text';

/** This phone has no place in the session, or lost it: what happened and how to go on. */
export function Gone({ reason }: { reason: Exclude<Ended['reason'], 'closed'> | 'not_joined' }) {
  return (
    <div class="stack">
      <h1 class="nl-heading nl-heading--level-1">{t(`${reason}_title`)}</h1>
      <p class="lead">{t(reason)}</p>
      {reason === 'not_joined' && (
        <a class="nl-button nl-button--primary wp-button--wide" href="/doe-mee">
          <span class="nl-button__label">{t('to_join')}</span>
        </a>
      )}
    </div>
  );
}
