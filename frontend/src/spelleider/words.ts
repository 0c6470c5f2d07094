import { translator } from '../shared/i18n';
import charts from '../shared/i18n/locales/nl/charts.json';
import common from '../shared/i18n/locales/nl/common.json';
import spelleider from '../shared/i18n/locales/nl/spelleider.json';

/** The texts of the cockpit, with those of the charts that stand in it. */
export const t = translator({ ...common, ...charts, ...spelleider });
