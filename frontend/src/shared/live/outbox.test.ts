// @vitest-environment jsdom
import { afterEach, expect, it } from 'vitest';
import { Outbox } from './outbox';

const OWNER = { gemeente: 'voorbeeldstad', session: 's', participant: 'p' };
const ONE = { item: 'item-1', round: 1, value: 4 };

afterEach(() => localStorage.clear());

it('keeps what was put in it for the next page, in the order in which it was given', () => {
  const outbox = new Outbox(OWNER);
  outbox.put(ONE, 0);
  outbox.put({ ...ONE, item: 'item-2' }, 0);
  expect(new Outbox(OWNER).ops.value.map((op) => op.item)).toEqual(['item-1', 'item-2']);
});

it('is one per gemeente, session and participant', () => {
  new Outbox(OWNER).put(ONE, 0);
  for (const other of [{ gemeente: 'elders' }, { session: 't' }, { participant: 'q' }]) {
    expect(new Outbox({ ...OWNER, ...other }).ops.value).toEqual([]);
  }
});

it('numbers above everything known: here, in another tab, and at the server', () => {
  const here = new Outbox(OWNER);
  const there = new Outbox(OWNER);
  expect(here.put(ONE, 0).seq).toBe(1);
  expect(there.put(ONE, 0).seq).toBe(2);
  expect(here.put(ONE, 40).seq).toBe(41);
  expect(there.put(ONE, 0).seq).toBe(42);
});

it('keeps an answer of another round beside it', () => {
  const outbox = new Outbox(OWNER);
  outbox.put(ONE, 0);
  outbox.put({ ...ONE, round: 2 }, 0);
  expect(outbox.ops.value).toHaveLength(2);
});

it('gives an overtaken answer a new number and a new name, unless it was overtaken here as well', () => {
  const outbox = new Outbox(OWNER);
  const old = outbox.put(ONE, 0);
  outbox.overtaken(old, 9);
  const [again] = outbox.ops.value;
  expect(again).toMatchObject({ value: 4, seq: 10 });
  expect(again?.op).not.toBe(old.op);
  outbox.overtaken(old, 20);
  expect(outbox.ops.value).toEqual([again]);
});

it('goes on in memory when the storage is full', () => {
  const kept = new Map<string, string>();
  const full = {
    get length() {
      return kept.size;
    },
    key: (index: number) => [...kept.keys()][index] ?? null,
    getItem: (key: string) => kept.get(key) ?? null,
    removeItem: (key: string) => void kept.delete(key),
    setItem: (key: string, value: string) => {
      if (kept.size === 2) throw new DOMException('full', 'QuotaExceededError');
      kept.set(key, value);
    },
  };
  const outbox = new Outbox(OWNER, full);
  outbox.put(ONE, 0);
  expect(outbox.lasting.value).toBe(true);
  outbox.put({ ...ONE, item: 'item-2' }, 0);
  expect(outbox.lasting.value).toBe(false);
  expect(outbox.ops.value.map((op) => op.item)).toEqual(['item-1', 'item-2']);
});

it('leaves alone what it cannot read', () => {
  localStorage.setItem('wijk/voorbeeldstad/s/p/op/x', '{broken');
  localStorage.setItem('wijk/voorbeeldstad/s/p/op/y', '{"op": 1}');
  expect(new Outbox(OWNER).ops.value).toEqual([]);
});

it('forgets everything when the place is taken over', () => {
  const outbox = new Outbox(OWNER);
  outbox.put(ONE, 0);
  outbox.clear();
  expect(outbox.ops.value).toEqual([]);
  expect(new Outbox(OWNER).ops.value).toEqual([]);
});
