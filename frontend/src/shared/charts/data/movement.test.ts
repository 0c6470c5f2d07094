import { describe, expect, it } from 'vitest';
import type { ItemResult } from '../../api/types';
import { moved, result } from '../testing/makers';
import { movementOf } from './movement';
import { position } from './scale';

describe('the movement of a punt', () => {
  it('leads from the mean before to that after, of exactly who answered both times', () => {
    const picture = movementOf(moved(1));
    expect(picture).toMatchObject({ changed: true, since: 1, round: 2 });
    const [bewoners, wijkpartners, ambtenaren] = picture?.lanes ?? [];
    expect(bewoners).toEqual({
      group: 'bewoner',
      silent: null,
      moved: { first: '2,2', second: '3,7', from: position(2.2), to: position(3.7), arrow: true },
    });
    expect(wijkpartners).toEqual({ group: 'wijkpartner', silent: 'few', moved: null });
    expect(ambtenaren?.moved).toMatchObject({ first: '4,2', second: '4,2', arrow: false });
  });

  it('turns a valkuil round: recognising it less is a higher index', () => {
    const { movement } = moved(1);
    const bewoner = movement?.groups.bewoner;
    const finding = { key: 'moved', values: { kind: 'valkuil', group: 'bewoner', often: 'less', gap: 'closer' } };
    const groups = { ...movement?.groups, bewoner: { ...bewoner, first: 25, second: 75, finding } };
    const picture = movementOf(moved(1, { movement: { ...movement, groups } as ItemResult['movement'] }));
    expect(picture?.lanes[0]?.moved).toMatchObject({ first: '4,0', second: '2,0' });
  });

  it('has no numbers where only the direction may be told, and is not there without a round before it', () => {
    const { movement } = moved(1);
    const bewoner = { ...movement?.groups.bewoner, delta: null, first: null, second: null };
    const groups = { ...movement?.groups, bewoner };
    const picture = movementOf(moved(1, { movement: { ...movement, groups } as ItemResult['movement'] }));
    expect(picture?.lanes[0]).toEqual({ group: 'bewoner', silent: 'direction', moved: null });
    expect(movementOf(result(1))).toBeNull();
  });
});
