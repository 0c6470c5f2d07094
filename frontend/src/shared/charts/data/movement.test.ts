import { describe, expect, it } from 'vitest';
import { differing, group, HIDDEN, moved, result } from '../testing/makers';
import { movementOf } from './movement';
import { position } from './scale';

describe('the movement of a punt', () => {
  it('leads from the mean of the first round to that of the next, for the groups that judged in both', () => {
    const picture = movementOf(moved(1), [differing(1), moved(1)]);
    expect(picture).toMatchObject({ changed: true, since: 1, round: 2 });
    const [bewoners, wijkpartners, ambtenaren] = picture?.lanes ?? [];
    expect(bewoners?.moved).toEqual({
      direction: 'up',
      first: '2,2',
      second: '3,7',
      from: position(2.2),
      to: position(3.7),
      arrow: true,
    });
    expect(wijkpartners).toEqual({ group: 'wijkpartner', moved: null });
    expect(ambtenaren?.moved).toMatchObject({ first: '4,2', second: '4,2', arrow: false });
  });

  it('is of the round that the result names, and not of the one before that', () => {
    const first = result(1, { groups: { bewoner: group([0, 9, 0, 0, 0, 0]) } });
    const second = result(1, { round: 2 });
    const since2 = { ...moved(1, { round: 3 }).movement, since: 2 } as NonNullable<(typeof first)['movement']>;
    const third = moved(1, { round: 3, movement: since2 });
    expect(movementOf(third, [first, second, third])?.lanes[0]?.moved?.first).toBe('2,2');
  });

  it('is not there without a round before it, nor for a group that is not shown any more', () => {
    expect(movementOf(result(1), [result(1)])).toBeNull();
    expect(movementOf(moved(1), [moved(1)])).toBeNull();
    const gone = moved(1, { groups: { bewoner: HIDDEN } });
    expect(movementOf(gone, [result(1), gone])?.lanes.every((lane) => lane.moved === null)).toBe(true);
  });
});
