import { type GroupName, GROUPS, type ItemResult } from '../../api/types';
import { NOT_SHOWN } from './difference';
import { LEVELS, type Level } from './scale';

/** More people than this in one group: bars with counts instead of a mark per person. */
export const MOST_MARKS = 40;

/** What one group answered, level by level. */
export interface GroupCounts {
  group: GroupName;
  /** Null when there are too few answers to show. */
  levels: { level: Level; count: number }[] | null;
  unknown: number | null;
  answered: number | null;
}

/** The answers per group in fixed order; both pictures of level two and their table read this. */
export function countsOf(result: ItemResult): GroupCounts[] {
  return GROUPS.map((group) => {
    const { answered, counts } = result.groups[group] ?? NOT_SHOWN;
    if (answered === null || counts === null) return { group, levels: null, unknown: null, answered: null };
    return {
      group,
      levels: LEVELS.map((level) => ({ level, count: counts[level] ?? 0 })),
      unknown: counts[0] ?? 0,
      answered,
    };
  });
}

/** A mark per person as long as every group fits; one kind of picture for all groups, so that they compare. */
export function fitsMarks(groups: GroupCounts[]): boolean {
  return groups.every((group) => (group.answered ?? 0) <= MOST_MARKS);
}

/** The highest column of all groups: the height that each of them gets. */
export function highest(groups: GroupCounts[]): number {
  return Math.max(
    1,
    ...groups.flatMap((group) => [group.unknown ?? 0, ...(group.levels ?? []).map((each) => each.count)]),
  );
}

/** A part of a bar: where it starts and how wide it is, as shares of the bar of the ratings. */
export interface Segment {
  level: Level;
  count: number;
  from: number;
  width: number;
}

/** The ratings of a group next to each other. Levels without answers have no segment; 'weet ik niet' stands apart. */
export function segments(levels: { level: Level; count: number }[]): Segment[] {
  const total = levels.reduce((sum, each) => sum + each.count, 0);
  let before = 0;
  return levels.flatMap(({ level, count }) => {
    if (count === 0) return [];
    const segment = { level, count, from: before / total, width: count / total };
    before += count;
    return [segment];
  });
}
