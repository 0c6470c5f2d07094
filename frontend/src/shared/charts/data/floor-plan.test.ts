import { describe, expect, it } from 'vitest';
import type { GroupName, OpgaveResult, SidesResult } from '../../api/types';
import { opgaveResult } from '../testing/makers';
import { boxOf } from './apart';
import { floorPlan, isMoved, SIZES } from './floor-plan';
import { subResultsOf } from './results';

const value = (number: number | null, asked = 4) => ({ value: number, judged: number === null ? 0 : asked, asked });
const sides = (kansen: number | null, valkuilen: number | null): SidesResult => ({
  kansen: value(kansen),
  valkuilen: value(valkuilen),
});
const of = (bewoner: SidesResult, wijkpartner: SidesResult, ambtenaar: SidesResult): OpgaveResult =>
  opgaveResult(1, { groups: { bewoner, wijkpartner, ambtenaar } });
const sign = (result: OpgaveResult, group: GroupName) => floorPlan(result).signs.find((one) => one.group === group);

describe('the plattegrond of an opgave', () => {
  it('draws kansen benut across and valkuilen vermeden upwards', () => {
    const result = of(sides(0, 0), sides(100, 100), sides(50, 25));
    const [low, high, middle] = (['bewoner', 'wijkpartner', 'ambtenaar'] as const).map((group) => sign(result, group));
    expect(low?.point.x).toBeLessThan(SIZES.width * 0.05);
    expect(low?.point.y).toBeGreaterThan(SIZES.height * 0.95);
    expect(high?.point.x).toBeGreaterThan(SIZES.width * 0.95);
    expect(high?.point.y).toBeLessThan(SIZES.height * 0.05);
    expect(middle?.point.x).toBe(SIZES.width / 2);
    expect(middle?.point.y).toBeCloseTo(SIZES.height * 0.75 - 6);
    expect(floorPlan(result).signs.filter(isMoved)).toEqual([]);
  });

  it('has no mark for a group that is hidden, and none for a group of which one value cannot be shown', () => {
    const picture = floorPlan(of(sides(31, 44), sides(null, null), sides(72, null)));
    expect(picture.signs.map((one) => one.group)).toEqual(['bewoner']);
    expect(picture.rows.map((row) => row.hidden)).toEqual([false, true, false]);
    const [bewoner, ambtenaar] = ['bewoner', 'ambtenaar'] as const;
    expect(picture.told).toEqual([
      {
        side: 'kansen',
        values: [
          { group: bewoner, value: 31 },
          { group: ambtenaar, value: 72 },
        ],
      },
      { side: 'valkuilen', values: [{ group: bewoner, value: 44 }] },
    ]);
  });

  it('moves groups on one place apart, and remembers where they belong', () => {
    const { signs } = floorPlan(of(sides(50, 50), sides(50, 50), sides(50, 50)));
    expect(signs.filter(isMoved)).toHaveLength(2);
    expect(new Set(signs.map(({ mark }) => `${mark.x} ${mark.y}`)).size).toBe(3);
    expect(new Set(signs.map(({ point }) => `${point.x} ${point.y}`)).size).toBe(1);
  });

  it('lets no mark or name cover another or leave the field, wherever the groups stand', () => {
    const steps = [0, 2, 7, 30, 50, 53, 90, 97, 100];
    const places = steps.flatMap((kansen) => steps.map((valkuilen) => sides(kansen, valkuilen)));
    for (const [index, first] of places.entries()) {
      for (const second of places.slice(index)) {
        const { signs } = floorPlan(of(first, second, first));
        expect(signs).toHaveLength(3);
        const boxes = signs.map((one) => boxOf(one, SIZES));
        for (const [at, a] of boxes.entries()) {
          expect(a.left >= 0 && a.right <= SIZES.width && a.top >= 0 && a.bottom <= SIZES.height).toBe(true);
          for (const b of boxes.slice(at + 1)) {
            expect(a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom).toBe(false);
          }
        }
      }
    }
  });

  it('draws nothing for an opgave of one kind, and keeps its values', () => {
    const one = (number: number) => ({ kansen: value(null, 0), valkuilen: value(number, 1) });
    const picture = floorPlan(
      opgaveResult(10, { groups: { bewoner: one(44), wijkpartner: one(50), ambtenaar: one(60) }, overall: one(51) }),
    );
    expect(picture.sides).toEqual(['valkuilen']);
    expect(picture.signs).toEqual([]);
    expect(picture.rows.map((row) => row.values.map((each) => each.value))).toEqual([[44], [50], [60]]);
  });

  it('is about the last round of the opgave', () => {
    const results = [opgaveResult(1), opgaveResult(1, { round: 2 }), opgaveResult(2, { round: 3 })];
    expect(subResultsOf(1, results)).toBe(results[1]);
    expect(subResultsOf(3, results)).toBeUndefined();
  });
});
