import { expect, it } from 'vitest';
import type { OpgaveView, Snapshot } from '../../api/types';
import { opgave, snapshot } from '../testing/makers';
import { recountOf } from './recount';

const about = (number: number, states: OpgaveView['state'][], state: Snapshot['state'] = 'running') => {
  const opgaven = states.map((one, index) => opgave(index + 1, one, []));
  return recountOf(opgave(number, 'revealed', []), snapshot({ state, opgaven }));
};

it('says beforehand that words can still change while opgaven are to come', () => {
  expect(about(1, ['revealed', 'waiting'])).toBe('recount_later');
  expect(about(1, ['revealed', 'waiting'], 'paused')).toBe('recount_later');
});

it('says that words were made anew since they were shown first', () => {
  expect(about(1, ['revealed', 'revealed', 'waiting'])).toBe('recount_again');
  expect(about(1, ['revealed', 'revealed'])).toBe('recounted');
});

it('says nothing where no later opgave can have changed a word', () => {
  expect(about(2, ['revealed', 'revealed'])).toBeNull();
  expect(about(1, ['revealed'], 'closed')).toBeNull();
});

it('says after the close that everything was calculated once more', () => {
  expect(about(1, ['revealed', 'waiting'], 'closed')).toBe('recounted');
  expect(about(2, ['revealed', 'revealed'], 'closed')).toBe('recounted');
});
