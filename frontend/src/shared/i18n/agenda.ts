import type { OpgaveView } from '../api/types';
import { translator } from '.';
import agenda from './locales/nl/agenda.json';

const t = translator(agenda, 'agenda');

/** 'Opgave 3': the number in the checklist is its name. */
export function opgaveWords(number: number): string {
  return number === 0 ? t('opgave_values') : t('opgave_number', { number });
}

/** 'Opgave 3 · tweede van 3 vandaag': the name, and how far the evening is. */
export function placeToday(number: number, opgaven: OpgaveView[]): string {
  const opgave = opgaveWords(number);
  const place = opgaven.findIndex((one) => one.number === number) + 1;
  if (place === 0 || opgaven.length === 1) return opgave;
  return t('today', { opgave, nth: t(`nth_${place}` as 'nth_1'), total: opgaven.length });
}
