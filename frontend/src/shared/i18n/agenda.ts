import type { OpgaveView } from '../api/types';
import { translator } from '.';
import agenda from './locales/nl/agenda.json';

const t = translator(agenda, 'agenda');

/** The number under which the afspraken of last time stand on an agenda. */
export const AGREEMENTS = -1;

/** 'Opgave 3': the number in the checklist is its name; what is no opgave has a name of its own. */
export function opgaveWords(number: number): string {
  if (number === AGREEMENTS) return t('agreements');
  return number === 0 ? t('opgave_values') : t('opgave_number', { number });
}

/** 'Opgave 3 · tweede van 3 vandaag': the name, and how far the evening is. */
export function placeToday(number: number, opgaven: OpgaveView[]): string {
  const opgave = opgaveWords(number);
  const place = opgaven.findIndex((one) => one.number === number) + 1;
  if (place === 0 || opgaven.length === 1) return opgave;
  return t('today', { opgave, nth: t(`nth_${place}` as 'nth_1'), total: opgaven.length });
}
