import { describe, expect, it } from 'vitest';
import { fit, fitAt, lengthOf } from './fit';

const FAMILY = '👩‍👩‍👧';
const FLAG = '🇳🇱';
const THUMB = '👍🏽';

describe('a text of at most so many characters', () => {
  it('is counted in code points, as the server counts', () => {
    expect(lengthOf(`a${THUMB}م`)).toBe(4);
    expect(fit('👍'.repeat(10), 10)).toBe('👍'.repeat(10));
    expect(fit('م'.repeat(10_000), 1_000)).toBe('م'.repeat(1_000));
  });

  it.each([FAMILY, FLAG, THUMB, '❤️', 'é', '🏴󠁧󠁢󠁥󠁮󠁧󠁿', '1️⃣'])('never holds a part of %s', (sign) => {
    for (let most = 3; most < 3 + lengthOf(sign); most += 1) expect(fit(`abc${sign}`, most)).toBe('abc');
    expect(fit(`abc${sign}d`, 3 + lengthOf(sign))).toBe(`abc${sign}`);
  });

  it('keeps whole flags of a row of flags', () => {
    expect(fit(FLAG.repeat(5), 7)).toBe(FLAG.repeat(3));
  });

  it('is cut all the same where one letter has more accents than any letter has', () => {
    expect(lengthOf(fit(`e${'\u0301'.repeat(500)}`, 100))).toBe(100);
  });
});

describe('something that is put in', () => {
  it('is cut itself, and what stood behind it stays', () => {
    expect(fitAt('ab123yz', 5, 6)).toEqual({ text: 'ab12yz', caret: 4 });
    expect(fitAt('xxx', 3, 3)).toEqual({ text: 'xxx', caret: 3 });
  });

  it('is cut where it fits when it stands at the end', () => {
    expect(fitAt('z'.repeat(10_000), 10_000, 1_000)).toEqual({ text: 'z'.repeat(1_000), caret: 1_000 });
    expect(fitAt(`abc${FAMILY}`, 3 + FAMILY.length, 5)).toEqual({ text: 'abc', caret: 3 });
  });

  it('leaves no more than fits when all of it stands behind the caret', () => {
    expect(fitAt('abcdef', 0, 4)).toEqual({ text: 'abcd', caret: 0 });
  });
});
