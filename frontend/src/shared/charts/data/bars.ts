import { type Bars, type GroupName, GROUPS, type ItemView } from '../../api/types';
import type { GroupCounts } from './counts';
import { LEVELS } from './scale';

/** What a group answered so far; `counts` is null as long as that is not shown, or not asked. */
export interface GroupBar {
  group: GroupName;
  notAsked: boolean;
  counts: GroupCounts | null;
  /** How many of its answers are not in the bar yet. */
  waiting: number;
}

/** The bars of one punt that is being scored, in fixed order. Nothing is counted here: it draws what was told. */
export function barsOf(item: ItemView, bars: Bars): GroupBar[] {
  return GROUPS.map((group) => {
    const { answered = null, counts = null, waiting = null } = bars.items[item.id]?.[group] ?? {};
    const notAsked = item.skipped_by.includes(group);
    if (answered === null || counts === null) return { group, notAsked, counts: null, waiting: waiting ?? 0 };
    const levels = LEVELS.map((level) => ({ level, count: counts[level] ?? 0 }));
    return { group, notAsked, counts: { group, levels, unknown: counts[0] ?? 0, answered }, waiting: waiting ?? 0 };
  });
}
