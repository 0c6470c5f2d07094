// @vitest-environment jsdom
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { differing } from '../charts/testing/makers';
import { answerKey } from './delivery';
import { Portal } from './portal';
import { FakeServer, ME } from './testing/fake-server';

const ONE = { item: 'item-1', round: 1 };
let server: FakeServer;
const portals: Portal[] = [];

beforeEach(() => {
  vi.useFakeTimers();
  vi.spyOn(Math, 'random').mockReturnValue(0);
  server = new FakeServer();
  server.serve();
});

afterEach(() => {
  for (const portal of portals.splice(0)) portal.stop();
  vi.useRealTimers();
  vi.unstubAllGlobals();
  localStorage.clear();
});

const pass = (milliseconds: number) => vi.advanceTimersByTimeAsync(milliseconds);

async function joined(): Promise<Portal> {
  const { gemeente, session } = server.state;
  const portal = new Portal({ gemeente, session, as: 'participant', dial: server.dial });
  portals.push(portal);
  portal.start();
  await pass(50);
  return portal;
}

const waiting = (portal: Portal) => portal.outbox.value?.ops.value ?? [];
const mine = (portal: Portal) => portal.store.snapshot.value?.me?.answers ?? [];
const values = () => [...server.stored.values()].map((one) => one.value);
const isOpen = (version: number) => ({ session: server.state.session, version, state: 'running' as const });
const beat = (version: number) => server.socket.tell('heartbeat', { session: server.state.session, version });

describe('connecting', () => {
  it('asks for a fresh ticket on each connect', async () => {
    const portal = await joined();
    expect(portal.phase.value).toBe('live');
    server.socket.cut();
    await pass(2_000);
    expect(portal.phase.value).toBe('live');
    expect(server.tickets).toHaveLength(2);
    expect(server.tickets[0]).toMatchObject({ gemeente: 'voorbeeldstad', as: 'participant' });
  });

  it('is a stranger where the server knows no place, and stops asking', async () => {
    server.ticketStatus = 401;
    const portal = await joined();
    expect(portal.stranger.value).toBe(true);
    await pass(60_000);
    expect(server.tickets).toHaveLength(1);
  });

  it('counts 25 seconds without a heartbeat as dead, whatever the socket says', async () => {
    await joined();
    await pass(15_000);
    beat(server.state.version);
    await pass(24_000);
    expect(server.sockets).toHaveLength(1);
    await pass(3_000);
    expect(server.sockets[0]?.closed).toBe(true);
    expect(server.sockets).toHaveLength(2);
  });

  it('comes back after a restart of the server, not before', async () => {
    const portal = await joined();
    server.socket.tell('server_restart', { after: 5 });
    await pass(4_900);
    expect(server.sockets).toHaveLength(1);
    await pass(2_500);
    expect(server.sockets).toHaveLength(2);
    expect(portal.phase.value).toBe('live');
  });

  it('says that it is the server when nothing answers, and tries on', async () => {
    server.gone = true;
    const portal = await joined();
    expect(portal.silent.value).toBe(true);
    await pass(20_000);
    server.gone = false;
    await pass(10_000);
    expect(portal.phase.value).toBe('live');
    expect(portal.silent.value).toBe(false);
  });
});

describe('what the server tells', () => {
  it('syncs after a hole, and applies what came meanwhile after the snapshot', async () => {
    const portal = await joined();
    const current = { opgave: 1, item: null, deadline: null };
    server.state = { ...server.state, version: 9 };
    server.deaf = true;
    server.socket.tell('moved', { ...isOpen(10), current, own_until: null, opgave: null, opgaven: [] });
    expect(portal.store.version).toBe(7);
    server.deaf = false;
    await pass(4_000);
    expect(server.syncs).toBe(1);
    expect(portal.store.version).toBe(10);
  });

  it('syncs on a heartbeat with a higher version, and not on an equal or lower one', async () => {
    await joined();
    beat(7);
    beat(6);
    expect(server.syncs).toBe(0);
    server.state = { ...server.state, version: 8 };
    beat(8);
    expect(server.syncs).toBe(1);
  });

  it('drops what is older than what it has', async () => {
    const portal = await joined();
    const { lists } = server.state;
    server.socket.tell('published', { session: '', version: 8, results: [differing(1)], lists });
    server.socket.tell('published', { session: '', version: 7, results: [differing(2)], lists });
    expect(portal.store.snapshot.value?.published.map((one) => one.item)).toEqual(['item-1']);
  });
});

describe('an answer', () => {
  it('is on the phone before anything is sent, and leaves the outbox on the acknowledgement', async () => {
    const portal = await joined();
    server.losesAcks = true;
    portal.send({ ...ONE, value: 4 });
    expect(localStorage.length).toBe(2);
    expect(values()).toEqual([4]);
    expect(waiting(portal)).toHaveLength(1);
    expect(mine(portal)).toEqual([]);
    server.losesAcks = false;
    await pass(5_000);
    expect(server.scored.map((op) => op.op)).toEqual([server.scored[0]?.op, server.scored[0]?.op]);
    expect(waiting(portal)).toEqual([]);
    expect(mine(portal)).toMatchObject([{ value: 4 }]);
  });

  it('goes again in order after a lost connection', async () => {
    const portal = await joined();
    server.deaf = true;
    portal.send({ ...ONE, value: 4 });
    portal.send({ item: 'item-2', round: 1, value: 2 });
    server.socket.cut();
    server.deaf = false;
    await pass(2_500);
    expect(server.scored.map((op) => op.item)).toEqual(['item-1', 'item-2']);
    expect(waiting(portal)).toEqual([]);
  });

  it('of which only the last counts, when it was changed while it waited', async () => {
    const portal = await joined();
    server.deaf = true;
    for (const value of [1, 2, 3]) portal.send({ ...ONE, value });
    expect(waiting(portal)).toMatchObject([{ value: 3, seq: 3 }]);
    server.deaf = false;
    await pass(5_000);
    expect(values()).toEqual([3]);
  });

  it('does not come back when an acknowledgement of the older one arrives late', async () => {
    const portal = await joined();
    server.verdict = (op) => ({ ok: true, op: op.op, state: 'retry' });
    portal.send({ ...ONE, value: 1 });
    const older = server.scored[0];
    portal.send({ ...ONE, value: 5 });
    if (older) portal.delivery.value?.settle(older, { ok: true, op: older.op, seq: older.seq, state: 'accepted' });
    expect(waiting(portal)).toMatchObject([{ value: 5 }]);
  });

  it('that is closed is told and dropped', async () => {
    const portal = await joined();
    server.verdict = (op) => ({ ok: true, op: op.op, state: 'closed' });
    portal.send({ ...ONE, value: 4 });
    expect(waiting(portal)).toEqual([]);
    expect(portal.delivery.value?.refused.value.get(answerKey(ONE))).toMatchObject({ code: 'closed', value: 4 });
  });

  it('that can never be right is told in the words of the server and dropped', async () => {
    const portal = await joined();
    server.verdict = (op) => ({ ok: false, op: op.op, code: 'item_not_open', message: 'Nu niet.' });
    portal.send({ ...ONE, value: 4 });
    expect(waiting(portal)).toEqual([]);
    expect(portal.delivery.value?.refused.value.get(answerKey(ONE))?.message).toBe('Nu niet.');
    server.verdict = null;
    portal.send({ ...ONE, value: 4 });
    expect(portal.delivery.value?.refused.value.size).toBe(0);
    expect(values()).toEqual([4]);
  });

  it('that the server postpones stays and goes again', async () => {
    const portal = await joined();
    server.verdict = (op) => ({ ok: true, op: op.op, state: 'retry' });
    portal.send({ ...ONE, value: 4 });
    expect(portal.delivery.value?.postponed.value).toBe(true);
    server.verdict = null;
    await pass(5_000);
    expect(values()).toEqual([4]);
    expect(portal.delivery.value?.postponed.value).toBe(false);
  });

  it('given last wins, when two tabs gave the same number to different answers', async () => {
    const first = await joined();
    const second = await joined();
    second.send({ ...ONE, value: 2 });
    localStorage.removeItem(`wijk/voorbeeldstad/${server.state.session}/${server.state.me?.id}/seq`);
    first.send({ ...ONE, value: 5 });
    await pass(5_000);
    expect(values()).toEqual([5]);
    expect(waiting(first)).toEqual([]);
    expect(mine(first)).toMatchObject([{ value: 5, seq: 2 }]);
  });

  it('that the socket leaves unanswered goes over HTTP, and the socket is opened anew', async () => {
    const portal = await joined();
    server.deaf = true;
    portal.send({ ...ONE, value: 4 });
    await pass(5_000);
    expect(server.batches).toHaveLength(1);
    expect(waiting(portal)).toEqual([]);
    expect(server.sockets[0]?.closed).toBe(true);
    server.deaf = false;
    await pass(2_500);
    expect(server.sockets).toHaveLength(2);
    expect(portal.phase.value).toBe('live');
  });

  it('that a slow server leaves unanswered goes again by the socket alone, which stays while it brings news', async () => {
    const portal = await joined();
    server.losesAcks = true;
    portal.send({ ...ONE, value: 4 });
    for (let i = 0; i < 6; i += 1) {
      await pass(2_000);
      beat(server.state.version);
    }
    expect(server.scored.length).toBeGreaterThan(2);
    expect(server.batches).toEqual([]);
    expect(server.sockets).toHaveLength(1);
  });

  it('that is postponed for long goes by the socket alone, which stays', async () => {
    const portal = await joined();
    server.verdict = (op) => ({ ok: true, op: op.op, state: 'retry' });
    portal.send({ ...ONE, value: 4 });
    await pass(22_000);
    expect(server.scored.length).toBeGreaterThan(3);
    expect(server.batches).toEqual([]);
    expect(server.sockets).toHaveLength(1);
  });

  it('survives a reload of the page', async () => {
    const before = await joined();
    server.deaf = true;
    before.send({ ...ONE, value: 4 });
    before.stop();
    server.deaf = false;
    const after = await joined();
    expect(values()).toEqual([4]);
    expect(waiting(after)).toEqual([]);
  });

  it('is kept in the page alone where the browser keeps nothing', async () => {
    const denied = () => {
      throw new DOMException('denied');
    };
    vi.stubGlobal('localStorage', { setItem: denied, clear: () => undefined });
    const portal = await joined();
    server.deaf = true;
    portal.send({ ...ONE, value: 4 });
    expect(portal.outbox.value?.lasting.value).toBe(false);
    expect(waiting(portal)).toHaveLength(1);
    server.deaf = false;
    await pass(5_000);
    expect(values()).toEqual([4]);
  });
});

describe('without a socket', () => {
  it('scores and polls over HTTP after five seconds', async () => {
    server.noSockets = true;
    const portal = await joined();
    await pass(7_000);
    expect(portal.phase.value).toBe('polling');
    portal.send({ ...ONE, value: 4 });
    await pass(5_000);
    expect(server.batches).toHaveLength(1);
    expect(waiting(portal)).toEqual([]);
    expect(values()).toEqual([4]);
    await pass(20_000);
    expect(server.polls[0]).toBeNull();
    expect(server.polls.at(-1)).toBe('"7-1"');
    expect(server.batches).toHaveLength(1);
  });
});

describe('a phone that slept', () => {
  const turn = (state: 'hidden' | 'visible') => {
    vi.spyOn(document, 'visibilityState', 'get').mockReturnValue(state);
    document.dispatchEvent(new Event('visibilitychange'));
  };
  /** Time goes by, and nothing of the page runs. */
  const sleep = (milliseconds: number) => vi.setSystemTime(Date.now() + milliseconds);

  it('sent what had no receipt as a last request, although its socket was open', async () => {
    const portal = await joined();
    server.deaf = true;
    portal.send({ ...ONE, value: 4 });
    expect(values()).toEqual([]);
    turn('hidden');
    await pass(10);
    expect(values()).toEqual([4]);
    expect(waiting(portal)).toEqual([]);
  });

  it('sends an answer that is made while it falls asleep as a last request', async () => {
    const portal = await joined();
    turn('hidden');
    server.deaf = true;
    portal.send({ ...ONE, value: 2 });
    await pass(10);
    expect(values()).toEqual([2]);
  });

  it('asks at once what it missed when a heartbeat did not come', async () => {
    await joined();
    turn('hidden');
    sleep(12_000);
    server.state = { ...server.state, version: 9 };
    turn('visible');
    expect(server.syncs).toBe(1);
    expect(portals[0]?.store.version).toBe(9);
  });

  it('asks nothing after a short look elsewhere', async () => {
    await joined();
    turn('hidden');
    sleep(5_000);
    turn('visible');
    expect(server.syncs).toBe(0);
  });

  it('connects again at once after a long sleep, and sends what waited', async () => {
    const portal = await joined();
    server.deaf = true;
    server.gone = true;
    turn('hidden');
    portal.send({ ...ONE, value: 5 });
    sleep(60_000);
    server.deaf = false;
    server.gone = false;
    turn('visible');
    await pass(100);
    expect(portal.phase.value).toBe('live');
    expect(values()).toEqual([5]);
  });
});

it('keeps the answers of two people on one phone apart, when it was handed on in another tab', async () => {
  const portal = await joined();
  server.losesAcks = true;
  portal.send({ ...ONE, value: 4 });
  expect(waiting(portal)).toHaveLength(1);
  const next = { ...ME, id: '0198c1f0-0000-7000-8000-0000000000bb' };
  server.socket.tell('snapshot', { ...server.snapshot(), me: next });
  expect(portal.outbox.value?.owner.participant).toBe(next.id);
  expect(waiting(portal)).toEqual([]);
});

it('tries at once when the internet comes back', async () => {
  const portal = await joined();
  server.gone = true;
  server.socket.cut();
  portal.send({ ...ONE, value: 4 });
  await pass(60_000);
  server.gone = false;
  dispatchEvent(new Event('online'));
  await pass(100);
  expect(portal.phase.value).toBe('live');
  expect(values()).toEqual([4]);
});

it('shows no trouble any more as soon as an answer came through', async () => {
  const portal = await joined();
  server.gone = true;
  server.socket.cut();
  portal.send({ ...ONE, value: 4 });
  await pass(10_000);
  expect(portal.phase.value).toBe('down');
  server.gone = false;
  server.noSockets = true;
  while (waiting(portal).length > 0) await pass(100);
  expect(portal.phase.value).toBe('polling');
});

describe('the end', () => {
  it('asks once more about what waits when the session closes', async () => {
    const portal = await joined();
    server.deaf = true;
    portal.send({ ...ONE, value: 4 });
    server.state = { ...server.state, version: 8, state: 'closed' };
    server.verdict = (op) => ({ ok: true, op: op.op, state: 'closed' });
    server.socket.tell('ended', { reason: 'closed' });
    await pass(100);
    expect(waiting(portal)).toEqual([]);
    expect(portal.delivery.value?.refused.value.size).toBe(1);
    expect(portal.store.snapshot.value?.state).toBe('closed');
    await pass(60_000);
    expect(server.sockets).toHaveLength(1);
  });

  it('sends nothing any more once another phone took over', async () => {
    const portal = await joined();
    server.deaf = true;
    portal.send({ ...ONE, value: 4 });
    server.socket.tell('ended', { reason: 'taken_over' });
    await pass(60_000);
    portal.send({ ...ONE, value: 5 });
    await pass(60_000);
    expect(server.scored).toEqual([]);
    expect(server.batches).toEqual([]);
    expect(server.tickets).toHaveLength(1);
    expect(portal.store.ended.value).toBe('taken_over');
  });
});
