import { describe, expect, it } from 'vitest';
import { item, opgave, snapshot } from '../testing/makers';
import { answersOf, askedOf, groupsAsked, paperOf, progressOf, stillBusy } from './progress';

const agenda = opgave(1, 'scoring', [item(1), item(2)]);
const { progress } = snapshot();

describe('how far a group is', () => {
  it('shows how many are ready and how many answers are in', () => {
    const groups = progressOf(agenda, {
      ...progress,
      items: { 'item-1': { bewoner: 20 }, 'item-2': { bewoner: 10 }, 'item-14': { bewoner: 9 } },
      ready: { ...progress.ready, bewoner: [10, 25] },
    });
    expect(groups[0]).toEqual({
      group: 'bewoner',
      ready: 10,
      joined: 25,
      paper: 0,
      readyShare: 0.4,
      answeredShare: 0.6,
    });
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

  it('leaves out a group that is asked nothing, as gemerkt is for bewoners alone', () => {
    const skipped_by = ['wijkpartner', 'ambtenaar'] as const;
    const noticed = opgave(-1, 'scoring', [item(1, { skipped_by: [...skipped_by] })]);
    const room = { ...progress, ready: { bewoner: [12, 13], wijkpartner: [0, 6], ambtenaar: [0, 9] } };
    const groups = progressOf(noticed, room);
    expect(groups.map(({ group }) => group)).toEqual(['bewoner']);
    expect(stillBusy(groups)).toBe(1);
    expect(groupsAsked(opgave(1, 'scoring', []))).toEqual(['bewoner', 'wijkpartner', 'ambtenaar']);
  });

  it('adds who came on paper to who is ready and to who takes part', () => {
    const some = {
      ...progress,
      items: { 'item-1': { bewoner: 22 }, 'item-2': { bewoner: 21 } },
      paper: { 'item-1': { bewoner: 3 }, 'item-2': { bewoner: 2 } },
      ready: { bewoner: [19, 22], wijkpartner: [0, 0], ambtenaar: [0, 0] },
    };
    expect(progressOf(agenda, some)[0]).toMatchObject({ ready: 22, joined: 25, paper: 3, answeredShare: 0.88 });
    expect(stillBusy(progressOf(agenda, some))).toBe(3);
    expect(paperOf(agenda, some)).toBe(3);
  });
});

describe('how many answers there can be', () => {
  const counted = { ...progress, items: { 'item-1': { bewoner: 5 }, 'item-2': { bewoner: 20, wijkpartner: 4 } } };

  it('leaves out the punten that a group is not asked', () => {
    const skipped = opgave(1, 'scoring', [item(1, { skipped_by: ['bewoner'] }), item(2)]);
    const [bewoners, wijkpartners] = answersOf(skipped, counted);
    expect(bewoners).toEqual({ group: 'bewoner', answers: 20, of: 25, share: 0.8 });
    expect(wijkpartners).toMatchObject({ answers: 4, of: 20 });
  });

  it('counts only the one punt that is scored again', () => {
    const again = { ...agenda, round: 2, only: 'item-1' };
    expect(askedOf(again).map(({ id }) => id)).toEqual(['item-1']);
    expect(answersOf(again, counted)[0]).toMatchObject({ answers: 5, of: 25 });
  });
});
