import { fireEvent } from '@testing-library/dom';
import { beforeEach, expect, test } from 'vitest';
import { followPlan } from './plan';

const punt = (number: number, inside = false) => `
  <li class="wp-punten__punt"${inside ? ' data-inside' : ''}>
    <input type="checkbox" name="items" id="item-${number}">
    <input type="checkbox" name="skipped" id="skip-${number}">
  </li>`;

beforeEach(() => {
  document.body.innerHTML = `
    <form class="wp-plan">
      <div data-part="10"><input type="checkbox" name="waarden" id="waarden"></div>
      <div data-part="3"><input type="checkbox" name="parts" id="part">${punt(1)}${punt(2, true)}${punt(3)}</div>
      <input type="checkbox" name="skip_inside" id="inside">
      <input type="radio" name="pace" id="pace" checked><input type="radio" name="pace" id="pace-own">
      <div class="wp-own-time"></div>
      <p><strong data-sum>Nog niets gekozen</strong> <span data-sum-bewoners></span></p>
      <div data-without-script><button>Reken de tijd uit</button></div>
    </form>`;
  followPlan(document);
});

const tick = (id: string) => fireEvent.click(document.getElementById(id) as HTMLElement);
const said = () => document.querySelector('p')?.textContent.trim();

test('the sum follows what is ticked, whole opgaven and single punten', () => {
  tick('waarden');
  expect(said()).toBe('10 punten, ongeveer 3 minuten');
  tick('part');
  expect(said()).toBe('13 punten, ongeveer 4 minuten');
  tick('item-1');
  expect(said()).toBe('11 punten, ongeveer 4 minuten');
  tick('waarden');
  expect(said()).toBe('1 punt, ongeveer 1 minuut');
  tick('item-1');
  tick('part');
  expect(said()).toBe('Nog niets gekozen');
});

test('what bewoners skip is told, by the one tick and by single ones', () => {
  tick('part');
  tick('inside');
  expect(said()).toBe('3 punten, ongeveer 1 minuut Bewoners krijgen er 2.');
  tick('skip-3');
  expect(said()).toBe('3 punten, ongeveer 1 minuut Bewoners krijgen er 1.');
  tick('item-2');
  expect(said()).toBe('1 punt, ongeveer 1 minuut Bewoners krijgen er 0.');
});

test('the button that asks the server is away, so that the Enter key saves', () => {
  expect(document.querySelector('button')).toBeNull();
});

test('a time for the own pace is asked where it counts', () => {
  const time = document.querySelector<HTMLElement>('.wp-own-time');
  expect(time?.hidden).toBe(true);
  tick('pace-own');
  expect(time?.hidden).toBe(false);
  tick('pace');
  expect(time?.hidden).toBe(true);
});

test('a page without this form is left alone', () => {
  document.body.innerHTML = '<p>Mensen</p>';
  expect(() => {
    followPlan(document);
  }).not.toThrow();
});
