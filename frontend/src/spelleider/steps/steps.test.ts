import { describe, expect, it } from 'vitest';
import type { OpgaveView, Snapshot } from '../../shared/api/types';
import { at, item, opgave, snapshot } from '../../shared/charts/testing/makers';
import { choicesOf } from './steps';

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
