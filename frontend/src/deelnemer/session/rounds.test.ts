import { expect, it } from 'vitest';
import { item, opgave, result, snapshot } from '../../shared/charts/testing/makers';
import { askedOf, onceMore, roundBefore } from './rounds';

const items = [item(1), item(2, { skipped_by: ['bewoner'] }), item(8)];
const of = (changes = {}) => ({ ...opgave(1, 'scoring', items), ...changes });
const numbers = (found: ReturnType<typeof of>) => found.items.map(({ number }) => number);

it('asks a group no punten that it skips, and a round of one punt only that one', () => {
  expect(numbers(askedOf(of(), 'bewoner'))).toEqual([1, 8]);
  expect(numbers(askedOf(of(), 'ambtenaar'))).toEqual([1, 2, 8]);
  expect(numbers(askedOf(of({ only: 'item-8' }), 'bewoner'))).toEqual([8]);
});

it('tells a round after a conversation from a new beginning by the results that still stand', () => {
  const published = [result(1), result(8)];
  expect(onceMore(of(), [])).toBe(null);
  expect(onceMore(of({ round: 2 }), published)).toBe('again');
  expect(onceMore(of({ round: 2 }), [])).toBe('restart');
  expect(onceMore(of({ round: 3 }), published)).toBe('restart');
  expect(onceMore(of({ round: 2 }), [result(14)])).toBe('restart');
});

it('knows the last round of a punt that counts, also when only other punten were scored in between', () => {
  const here = snapshot({ published: [result(1), result(8), result(8, { round: 2 })] });
  expect(roundBefore('item-1', 3, here)).toBe(1);
  expect(roundBefore('item-8', 3, here)).toBe(2);
  expect(roundBefore('item-8', 2, here)).toBe(1);
  expect(roundBefore('item-2', 3, here)).toBe(null);
});
