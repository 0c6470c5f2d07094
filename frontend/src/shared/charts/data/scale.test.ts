import { describe, expect, it } from 'vitest';
import { fromLeft, LEVELS, percent, position, scaleColour } from './scale';

describe('the colour of an answer', () => {
  it('follows what is good: a kans that is recognised is green, a valkuil that is recognised is purple', () => {
    expect(scaleColour(5, 'kans').fill).toBe('var(--wp-scale-5)');
    expect(scaleColour(5, 'valkuil').fill).toBe('var(--wp-scale-1)');
    expect(scaleColour(5, 'waarde')).toEqual(scaleColour(5, 'kans'));
  });

  it('mirrors the whole ramp for a valkuil and leaves the middle', () => {
    const kans = LEVELS.map((level) => scaleColour(level, 'kans'));
    const valkuil = LEVELS.map((level) => scaleColour(level, 'valkuil'));
    expect(valkuil).toEqual([...kans].reverse());
    expect(scaleColour(3, 'valkuil')).toEqual(scaleColour(3, 'kans'));
  });
});

describe('places on the line', () => {
  it('runs from 1 to 5 in equal steps, with room on both ends', () => {
    const places = LEVELS.map(position);
    expect(places[0]).toBeGreaterThan(0);
    expect(places[4]).toBeLessThan(1);
    expect(position(3)).toBeCloseTo(0.5);
    expect(position(2) - position(1)).toBeCloseTo(position(5) - position(4));
  });

  it('is mirrored from right to left', () => {
    expect(fromLeft(0.2, 'ltr')).toBe(0.2);
    expect(fromLeft(0.2, 'rtl')).toBe(0.8);
    expect(percent(1 / 3)).toBe('33.33%');
  });
});
