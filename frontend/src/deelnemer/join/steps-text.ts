import { translator } from '../../shared/i18n';
import steps from '../../shared/i18n/locales/nl/join-steps.json';

/** The texts of the steps of joining that are fetched when they are needed. */
export const say = translator(steps, 'join-steps');
