import { translator } from '../../shared/i18n';
import agreed from '../../shared/i18n/locales/nl/agreed.json';

/** The texts of afspraken. */
export const t = translator(agreed);

/** A day as 2026-11-03 in words: 'dinsdag 3 november 2026'. */
export function dayWords(day: string): string {
  const words = { weekday: 'long', day: 'numeric', month: 'long', year: 'numeric' } as const;
  return new Intl.DateTimeFormat('nl', { ...words, timeZone: 'UTC' }).format(new Date(day));
}
