import { fireEvent } from '@testing-library/dom';
import { beforeEach, expect, test } from 'vitest';
import { followTyping } from './preview';

beforeEach(() => {
  document.body.innerHTML = `
    <label>Kleur <input id="accent" value="#0f4c55"></label>
    <svg data-preview="accent"><rect fill="#0f4c55"/><text fill="#ffffff">k</text><text fill="#0f4c55" text-decoration="underline">l</text></svg>
    <label>Woord <select id="term"><option>wijk</option><option>dorp</option></select></label>
    <p>in <span data-preview="term">de wijk</span></p>`;
  followTyping(document);
});

const fills = () => [...document.querySelectorAll('svg *')].map((part) => part.getAttribute('fill'));

test('the sample follows a colour, and waits while it is half typed', () => {
  const field = document.getElementById('accent') as HTMLInputElement;
  fireEvent.input(field, { target: { value: '#7a1f' } });
  expect(fills()).toEqual(['#0f4c55', '#ffffff', '#0f4c55']);
  fireEvent.input(field, { target: { value: ' #7A1F2b ' } });
  expect(fills()).toEqual(['#7A1F2b', '#ffffff', '#7A1F2b']);
});

test('the sentence follows the word, with the right article', () => {
  fireEvent.change(document.getElementById('term') as HTMLSelectElement, { target: { value: 'dorp' } });
  expect(document.querySelector('p')?.textContent).toBe('in het dorp');
});

test('a page without these fields is left alone', () => {
  document.body.innerHTML = '<p>Mensen</p>';
  expect(() => {
    followTyping(document);
  }).not.toThrow();
});
