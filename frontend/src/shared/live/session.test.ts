import { describe, expect, it } from 'vitest';
import type { Moved, Published, Snapshot } from '../api/types';
import { at, differing, NO_LISTS, opgave, result, revealed, scoring, snapshot } from '../charts/testing/makers';
import type { ServerEvent } from './events';
import { SessionStore } from './session';
import { ME } from './testing/fake-server';

const SESSION = snapshot().session;

const REVEALED: Moved['opgaven'][number] = { number: 1, state: 'revealed', round: 1, only: null, own: false };

function store(start: Snapshot | null): SessionStore {
  const made = new SessionStore();
  if (start !== null) made.receive('snapshot', start);
  return made;
}

function moved(version: number, changes: Partial<Moved> = {}): Moved {
  const nothing = { own_until: null, opgave: null, opgaven: [] };
  return { session: SESSION, version, state: 'running', current: at(1), ...nothing, ...changes };
}

function published(version: number, ...results: Published['results']): Published {
  return {
    session: SESSION,
    version,
    results,
    lists: { ...NO_LISTS, differ: ['item-1'] },
    opgave_results: [],
    discussion: [],
  };
}

describe('versions', () => {
  it('applies the next one, and an equal one, which says again what stands', () => {
    const one = store(scoring());
    expect(one.receive('moved', moved(8, { opgaven: [REVEALED] }))).toBe(false);
    expect(one.receive('published', published(8, differing(1)))).toBe(false);
    expect(one.snapshot.value?.opgaven[0]?.state).toBe('revealed');
    expect(one.snapshot.value?.published).toHaveLength(1);
    expect(one.version).toBe(8);
  });

  it('drops lower ones and lower snapshots', () => {
    const one = store(scoring({ version: 9 }));
    expect(one.receive('moved', moved(8, { state: 'closed' }))).toBe(false);
    expect(one.receive('snapshot', snapshot({ version: 8 }))).toBe(false);
    expect(one.snapshot.value?.state).toBe('running');
  });

  it('asks for a snapshot after a hole, and applies what it held back, in order', () => {
    const one = store(scoring());
    expect(one.receive('moved', moved(10, { state: 'paused' }))).toBe(true);
    expect(one.receive('published', published(9, differing(1)))).toBe(true);
    expect(one.version).toBe(7);
    expect(one.receive('snapshot', scoring({ version: 8 }))).toBe(false);
    expect(one.version).toBe(10);
    expect(one.snapshot.value?.state).toBe('paused');
    expect(one.snapshot.value?.published).toHaveLength(1);
  });

  it('asks again when a hole is left', () => {
    const one = store(scoring());
    one.receive('moved', moved(12));
    expect(one.receive('snapshot', scoring({ version: 10 }))).toBe(true);
    expect(one.receive('snapshot', scoring({ version: 12 }))).toBe(false);
    expect(one.version).toBe(12);
  });

  it('asks for a snapshot when a step brings a part of the agenda that it never saw', () => {
    const one = store(snapshot());
    const part = { ...REVEALED, number: -1, state: 'waiting' } as const;
    expect(one.receive('moved', moved(8, { opgaven: [part] }))).toBe(true);
    expect(one.version).toBe(7);
    const opgaven = [{ ...opgave(-1, 'waiting', []), name: 'Afspraken' }, ...snapshot().opgaven];
    expect(one.receive('snapshot', snapshot({ version: 8, state: 'running', opgaven }))).toBe(false);
    expect(one.snapshot.value?.opgaven[0]?.name).toBe('Afspraken');
    expect(one.receive('moved', moved(7, { opgaven: [{ ...part, number: -2 }] }))).toBe(false);
  });

  it('lets bars move forwards only', () => {
    const one = store(scoring({ open_bars: true, bars: { session: SESSION, step: 1, items: {} } }));
    expect(one.receive('bars', { session: SESSION, step: 3, items: {} })).toBe(false);
    expect(one.receive('bars', { session: SESSION, step: 2, items: {} })).toBe(false);
    expect(one.snapshot.value?.bars?.step).toBe(3);
  });

  it('holds back what comes before the first snapshot', () => {
    const one = store(null);
    expect(one.receive('moved', moved(8, { state: 'paused' }))).toBe(true);
    one.receive('progress', { session: SESSION, count: 3, items: {}, paper: {}, ready: {} });
    one.receive('snapshot', scoring());
    expect(one.snapshot.value).toMatchObject({ version: 8, state: 'paused', progress: { count: 3 } });
  });

  it('doubts itself after a higher heartbeat, not after an equal or lower one', () => {
    const one = store(scoring());
    expect(one.receive('heartbeat', { session: SESSION, version: 7 })).toBe(false);
    expect(one.receive('heartbeat', { session: SESSION, version: 6 })).toBe(false);
    expect(one.receive('heartbeat', { session: SESSION, version: 8 })).toBe(true);
  });

  it('ends, whatever happened and in whatever order it came, at the state of a fresh snapshot', () => {
    const history: [ServerEvent, { version: number }][] = [
      ['moved', moved(8, { opgaven: [REVEALED] })],
      ['published', published(9, differing(1), result(2))],
      ['moved', moved(10, { state: 'paused' })],
      ['published', published(11, result(1))],
      ['moved', moved(12, { current: at(2) })],
    ];
    const straight = store(scoring());
    const after = new Map([[7, straight.snapshot.value]]);
    for (const [event, message] of history) {
      straight.receive(event, message);
      after.set(message.version, straight.snapshot.value);
    }
    const draw = random(2009);
    for (let round = 0; round < 200; round += 1) {
      const crooked = store(scoring());
      const messages = history.flatMap((message) =>
        draw() < 0.3 ? [] : draw() < 0.3 ? [message, message] : [message],
      );
      messages.sort(() => draw() - 0.5);
      for (const [event, message] of messages) {
        if (crooked.receive(event, message)) crooked.receive('snapshot', after.get(7 + Math.floor(draw() * 6)));
      }
      if (crooked.receive('heartbeat', { session: SESSION, version: 12 })) crooked.receive('snapshot', after.get(12));
      expect(crooked.snapshot.value).toEqual(straight.snapshot.value);
    }
  });
});

describe('what is newer than a snapshot', () => {
  it('keeps an own answer that the server acknowledged, and the higher count of answers', () => {
    const one = store(scoring({ me: ME }));
    one.answered({ item: 'item-1', round: 1, value: 4, seq: 2 });
    one.receive('progress', { session: SESSION, count: 5, items: { 'item-1': { bewoner: 5 } }, ready: {} });
    one.receive(
      'snapshot',
      scoring({ version: 8, me: { ...ME, answers: [{ item: 'item-1', round: 1, value: 1, seq: 1 }] } }),
    );
    expect(one.snapshot.value?.me?.answers).toEqual([{ item: 'item-1', round: 1, value: 4, seq: 2 }]);
    expect(one.snapshot.value?.progress.items).toEqual({ 'item-1': { bewoner: 5 } });
  });

  it('takes over everything else, such as the group that the spelleider changed', () => {
    const one = store(scoring({ me: ME }));
    one.receive('snapshot', scoring({ me: { ...ME, group: 'ambtenaar' } }));
    expect(one.snapshot.value?.me?.group).toBe('ambtenaar');
  });

  it('counts progress of items together, and never back', () => {
    const one = store(scoring());
    one.receive('progress', { session: SESSION, count: 2, items: { 'item-1': { bewoner: 2 } }, ready: {} });
    one.receive('progress', { session: SESSION, count: 3, items: { 'item-2': { bewoner: 1 } }, ready: {} });
    one.receive('progress', { session: SESSION, count: 1, items: { 'item-1': { bewoner: 1 } }, ready: {} });
    expect(one.snapshot.value?.progress.items).toEqual({ 'item-1': { bewoner: 2 }, 'item-2': { bewoner: 1 } });
  });
});

it('replaces a published result of the same punt and round, and keeps the other rounds', () => {
  const one = store(revealed());
  one.receive('published', published(8, result(1), differing(1, { round: 2 })));
  const words = one.snapshot.value?.published.filter((it) => it.item === 'item-1').map((it) => [it.round, it.word]);
  expect(words).toEqual([
    [1, 'no_clear_difference'],
    [2, 'large_difference'],
  ]);
});

it('knows who came late', () => {
  expect(store(scoring()).late.value).toBe(true);
  expect(store(snapshot()).late.value).toBe(false);
});

/** The same numbers on every run. */
function random(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 1_664_525 + 1_013_904_223) % 4_294_967_296;
    return state / 4_294_967_296;
  };
}
