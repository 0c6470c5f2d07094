import type { Ended } from '../../shared/api/types';
import { translator } from '../../shared/i18n';
import gone from '../../shared/i18n/locales/nl/gone.json';

const t = translator(gone);

export interface GoneProps {
  reason: Exclude<Ended['reason'], 'closed'> | 'not_joined';
}

/** This phone has no place in the session, or lost it: what happened and how to go on. */
export function Gone({ reason }: GoneProps) {
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
