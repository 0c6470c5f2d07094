import { describe, expect, it } from 'vitest';
import type { PointView, Snapshot } from '../../shared/api/types';
import { item, NO_LISTS, opgave, result, revealed, snapshot, point } from '../../shared/charts/testing/makers';
import { rowsOf } from '../../shared/charts/data/results';
import { actsOf, agendaOf, hasFloorPlan, revealedOf, whyOf } from './points';

const LISTS = { ...NO_LISTS, differ: ['item-1'], ranking: ['item-1'], proposed: ['item-2'] };
const state = (discussion: PointView[]) => revealed({ lists: LISTS, discussion });
const names = (id: string, discussion: PointView[]) =>
  actsOf(id, state(discussion)).map(({ name, choice }) => [name, choice]);

describe('what can be done with a punt', () => {
  it.each<[string, string, PointView['choice'], string[][]]>([
    [
      'found',
      'item-1',
      null,
      [
        ['pin', 'pin'],
        ['skip', 'skip'],
      ],
    ],
    [
      'asked for',
      'item-2',
      null,
      [
        ['pin', 'pin'],
        ['skip', 'skip'],
      ],
    ],
    ['in no list', 'item-8', null, [['add', 'add']]],
    ['pinned', 'item-1', 'pin', [['unpin', 'clear']]],
    ['skipped', 'item-1', 'skip', [['unskip', 'clear']]],
    [
      'added',
      'item-8',
      'add',
      [
        ['pin', 'pin'],
        ['remove', 'clear'],
      ],
    ],
    [
      'added, and found later',
      'item-1',
      'add',
      [
        ['pin', 'pin'],
        ['skip', 'skip'],
      ],
    ],
  ])('of a punt that is %s', (_, id, choice, expected) => {
    expect(names(id, choice ? [point(Number(id.slice(5)), { choice })] : [])).toEqual(expected);
  });

  it('keeps a punt of no list in the conversation when its pin is taken off', () => {
    expect(names('item-8', [point(8, { choice: 'pin' })])).toEqual([['unpin', 'add']]);
  });
});

describe('why a punt is talked about', () => {
  it('names its list, how many ask for it, and what was decided', () => {
    const here = { ...state([point(1, { choice: 'pin' })]), published: [result(1, { proposed: 4 })] };
    const [row] = rowsOf(here.opgaven, here.published);
    expect(row && whyOf(row, here)).toEqual({ list: 'differ', asked: 4, choice: 'pin' });
  });
});

describe('the points of the conversation', () => {
  const two: Snapshot = snapshot({
    opgaven: [
      opgave(1, 'revealed', [item(1), item(2)]),
      opgave(2, 'revealed', [item(14)]),
      opgave(3, 'waiting', [item(20)]),
    ],
    published: [result(1), result(2), result(14)],
    discussion: [point(14, { choice: 'pin' }), point(2), point(1, { choice: 'skip' })],
  });
  const ids = (some: ReturnType<typeof agendaOf>['points']) => some.map(({ row }) => row.item.id);

  it('stand in the order of the server, with those that are skipped apart', () => {
    const { points, skipped } = agendaOf(revealedOf(two), two);
    expect([ids(points), ids(skipped)]).toEqual([['item-14', 'item-2'], ['item-1']]);
  });

  it('of one opgave are only its own', () => {
    expect(ids(agendaOf(two.opgaven.slice(0, 1), two).points)).toEqual(['item-2']);
  });
});

it('a plattegrond needs kansen and valkuilen', () => {
  expect(hasFloorPlan(opgave(1, 'revealed', [item(1), item(8)]))).toBe(true);
  expect(hasFloorPlan(opgave(1, 'revealed', [item(1), item(2)]))).toBe(false);
  expect(hasFloorPlan(opgave(1, 'revealed', [item(8)]))).toBe(false);
});
