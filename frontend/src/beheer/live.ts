import type { components } from '../shared/api/schema';

type LiveView = components['schemas']['LiveView'];
type RunningView = LiveView['running'][number];

const EVERY = 5_000;
const LONGEST = 60_000;

/**
 * Keeps the tiles of the sessions that run now as they are: every five seconds, less often when the server does not
 * answer, and not at all while nobody can see the page or the browser is offline.
 *
 * Returns what ends it. Nothing is announced: numbers that move all the time are read when somebody wants to.
 */
export function followLive(page: Document): () => void {
  const place = page.querySelector<HTMLElement>('[data-live]');
  const address = place?.dataset.live;
  if (!place || address === undefined) return () => undefined;
  let wait = EVERY;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let asking = false;
  let ended = false;

  const ask = async (): Promise<void> => {
    if (ended || asking || page.hidden || !navigator.onLine) return;
    asking = true;
    try {
      const answer = await fetch(address, { credentials: 'same-origin', headers: { Accept: 'application/json' } });
      if (answer.status === 401 || answer.status === 403 || answer.status === 404) return stop();
      if (!answer.ok) throw new Error(String(answer.status));
      show(place, ((await answer.json()) as LiveView).running);
      tellOld(place, false);
      wait = EVERY;
    } catch {
      tellOld(place, true);
      wait = Math.min(LONGEST, wait * 2);
    } finally {
      asking = false;
    }
    later();
  };
  const later = (): void => {
    clearTimeout(timer);
    timer = setTimeout(() => void ask(), wait);
  };
  const again = (): void => {
    if (page.hidden || !navigator.onLine) {
      clearTimeout(timer);
      if (!navigator.onLine) tellOld(place, true);
      return;
    }
    wait = EVERY;
    clearTimeout(timer);
    void ask();
  };
  const stop = (): void => {
    ended = true;
    clearTimeout(timer);
    tellOld(place, true);
    page.removeEventListener('visibilitychange', again);
    removeEventListener('online', again);
    removeEventListener('offline', again);
  };
  page.addEventListener('visibilitychange', again);
  addEventListener('online', again);
  addEventListener('offline', again);
  later();
  return stop;
}

function tellOld(place: HTMLElement, old: boolean): void {
  const words = place.querySelector<HTMLElement>('[data-live-old]');
  if (words) words.hidden = !old;
}

/** One tile for each session, in the order of the server; a tile that is there is filled again. */
function show(place: HTMLElement, running: RunningView[]): void {
  const list = place.querySelector('ul');
  const fresh = place.querySelector('template')?.content.querySelector('[data-live-tile]');
  if (!list || !fresh) return;
  place.hidden = running.length === 0;
  while (list.children.length > running.length) list.lastElementChild?.remove();
  while (list.children.length < running.length) list.append(fresh.cloneNode(true));
  running.forEach((one, at) => {
    const tile = list.children[at];
    if (tile) fill(tile, one);
  });
}

function fill(tile: Element, one: RunningView): void {
  const said: Record<string, string> = { title: one.title, wijk: one.wijk, says: one.says };
  for (const [group, { connected, joined }] of Object.entries(one.people)) said[group] = `${connected} van ${joined}`;
  for (const part of tile.querySelectorAll<HTMLElement>('[data-live-is]')) {
    const words = said[part.dataset.liveIs ?? ''];
    if (words !== undefined && part.textContent !== words) part.textContent = words;
  }
}
