import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { renewWhatChanges } from './renew';

const page = (renew: string, said: string, rows: string): string =>
  `<p role="status" data-renewed>${said}</p><div data-renew${renew ? `="${renew}"` : ''} tabindex="0">${rows}</div>`;
const answers = (text: string): Response => new Response(text, { headers: { 'Content-Type': 'text/html' } });
const asked = vi.fn<typeof fetch>();
const rows = (): string => document.querySelector('[data-renew]')!.textContent;
const said = (): string => document.querySelector('[role=status]')!.textContent;

beforeEach(() => {
  vi.useFakeTimers();
  asked.mockReset();
  document.body.innerHTML = page('3000', 'Wij maken 1 bestand.', '<p>1 van 3</p>');
});

afterEach(() => {
  vi.useRealTimers();
  document.body.innerHTML = '';
});

test('the part is renewed until the page says that nothing changes any more', async () => {
  asked.mockResolvedValueOnce(answers(page('3000', 'Wij maken 1 bestand.', '<p>2 van 3</p>')));
  asked.mockResolvedValueOnce(answers(page('', 'Het laatste bestand is klaar.', '<p>klaar</p>')));
  const sentence = document.querySelector('[role=status]')!.firstChild;
  renewWhatChanges(document, asked);
  await vi.advanceTimersByTimeAsync(3000);
  expect(rows()).toBe('2 van 3');
  expect(document.querySelector('[role=status]')!.firstChild).toBe(sentence);
  await vi.advanceTimersByTimeAsync(3000);
  expect([rows(), said()]).toEqual(['klaar', 'Het laatste bestand is klaar.']);
  await vi.advanceTimersByTimeAsync(60_000);
  expect(asked).toHaveBeenCalledTimes(2);
});

test('a server that is away is asked again, and a page to sign in replaces nothing', async () => {
  asked.mockRejectedValueOnce(new TypeError('away'));
  asked.mockResolvedValueOnce(new Response('', { status: 503 }));
  asked.mockResolvedValueOnce(answers('<h1>Inloggen</h1>'));
  asked.mockResolvedValue(answers(page('', 'Klaar.', '<p>klaar</p>')));
  renewWhatChanges(document, asked);
  await vi.advanceTimersByTimeAsync(9000);
  expect([rows(), said()]).toEqual(['1 van 3', 'Wij maken 1 bestand.']);
  await vi.advanceTimersByTimeAsync(3000);
  expect(rows()).toBe('klaar');
});

test('who stands on a link in the part keeps it', async () => {
  document.body.innerHTML = page('3000', 'Wij maken 1 bestand.', '<a href="#x">Haal op</a>');
  const link = document.querySelector('a')!;
  link.focus();
  asked.mockImplementation(() => Promise.resolve(answers(page('', 'Klaar.', '<p>klaar</p>'))));
  renewWhatChanges(document, asked);
  await vi.advanceTimersByTimeAsync(3000);
  expect(document.activeElement).toBe(link);
  expect(said()).toBe('Klaar.');
  link.blur();
  await vi.advanceTimersByTimeAsync(3000);
  expect(rows()).toBe('klaar');
});

test('a page on which nothing changes asks nothing', async () => {
  document.body.innerHTML = page('', '', '<p>klaar</p>');
  renewWhatChanges(document, asked);
  await vi.advanceTimersByTimeAsync(60_000);
  expect(asked).not.toHaveBeenCalled();
});
