import type { OpgaveView, Snapshot } from '../../shared/api/types';
import { placeToday } from '../../shared/i18n/agenda';
import { Button } from '../../shared/ui/Button';
import { t } from '../text';

interface OpeningProps {
  snapshot: Snapshot;
  opgave: OpgaveView;
  onBegin: () => void;
}

const SECONDS_PER_PUNT = 20;

/** The name and the definition of an opgave, and how much it is. */
export function Opening({ snapshot, opgave, onBegin }: OpeningProps) {
  const count = opgave.items.length;
  const minutes = Math.max(1, Math.round((count * SECONDS_PER_PUNT) / 60));
  return (
    <div class="stack">
      <div>
        <p class="eyebrow">{placeToday(opgave.number, snapshot.opgaven)}</p>
        <h1 tabIndex={-1} class="nl-heading nl-heading--level-1">
          {opgave.name}
        </h1>
      </div>
      <p class="lead">{opgave.definition}</p>
      <p class="facts">
        <span>{t('points', { n: count })}</span>
        <span>{t('minutes', { n: minutes })}</span>
      </p>
      <p>{t('opening_how')}</p>
      <Button kind="primary" wide onClick={onBegin}>
        {t('begin')}
      </Button>
    </div>
  );
}
