import { describe, expect, it } from 'vitest';
import { differing, NO_LISTS, opgave, item, result } from '../testing/makers';
import { headlineOf, listsOf, mostTelling, perhapsOf, rowsOf } from './results';

const agenda = opgave(1, 'revealed', [item(1), item(2), item(8)]);
const rows = rowsOf(agenda, [differing(1), result(2, { word: 'perhaps' }), result(8), result(14)]);
const ids = (some: { item: { id: string } }[]) => some.map((row) => row.item.id);

describe('the results of an opgave', () => {
  it('takes only its own punten, by number', () => {
    expect(ids(rows)).toEqual(['item-1', 'item-2', 'item-8']);
  });

  it('takes those of several opgaven together, each with its own', () => {
    const agenda = [opgave(3, 'revealed', [item(14), item(15)]), opgave(1, 'revealed', [item(1)])];
    const all = rowsOf(agenda, [result(1), result(14)]);
    expect(all.map((row) => [row.opgave.number, row.item.id])).toEqual([
      [3, 'item-14'],
      [1, 'item-1'],
    ]);
  });

  it('takes the last round of a punt', () => {
    const [row] = rowsOf(agenda, [result(1, { round: 2 }), differing(1)]);
    expect(row?.result.round).toBe(2);
  });

  it('tells differences first and good news last', () => {
    const lists = listsOf(rows, {
      ...NO_LISTS,
      strength: ['item-2'],
      worry: ['item-8', 'item-14'],
      differ: ['item-1'],
    });
    expect(ids(mostTelling(lists, 3))).toEqual(['item-1', 'item-8', 'item-2']);
  });

  it('keeps what participants ask for beside the lists', () => {
    const lists = listsOf(rows, { ...NO_LISTS, differ: ['item-1'], proposed: ['item-8', 'item-14', 'item-1'] });
    expect(ids(lists.proposed)).toEqual(['item-8', 'item-1']);
    expect(ids(mostTelling(lists, 3))).toEqual(['item-1']);
  });

  it('keeps what may be chance apart from the lists', () => {
    expect(ids(perhapsOf(rows, listsOf(rows, NO_LISTS)))).toEqual(['item-2']);
    expect(perhapsOf(rows, listsOf(rows, { ...NO_LISTS, worry: ['item-2'] }))).toEqual([]);
  });
});

describe('the conclusion', () => {
  it('counts the punten on which groups differ', () => {
    expect(headlineOf(rows, listsOf(rows, { ...NO_LISTS, differ: ['item-1'] }))).toEqual({
      key: 'differ',
      n: 1,
      total: 3,
    });
  });

  it('calls a gap in knowledge no difference of opinion', () => {
    expect(headlineOf(rows, listsOf(rows, { ...NO_LISTS, differ: ['item-8'] }))).toMatchObject({
      key: 'knowledge',
      n: 1,
    });
  });

  it('never claims that there is no difference', () => {
    expect(headlineOf(rows, listsOf(rows, NO_LISTS)).key).toBe('no_clear_difference');
    expect(headlineOf(rows, listsOf(rows, { ...NO_LISTS, worry: ['item-8'] })).key).toBe('no_clear_difference');
  });

  it('says when there was too little to compare', () => {
    const few = rowsOf(agenda, [result(1, { word: 'too_few' })]);
    expect(headlineOf(few, listsOf(few, NO_LISTS)).key).toBe('too_few');
    expect(headlineOf([], listsOf([], NO_LISTS)).key).toBe('too_few');
  });
});
