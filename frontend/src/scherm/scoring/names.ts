import type { OpgaveView, Snapshot } from '../../shared/api/types';
import { placeToday } from '../../shared/i18n/agenda';
import { t } from '../words';

/** Which opgave is scored, and whether that is again. The ten waarden come first, and the title names them already. */
export function scoringEyebrow({ number, round }: OpgaveView, { opgaven }: Snapshot): string {
  const first = number === 0 && opgaven.length > 1;
  const place = first ? t('scoring_first', { total: opgaven.length }) : placeToday(number, opgaven);
  return round > 1 ? t('scoring_again', { place }) : place;
}
