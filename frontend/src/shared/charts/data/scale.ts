import type { ItemKind } from '../../api/types';

/** The five answers that lie on the line. 'Weet ik niet' (0) is no point on it. */
export const LEVELS = [1, 2, 3, 4, 5] as const;
export type Level = (typeof LEVELS)[number];

/** How good an answer is, 1 to 5: recognising a kans is good, recognising a valkuil is not. */
export function favourable(value: Level, polarity: ItemKind): Level {
  return (polarity === 'valkuil' ? 6 - value : value) as Level;
}

/**
 * The colour of an answer as a custom property of the theme. The ramp follows what is good, the digit on it follows
 * the answer: in a row of a valkuil, 5 is purple.
 */
export function scaleColour(value: Level, polarity: ItemKind): { fill: string; ink: string } {
  const step = favourable(value, polarity);
  return { fill: `var(--wp-scale-${step})`, ink: `var(--wp-scale-ink-${step})` };
}

/** Room on both ends of the line, as a share of its width, so that a mark on 1 or 5 stands inside the picture. */
const MARGIN = 0.06;

/** Where a value from 1 to 5 stands on the line: 0 is its start, 1 its end. */
export function position(value: number): number {
  return MARGIN + ((value - 1) / 4) * (1 - 2 * MARGIN);
}

/** The one function that mirrors: a share of the width, from the start of the line, as a share from the left. */
export function fromLeft(share: number, direction: 'ltr' | 'rtl'): number {
  return direction === 'rtl' ? 1 - share : share;
}

/** A share as a percentage for SVG and CSS, with enough decimals for a wide screen. */
export function percent(share: number): string {
  return `${Number((share * 100).toFixed(2))}%`;
}
