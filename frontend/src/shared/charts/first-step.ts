import { translator } from '../i18n';
import texts from '../i18n/locales/nl/first-step.json';
import type { Place } from './data/first-step';

/** The texts of the result page of the ten waarden. */
export const t = translator(texts);

export function placeWords(place: Place): string {
  return t(`place_${place}`);
}
