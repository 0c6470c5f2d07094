import { describe, expect, it } from 'vitest';
import type { OpgaveView, Snapshot } from '../../shared/api/types';
import { at, item, opgave, revealed, snapshot, point } from '../../shared/charts/testing/makers';
import { canAgain, canRestart, choicesOf, whereOf } from './steps';

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

describe('at another pace', () => {
  const own = (states: State[], current: number | null, pace: Snapshot['pace']): Snapshot => {
    const shown = running(states, current);
    const opgaven = shown.opgaven.map((one) => ({ ...one, own: one.state === 'scoring' }));
    return { ...shown, opgaven, pace };
  };

  it.each<[string, Snapshot, unknown]>([
    ['show the first opgave, at an own pace', own(['scoring', 'scoring'], null, 'own'), ['reveal', 1]],
    ['show the next that is open', own(['revealed', 'scoring', 'scoring'], 1, 'own'), ['reveal', 2]],
    ['show one that was passed over', own(['scoring', 'revealed'], 2, 'own'), ['reveal', 1]],
    ['close, after all were shown', own(['revealed', 'revealed'], 1, 'own'), ['next', 2]],
    ['do the first together, in mixed pace', own(['scoring', 'scoring'], null, 'mixed'), ['open', 1]],
    ['do the next together', own(['revealed', 'scoring'], 1, 'mixed'), ['next', 2]],
  ])('is to %s', (_, shown, expected) => {
    expect(steps(shown)[0]).toEqual(expected);
  });

  it('is to show what the room scores together, while others are open beside it', () => {
    const shown = own(['scoring', 'scoring'], 1, 'mixed');
    const opgaven = shown.opgaven.map((one) => ({ ...one, own: one.number === 2 }));
    expect(steps({ ...shown, opgaven })[0]).toEqual(['reveal', undefined]);
  });
});

describe('the ten waarden', () => {
  const evening = (state: State, current: number | null): Snapshot => ({
    ...running([state, 'waiting'], current),
    opgaven: [opgave(0, state, [item(101)]), opgave(1, 'waiting', [item(1)])],
  });

  it('come first, and can be passed over', () => {
    const { primary, others } = choicesOf(evening('waiting', null));
    expect(primary).toMatchObject({ step: 'open', opgave: { number: 0 } });
    expect(others[0]).toMatchObject({ step: 'open', label: 'step_skip_values', opgave: { number: 1 } });
  });

  it('lead on to the opgaven, and never have to', () => {
    const { primary, others } = choicesOf(evening('revealed', 0));
    expect(primary).toMatchObject({ step: 'next', label: 'step_onward' });
    expect(others.map(({ step }) => step)).toContain('close');
  });
});

describe('scoring again and beginning again', () => {
  it('wait for what the room scores now', () => {
    const shown = running(['revealed', 'scoring'], 2);
    const [first, second] = shown.opgaven as [OpgaveView, OpgaveView];
    expect([canAgain(first, shown), canRestart(first, shown)]).toEqual([false, false]);
    expect([canAgain(second, shown), canRestart(second, shown)]).toEqual([false, true]);
  });

  it('need an opgave that was shown, or one that began', () => {
    const shown = running(['revealed', 'waiting'], 1);
    const [first, second] = shown.opgaven as [OpgaveView, OpgaveView];
    expect([canAgain(first, shown), canRestart(first, shown)]).toEqual([true, true]);
    expect([canAgain(second, shown), canRestart(second, shown)]).toEqual([false, false]);
    expect(canAgain(first, { ...shown, state: 'paused' })).toBe(false);
  });
});

describe('where the room is', () => {
  const here = revealed();

  it.each<[string, Partial<Snapshot>]>([
    ['a choice of a punt', { version: 8, discussion: [point(1, { choice: 'pin' })] }],
    ['another view of the scherm', { version: 8, current: { ...at(1), view: 'lists' } }],
    ['one punt on the scherm', { version: 8, current: at(1, 'item-1') }],
    ['words made anew', { version: 8, published: [] }],
    ['a timer', { version: 8, current: { ...at(1), deadline: '2026-11-24T19:45:00Z' } }],
    ['somebody else who leads', { leading: { name: 'Anna', me: false } }],
  ])('stays the same after %s', (_, change) => {
    expect(whereOf({ ...here, ...change })).toBe(whereOf(here));
  });

  it.each<[string, Snapshot]>([
    ['a next round', { ...here, opgaven: here.opgaven.map((one) => ({ ...one, round: 2 })) }],
    ['a pause', { ...here, state: 'paused' }],
    ['a turn to another opgave', { ...here, current: at(2) }],
    ['an opgave that opens', { ...here, opgaven: [opgave(1, 'revealed', []), opgave(2, 'scoring', [])] }],
  ])('is another after %s', (_, after) => {
    expect(whereOf(after)).not.toBe(whereOf(here));
  });
});
