import { expect, it } from 'vitest';
import { qr } from './qr';

it('draws the dark modules of a link as bars, with a quiet zone around', () => {
  const { size, path } = qr('https://wijk.example/doe-mee/Ab3dEf');
  expect(size).toBeGreaterThanOrEqual(21 + 8);
  const bars = [...path.matchAll(/M(\d+) (\d+)h(\d+)v1h-(\d+)z/g)].map((found) => found.slice(1).map(Number));
  expect(bars.map(([x, y, width, back]) => [x, y, width, back].join(' ')).length).toBeGreaterThan(20);
  for (const [x = 0, y = 0, width = 0, back = 0] of bars) {
    expect(back).toBe(width);
    expect(Math.min(x, y)).toBeGreaterThanOrEqual(4);
    expect(Math.max(x + width, y + 1)).toBeLessThanOrEqual(size - 4);
  }
});
