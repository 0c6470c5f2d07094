import { describe, expect, it } from 'vitest';
import { differing, group, HIDDEN, result } from '../testing/makers';
import { difference } from './difference';
import { position } from './scale';

describe('the picture of a punt', () => {
  it('has three lanes in a fixed order, with means of one decimal', () => {
    const { lanes } = difference(result(1));
    expect(lanes.map((lane) => [lane.group, lane.mean])).toEqual([
      ['bewoner', '2,2'],
      ['wijkpartner', '3,0'],
      ['ambtenaar', '4,2'],
    ]);
    expect(lanes.map((lane) => lane.unknown)).toEqual([3, 1, 0]);
  });

  it('has a band between the two groups that really differ, the widest pair first', () => {
    const { band } = difference(differing(1));
    expect(band).toEqual({ from: position(2.2), to: position(4.2), groups: ['bewoner', 'ambtenaar'], apart: '2,0' });
  });

  it('leaves a group out of the band that differs from nobody for sure', () => {
    const far = {
      bewoner: group([0, 9, 0, 0, 0, 0]),
      wijkpartner: group([0, 0, 9, 0, 0, 0]),
      ambtenaar: group([0, 0, 0, 0, 9, 0]),
    };
    const pairs = [{ groups: ['wijkpartner' as const, 'ambtenaar' as const], delta: -1, real: true }];
    expect(difference(differing(1, { groups: far, pairs })).band).toMatchObject({
      from: position(2),
      to: position(4),
      apart: '2,0',
    });
  });

  it('draws the pair that the sentence names, and names the others that differ', () => {
    const pairs = [
      { groups: ['wijkpartner' as const, 'ambtenaar' as const], delta: -0.9, real: true },
      { groups: ['bewoner' as const, 'ambtenaar' as const], delta: -0.8, real: true },
    ];
    const picture = difference(differing(1, { pairs }));
    expect(picture.band?.groups).toEqual(['bewoner', 'ambtenaar']);
    expect(picture.further).toEqual([['wijkpartner', 'ambtenaar']]);
    const unnamed = difference(differing(1, { pairs, finding: { key: 'differ', values: {} } }));
    expect(unnamed.band?.groups).toEqual(['wijkpartner', 'ambtenaar']);
  });

  it('has no band for a difference that may be chance', () => {
    expect(difference(differing(1, { word: 'perhaps' })).band).toBeNull();
  });

  it('says the same of a hidden group as of a group that nobody is in', () => {
    const [hidden] = difference(
      result(1, { groups: { bewoner: HIDDEN, wijkpartner: group([0, 1, 1, 1, 1, 1]) } }),
    ).lanes;
    const [, , nobody] = difference(
      result(1, { groups: { bewoner: HIDDEN, wijkpartner: group([0, 1, 1, 1, 1, 1]) } }),
    ).lanes;
    expect(hidden).toEqual({ ...nobody, group: 'bewoner' });
    expect(hidden).toMatchObject({ state: 'hidden', mean: null, at: null, unknown: null, answered: null });
  });

  it('draws no mark for a group in which nobody knows', () => {
    const [lane] = difference(result(1, { groups: { bewoner: group([6, 0, 0, 0, 0, 0]) } })).lanes;
    expect(lane).toMatchObject({ state: 'all_unknown', at: null, unknown: 6, answered: 6 });
  });

  it('keeps the number of a mark near the end inside the picture', () => {
    const [low, , high] = difference(
      result(1, {
        groups: { bewoner: group([0, 3, 0, 0, 0, 0]), wijkpartner: HIDDEN, ambtenaar: group([0, 0, 0, 0, 0, 3]) },
      }),
    ).lanes;
    expect([low?.side, high?.side]).toEqual(['after', 'before']);
  });

  it('keeps a number from standing across the edge of the band', () => {
    const near = {
      bewoner: group([0, 0, 9, 0, 0, 0]),
      wijkpartner: group([0, 0, 0, 2, 8, 0]),
      ambtenaar: group([0, 0, 0, 0, 9, 0]),
    };
    const { lanes } = difference(differing(1, { groups: near }));
    expect(lanes.map((lane) => lane.side)).toEqual(['after', 'before', 'after']);
    expect(lanes[1]?.reach).toBeLessThan(lanes[1]?.at ?? 0);
  });
});
