import { translator } from '../../shared/i18n';
import outcome from '../../shared/i18n/locales/nl/outcome.json';

/** The texts of what is seen after a reveal. */
export const say = translator(outcome);
