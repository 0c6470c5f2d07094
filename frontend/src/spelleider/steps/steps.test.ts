import { describe, expect, it } from 'vitest';
import type { OpgaveView, Snapshot } from '../../shared/api/types';
import { at, item, opgave, revealed, snapshot } from '../../shared/charts/testing/makers';
import { choicesOf, whereOf } from './steps';

type State = OpgaveView['state'];

function running(states: State[], current: number | null): Snapshot {
  const opgaven = states.map((state, index) => opgave(index + 1, state, [item(index + 1)]));
  return snapshot({ state: 'running', opgaven, current: at(current) });
}

const steps = (shown: Snapshot) => {
  const { primary, others } = choicesOf(shown);
  return [primary && [primary.step, primary.opgave?.number], others.map((choice) => choice.step)];
};

describe('the one thing to do now', () => {
  it.each<[string, Snapshot, unknown[]]>([
    ['begin, in the lobby', snapshot(), [['start', undefined], ['close']]],
    [
      'open the first opgave',
      running(['waiting', 'waiting'], null),
      [
        ['open', 1],
        ['pause', 'close'],
      ],
    ],
    [
      'reveal, while people score',
      running(['scoring', 'waiting'], 1),
      [
        ['reveal', undefined],
        ['pause', 'close'],
      ],
    ],
    [
      'go on after a reveal',
      running(['revealed', 'waiting'], 1),
      [
        ['next', 2],
        ['pause', 'close'],
      ],
    ],
    [
      'go on from the past',
      running(['revealed', 'revealed', 'waiting'], 1),
      [
        ['next', 2],
        ['pause', 'close'],
      ],
    ],
    [
      'close after the last',
      running(['revealed', 'revealed'], 2),
      [
        ['close', undefined],
        ['back', 'pause'],
      ],
    ],
    [
      'open what was passed over',
      running(['waiting', 'revealed'], 2),
      [
        ['open', 1],
        ['pause', 'close'],
      ],
    ],
    ['go on after a pause', { ...running(['scoring'], 1), state: 'paused' }, [['resume', undefined], ['close']]],
    ['nothing, once closed', snapshot({ state: 'closed' }), [null, []]],
  ])('is to %s', (_, shown, expected) => {
    expect(steps(shown)).toEqual(expected);
  });
});

describe('where the room is', () => {
  const here = revealed();

  it.each<[string, Partial<Snapshot>]>([
    ['a choice of a punt', { version: 8, discussion: [{ item: 'item-1', choice: 'pin' }] }],
    ['another view of the scherm', { version: 8, current: { ...at(1), view: 'lists' } }],
    ['one punt on the scherm', { version: 8, current: at(1, 'item-1') }],
    ['words made anew', { version: 8, published: [] }],
  ])('stays the same after %s', (_, change) => {
    expect(whereOf({ ...here, ...change })).toBe(whereOf(here));
  });

  it.each<[string, Snapshot]>([
    ['a pause', { ...here, state: 'paused' }],
    ['a turn to another opgave', { ...here, current: at(2) }],
    ['an opgave that opens', { ...here, opgaven: [opgave(1, 'revealed', []), opgave(2, 'scoring', [])] }],
  ])('is another after %s', (_, after) => {
    expect(whereOf(after)).not.toBe(whereOf(here));
  });
});
