import { describe, expect, it } from 'vitest';
import { group, HIDDEN, result } from '../testing/makers';
import { countsOf, fitsMarks, highest, segments } from './counts';
import { dots } from './dots';

const hall = result(1, {
  groups: { bewoner: group([40, 30, 60, 90, 60, 20]), wijkpartner: group([0, 1, 2, 3, 4, 0]), ambtenaar: HIDDEN },
});

describe('the answers per group', () => {
  it('knows nothing of a hidden group', () => {
    expect(countsOf(hall)[2]).toEqual({ group: 'ambtenaar', levels: null, unknown: null, answered: null });
  });

  it('fits marks up to forty people in each group', () => {
    expect(fitsMarks(countsOf(hall))).toBe(false);
    expect(fitsMarks(countsOf(result(1)))).toBe(true);
    expect(fitsMarks(countsOf(result(1, { groups: {} })))).toBe(true);
  });

  it('puts the ratings of 300 people next to each other, without "weet ik niet"', () => {
    const parts = segments(countsOf(hall)[0]?.levels ?? []);
    expect(parts.map((part) => part.count)).toEqual([30, 60, 90, 60, 20]);
    expect(parts.reduce((sum, part) => sum + part.width, 0)).toBeCloseTo(1);
    expect(parts[1]?.from).toBeCloseTo(30 / 260);
  });

  it('has no segment for a level without answers, and none for nobody', () => {
    expect(segments(countsOf(hall)[1]?.levels ?? []).map((part) => part.level)).toEqual([1, 2, 3, 4]);
    expect(segments([{ level: 1, count: 0 }])).toEqual([]);
  });
});

describe('a mark per person', () => {
  const all = countsOf(result(1));
  const [bewoners, , ambtenaren] = all;

  it('has as many marks as people, those who do not know apart', () => {
    const marks = bewoners ? dots(bewoners, all).dots : [];
    expect(marks).toHaveLength(25);
    expect(marks.filter((mark) => mark.unknown)).toHaveLength(3);
  });

  it('gives every group the height of the highest column', () => {
    expect(highest(all)).toBe(9);
    expect(ambtenaren && dots(ambtenaren, all).height).toBe(2);
    expect(bewoners && dots(bewoners, all).height).toBe(2);
  });

  it('stays inside its picture and mirrors', () => {
    if (!bewoners) throw new Error('no bewoners');
    const plain = dots(bewoners, all);
    const mirrored = dots(bewoners, all, 'rtl');
    for (const mark of plain.dots) {
      expect(mark.x).toBeGreaterThan(0);
      expect(mark.x).toBeLessThan(plain.width);
      expect(mark.y).toBeGreaterThan(0);
    }
    expect(mirrored.dots.map((mark) => mirrored.width - mark.x)).toEqual(plain.dots.map((mark) => mark.x));
  });
});
