import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { followLive } from './live';

const TILE = `<li data-live-tile><h3 data-live-is="title"></h3><p data-live-is="says"></p><span data-live-is="bewoner"></span></li>`;
const asked = vi.fn<typeof fetch>();
let page: Document;
let hidden = false;
let online = true;
let end = (): void => undefined;

function running(...says: string[]): Response {
  const people = { bewoner: { joined: 5, connected: 4 } };
  return Response.json({ running: says.map((one, at) => ({ title: `Avond ${at}`, wijk: 'w', says: one, people })) });
}
const place = () => page.querySelector<HTMLElement>('[data-live]');
const told = () => [...page.querySelectorAll('ul > li')].map((one) => one.textContent);
const old = () => page.querySelector<HTMLElement>('[data-live-old]')?.hidden === false;

beforeEach(() => {
  vi.useFakeTimers();
  page = new DOMParser().parseFromString(
    `<section data-live="/live" hidden><ul></ul><span data-live-old hidden>oud</span><template>${TILE}</template></section>`,
    'text/html',
  );
  hidden = false;
  online = true;
  Object.defineProperty(page, 'hidden', { get: () => hidden });
  vi.spyOn(navigator, 'onLine', 'get').mockImplementation(() => online);
  asked.mockReset();
  vi.stubGlobal('fetch', asked);
});

afterEach(() => {
  end();
  vi.useRealTimers();
  vi.unstubAllGlobals();
  vi.restoreAllMocks();
});

test('every five seconds the tiles are as the server says, and none is left when nothing runs', async () => {
  asked.mockImplementation(() => Promise.resolve(running('opgave 1 van 3', 'pauze')));
  end = followLive(page);
  expect(asked).not.toHaveBeenCalled();
  await vi.advanceTimersByTimeAsync(5_000);
  expect(asked.mock.calls.map(([address]) => address)).toEqual(['/live']);
  expect(told()).toEqual(['Avond 0opgave 1 van 34 van 5', 'Avond 1pauze4 van 5']);
  expect(place()?.hidden).toBe(false);
  const first = page.querySelector('ul > li');
  asked.mockImplementation(() => Promise.resolve(running('opgave 2 van 3')));
  await vi.advanceTimersByTimeAsync(5_000);
  expect(told()).toEqual(['Avond 0opgave 2 van 34 van 5']);
  expect(page.querySelector('ul > li')).toBe(first);
  asked.mockImplementation(() => Promise.resolve(running()));
  await vi.advanceTimersByTimeAsync(5_000);
  expect(told()).toEqual([]);
  expect(place()?.hidden).toBe(true);
});

test('a server that does not answer is asked less and less, and the page says that it is old', async () => {
  asked.mockImplementation(() => Promise.reject(new TypeError('no network')));
  end = followLive(page);
  await vi.advanceTimersByTimeAsync(5_000);
  expect(old()).toBe(true);
  await vi.advanceTimersByTimeAsync(9_999);
  expect(asked).toHaveBeenCalledTimes(1);
  await vi.advanceTimersByTimeAsync(1);
  expect(asked).toHaveBeenCalledTimes(2);
  asked.mockImplementation(() => Promise.resolve(running('opgave 1 van 3')));
  await vi.advanceTimersByTimeAsync(20_000);
  expect(old()).toBe(false);
  await vi.advanceTimersByTimeAsync(5_000);
  expect(asked).toHaveBeenCalledTimes(4);
});

test('nothing is asked while nobody can see the page or the browser is offline, and at once when that is over', async () => {
  asked.mockImplementation(() => Promise.resolve(running()));
  end = followLive(page);
  hidden = true;
  page.dispatchEvent(new Event('visibilitychange'));
  await vi.advanceTimersByTimeAsync(60_000);
  expect(asked).not.toHaveBeenCalled();
  hidden = false;
  page.dispatchEvent(new Event('visibilitychange'));
  expect(asked).toHaveBeenCalledTimes(1);
  await vi.advanceTimersByTimeAsync(1);
  online = false;
  dispatchEvent(new Event('offline'));
  expect(old()).toBe(true);
  await vi.advanceTimersByTimeAsync(60_000);
  expect(asked).toHaveBeenCalledTimes(1);
  online = true;
  dispatchEvent(new Event('online'));
  expect(asked).toHaveBeenCalledTimes(2);
});

test('who is signed out is not asked for again, and other pages ask nothing', async () => {
  asked.mockImplementation(() => Promise.resolve(new Response(null, { status: 403 })));
  end = followLive(page);
  await vi.advanceTimersByTimeAsync(600_000);
  expect(asked).toHaveBeenCalledTimes(1);
  page.body.innerHTML = '<p>Bijeenkomsten</p>';
  end = followLive(page);
  await vi.advanceTimersByTimeAsync(60_000);
  expect(asked).toHaveBeenCalledTimes(1);
});
