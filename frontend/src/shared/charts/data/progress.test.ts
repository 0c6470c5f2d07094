import { expect, it } from 'vitest';
import { item, opgave, snapshot } from '../testing/makers';
import { progressOf, stillBusy } from './progress';

const agenda = opgave(1, 'scoring', [item(1), item(2)]);
const { progress } = snapshot();

it('shows how many are ready and how many answers are in', () => {
  const groups = progressOf(agenda, {
    ...progress,
    items: { 'item-1': { bewoner: 20 }, 'item-2': { bewoner: 10 }, 'item-14': { bewoner: 9 } },
    ready: { ...progress.ready, bewoner: [10, 25] },
  });
  expect(groups[0]).toEqual({ group: 'bewoner', ready: 10, joined: 25, readyShare: 0.4, answeredShare: 0.6 });
  expect(stillBusy(groups)).toBe(30);
});

it('has empty bars for nobody and full ones when all are ready', () => {
  expect(progressOf(agenda, { ...progress, ready: {} })[0]).toMatchObject({
    joined: 0,
    readyShare: 0,
    answeredShare: 0,
  });
  expect(progressOf(agenda, { ...progress, ready: { bewoner: [300, 300] } })[0]).toMatchObject({
    readyShare: 1,
    answeredShare: 1,
  });
});
