import { translator } from '../shared/i18n';
import common from '../shared/i18n/locales/nl/common.json';
import tafel from '../shared/i18n/locales/nl/tafel.json';

/** The texts of the tafel. */
export const t = translator({ ...common, ...tafel });
