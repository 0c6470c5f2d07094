import { translator } from '../../shared/i18n';
import talk from '../../shared/i18n/locales/nl/phone-talk.json';

/** The texts of what is said about a punt. */
export const t = translator(talk);
