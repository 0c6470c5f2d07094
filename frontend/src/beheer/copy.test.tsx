import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { copyLinks, offerToCopy } from './copy';

const written = vi.fn<(text: string) => Promise<void>>(() => Promise.resolve());

beforeEach(() => {
  written.mockReset().mockResolvedValue();
  vi.stubGlobal('navigator', { clipboard: { writeText: written } });
  document.body.innerHTML =
    '<input id="link" value="https://x.example/g/inzage/abc" readonly>' +
    '<button type="button" data-copy="link" hidden>Kopieer de link</button><p role="status" data-copied></p>';
  offerToCopy(document);
});

afterEach(() => {
  vi.unstubAllGlobals();
  document.body.innerHTML = '';
});

const button = (): HTMLButtonElement => document.querySelector('button')!;
const told = (): string | null => document.querySelector('[role=status]')!.textContent;

test('the button shows itself, copies what the field holds, and says so', async () => {
  expect(button().hidden).toBe(false);
  button().click();
  expect(written).toHaveBeenCalledWith('https://x.example/g/inzage/abc');
  await vi.waitFor(() => expect(told()).toBe('De link is gekopieerd.'));
});

test('a browser that keeps its clipboard closed leaves the link selected and says what to do', async () => {
  written.mockRejectedValue(new Error('closed'));
  button().click();
  await vi.waitFor(() => expect(told()).toContain('kopieer hem zelf'));
  const field = document.querySelector('input')!;
  expect([field.selectionStart, field.selectionEnd]).toEqual([0, field.value.length]);
});

test('pages without a field to copy stay as they are', () => {
  document.body.innerHTML = '<button type="button" data-copy="link" hidden>Kopieer</button>';
  offerToCopy(document);
  expect(button().hidden).toBe(true);
});

test('a link to a part of the page copies itself and says so, and stays silent when that fails', async () => {
  document.body.innerHTML = '<p><a href="#punt-1-2" data-copy-link>Link naar dit punt</a></p>';
  copyLinks(document);
  const link = document.querySelector('a')!;
  written.mockRejectedValueOnce(new Error('closed'));
  link.click();
  await Promise.resolve();
  expect(document.querySelector('[role=status]')).toBeNull();
  link.click();
  expect(written).toHaveBeenLastCalledWith(expect.stringMatching(/#punt-1-2$/));
  await vi.waitFor(() => expect(told()).toContain('De link is gekopieerd.'));
});
