import { translator } from '../../shared/i18n';
import propose from '../../shared/i18n/locales/nl/propose.json';

/** The texts of 'bespreek dit'. */
export const ask = translator(propose, 'propose');
