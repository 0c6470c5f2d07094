import { expect, it } from 'vitest';
import { opgave } from '../charts/testing/makers';
import { placeToday } from './agenda';

const evening = [1, 3, 0].map((number) => opgave(number, 'waiting', []));

it('names an opgave by its number in the checklist, and says apart how far the evening is', () => {
  expect(placeToday(3, evening)).toBe('Opgave 3 · tweede van 3 vandaag');
  expect(placeToday(0, evening)).toBe('De tien waarden · derde van 3 vandaag');
});

it('says no place where there is only one opgave, or where it is not on the agenda', () => {
  expect(placeToday(3, evening.slice(1, 2))).toBe('Opgave 3');
  expect(placeToday(9, evening)).toBe('Opgave 9');
});
