import { translator } from '../../shared/i18n';
import ownPace from '../../shared/i18n/locales/nl/own-pace.json';

/** The texts of an own pace. */
export const say = translator(ownPace, 'own-pace');
