import { translator } from '../shared/i18n';
import common from '../shared/i18n/locales/nl/common.json';
import scherm from '../shared/i18n/locales/nl/scherm.json';

/** The texts of the scherm. */
export const t = translator({ ...common, ...scherm });
