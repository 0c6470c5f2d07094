import { translator } from '../../shared/i18n';
import nextPerson from '../../shared/i18n/locales/nl/next-person.json';

/** The texts of handing a shared phone on. */
export const say = translator(nextPerson);
