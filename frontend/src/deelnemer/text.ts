import { ApiError } from '../shared/api/client';
import { translator } from '../shared/i18n';
import common from '../shared/i18n/locales/nl/common.json';
import deelnemer from '../shared/i18n/locales/nl/deelnemer.json';

/** The texts of this screen. */
export const t = translator({ ...common, ...deelnemer }, 'deelnemer', 'common');

/** What went wrong, as a sentence that says what to do. */
export function explain(failure: unknown): string {
  if (!(failure instanceof ApiError)) return t('no_answer');
  return failure.problem?.detail ?? t('unexpected');
}

/** A code in two halves, as people read and write it. */
export function spaced(code: string): string {
  return `${code.slice(0, 4)} ${code.slice(4)}`;
}
