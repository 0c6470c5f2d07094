import { type GroupName, GROUPS, type OpgaveView, type Progress } from '../../api/types';

/** How far a group is with an opgave. Counts only: no value and no order. */
export interface GroupProgress {
  group: GroupName;
  ready: number;
  joined: number;
  /** Share of the people who answered every punt. */
  readyShare: number;
  /** Share of all answers that are in; never less than the share that is ready. */
  answeredShare: number;
}

/** One row per group, in fixed order; a group without people has empty bars. */
export function progressOf(opgave: OpgaveView, progress: Progress): GroupProgress[] {
  return GROUPS.map((group) => {
    const [ready = 0, joined = 0] = progress.ready[group] ?? [];
    const answers = opgave.items.reduce((sum, item) => sum + (progress.items[item.id]?.[group] ?? 0), 0);
    const readyShare = share(ready, joined);
    return {
      group,
      ready,
      joined,
      readyShare,
      answeredShare: Math.max(readyShare, share(answers, joined * opgave.items.length)),
    };
  });
}

/** How many people are still busy. */
export function stillBusy(groups: GroupProgress[]): number {
  return groups.reduce((sum, group) => sum + Math.max(0, group.joined - group.ready), 0);
}

function share(part: number, whole: number): number {
  return whole > 0 ? Math.min(1, part / whole) : 0;
}
