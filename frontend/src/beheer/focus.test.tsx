import { expect, test } from 'vitest';
import { focusWhatMatters } from './focus';

test('what went wrong has the focus when the page opens', () => {
  document.body.innerHTML = '<h1>Inloggen</h1><div id="fouten" data-focus tabindex="-1">Er klopt iets niet</div>';
  focusWhatMatters(document);
  expect(document.activeElement?.id).toBe('fouten');
});

test('a page with nothing to say leaves the focus where it is', () => {
  document.body.innerHTML = '<input id="email">';
  document.getElementById('email')?.focus();
  focusWhatMatters(document);
  expect(document.activeElement?.id).toBe('email');
});
