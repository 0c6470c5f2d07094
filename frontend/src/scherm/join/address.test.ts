import { expect, it } from 'vitest';
import { inGroupsOfFour, sizeOf, withoutProtocol } from './address';

it('shows an address as people type it', () => {
  expect(withoutProtocol('https://wijk.example/doe-mee')).toBe('wijk.example/doe-mee');
  expect(withoutProtocol('http://127.0.0.1:8000/')).toBe('127.0.0.1:8000');
});

it('shows a code in groups of four digits', () => {
  expect(inGroupsOfFour('48210977')).toBe('4821 0977');
  expect(inGroupsOfFour('4821 0977')).toBe('4821 0977');
});

it('makes a long address smaller, but never too small to read', () => {
  expect(sizeOf('a.nl')).toBe(5.2);
  expect(sizeOf('wijk.voorbeeldstad.nl/doe-mee')).toBeLessThan(4);
  expect(sizeOf('x'.repeat(200))).toBe(2.6);
});
