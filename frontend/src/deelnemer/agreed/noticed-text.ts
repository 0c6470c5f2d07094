import { translator } from '../../shared/i18n';
import noticed from '../../shared/i18n/locales/nl/noticed.json';

export { noticed };

/** The texts of 'gemerkt?'. */
export const t = translator(noticed);
