import { expect, it } from 'vitest';
import { clock, duration } from './clock';

it('writes the time of day with a dot, and minutes with two digits', () => {
  expect(clock(new Date(2026, 10, 24, 9, 5).toISOString())).toBe('09.05');
});

it('writes a duration in minutes and seconds, never below zero', () => {
  expect([185, 60, 9, 0, -4].map(duration)).toEqual(['3:05', '1:00', '0:09', '0:00', '0:00']);
});
