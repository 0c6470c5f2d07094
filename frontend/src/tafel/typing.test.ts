import { describe, expect, it } from 'vitest';
import { item, opgave } from '../shared/charts/testing/makers';
import { answer, asked, cardNumber, counts, likely, line } from './typing';

describe('what is typed', () => {
  it.each([
    ['4', '4'],
    ['0', '0'],
    ['?', '0'],
    ['.', '.'],
    ['6', ''],
    ['a', ''],
  ])('reads the key %s as %s', (key, read) => {
    expect(answer(key)).toBe(read);
  });

  it('reads all digits in one go, with a point for what was left open', () => {
    expect(line('4.0', 3)).toEqual({ answers: ['4', '.', '0'], problem: null });
    expect(line('4 5, 1', 3).answers).toEqual(['4', '5', '1']);
    expect(line('45', 3).answers).toEqual(['4', '5']);
    expect(line('457', 3).problem).toBe('wrong');
    expect(line('4512', 3).problem).toBe('long');
  });

  it('knows a number of a card, and numbers of cards', () => {
    expect(['12', ' 7 ', '0', '12345', 'x', ''].map(cardNumber)).toEqual([12, 7, null, null, null, null]);
    expect(counts(['1', '', '20', '0', '', '500'])).toEqual([1, 0, 20, 0, 0, 500]);
    expect(counts(['501', '', '', '', '', ''])).toBeNull();
    expect(counts(['-1', '', '', '', '', ''])).toBeNull();
  });
});

describe('what a card asks', () => {
  it('leaves out what its group skips, and all but one when one is asked again', () => {
    const whole = opgave(1, 'scoring', [item(1, { skipped_by: ['bewoner'] }), item(2), item(8)]);
    expect(asked(whole, 'bewoner').map(({ number }) => number)).toEqual([2, 8]);
    expect(asked(whole, 'ambtenaar').map(({ number }) => number)).toEqual([1, 2, 8]);
    expect(asked({ ...whole, only: 'item-8' }, 'bewoner').map(({ number }) => number)).toEqual([8]);
  });

  it('is most likely about the opgave that the room scores, else about the first to come', () => {
    const done = opgave(1, 'revealed', []);
    const own = { ...opgave(2, 'scoring', []), own: true };
    expect(likely([done, own, opgave(3, 'scoring', [])], 1)?.number).toBe(3);
    expect(likely([done, own, { ...own, number: 4 }], 4)?.number).toBe(4);
    expect(likely([done, own], 1)?.number).toBe(2);
    expect(likely([done, opgave(5, 'waiting', [])], 1)?.number).toBe(5);
    expect(likely([done], 1)).toBeUndefined();
  });
});
