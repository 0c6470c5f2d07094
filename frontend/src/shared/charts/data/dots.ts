import type { GroupCounts } from './counts';
import { highest } from './counts';

/** Columns of the picture: the five answers, then 'weet ik niet' (null) apart. */
export const COLUMNS = [1, 2, 3, 4, 5, null] as const;

/** Marks next to each other in one column; more go on top. */
const ABREAST = 5;
const GAP = 1;

/** A mark in a picture that is counted in marks: x and y are middles, from the left and from the top. */
export interface Dot {
  x: number;
  y: number;
  unknown: boolean;
}

export interface DotsPicture {
  width: number;
  height: number;
  dots: Dot[];
}

/** The picture of one group. Every group gets the height of the highest column, so that heights compare. */
export function dots(group: GroupCounts, all: GroupCounts[], direction: 'ltr' | 'rtl' = 'ltr'): DotsPicture {
  const width = COLUMNS.length * (ABREAST + GAP);
  const height = Math.ceil(highest(all) / ABREAST);
  const marks = COLUMNS.flatMap((level, column) => {
    const count =
      level === null ? (group.unknown ?? 0) : (group.levels?.find((each) => each.level === level)?.count ?? 0);
    return Array.from({ length: count }, (_, index) => {
      const x = column * (ABREAST + GAP) + GAP / 2 + (index % ABREAST) + 0.5;
      return {
        x: direction === 'rtl' ? width - x : x,
        y: height - Math.floor(index / ABREAST) - 0.5,
        unknown: level === null,
      };
    });
  });
  return { width, height, dots: marks };
}
