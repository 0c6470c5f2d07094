import { translator } from '../../shared/i18n';
import common from '../../shared/i18n/locales/nl/common.json';
import scoring from '../../shared/i18n/locales/nl/scoring.json';

/** The texts of answering, which are fetched with it. */
export const t = translator({ ...common, ...scoring }, 'scoring', 'common');
