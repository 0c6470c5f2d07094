import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { tellWhenSeen } from './seen';

const asked = vi.fn<typeof fetch>(() => Promise.resolve(new Response(null, { status: 204 })));
let page: Document;

beforeEach(() => {
  page = new DOMParser().parseFromString('<dl data-seen="/g/uitnodiging/x/gezien"></dl>', 'text/html');
  asked.mockClear();
  vi.stubGlobal('fetch', asked);
});

afterEach(() => vi.unstubAllGlobals());

test('an invitation counts as opened when a person moves, and that is told once', () => {
  tellWhenSeen(page, () => true);
  expect(asked).not.toHaveBeenCalled();
  for (const name of ['pointermove', 'pointermove', 'keydown']) page.dispatchEvent(new Event(name));
  expect(asked.mock.calls.map(([address, options]) => [address, options?.method])).toEqual([
    ['/g/uitnodiging/x/gezien', 'POST'],
  ]);
});

test('a scanner that makes up movements is not a person', () => {
  tellWhenSeen(page);
  page.dispatchEvent(new Event('pointermove'));
  expect(asked).not.toHaveBeenCalled();
});

test('other pages tell nothing', () => {
  page.body.innerHTML = '<p>Bijeenkomsten</p>';
  tellWhenSeen(page, () => true);
  page.dispatchEvent(new Event('pointermove'));
  expect(asked).not.toHaveBeenCalled();
});
