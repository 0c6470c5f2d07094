import type { OpgaveView, Snapshot } from '../../shared/api/types';
import { placeToday } from '../../shared/i18n/agenda';
import { t } from '../words';

/** Which opgave is scored, and whether that is again. */
export function scoringEyebrow({ number, round }: OpgaveView, { opgaven }: Snapshot): string {
  const place = placeToday(number, opgaven);
  return round > 1 ? t('scoring_again', { place }) : place;
}
