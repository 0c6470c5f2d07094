import { expect, it } from 'vitest';
import { minutes } from './minutes';

it('plans twenty seconds for each punt', () => {
  expect(minutes(97)).toBe(32);
  expect(minutes(26)).toBe(9);
  expect(minutes(1)).toBe(1);
});
