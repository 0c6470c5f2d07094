import { type GroupName, GROUPS, type ItemView, type OpgaveView, type Progress } from '../../api/types';

/** How far a group is with an opgave. Counts only: no value and no order. */
export interface GroupProgress {
  group: GroupName;
  /** Phones that answered everything they are asked, and people on paper. */
  ready: number;
  joined: number;
  /** How many of both came on paper. */
  paper: number;
  /** Share of the people who answered every punt. */
  readyShare: number;
  /** Share of all answers that are in; never less than the share that is ready. */
  answeredShare: number;
}

/** How many answers of a group are in, of how many that there can be. */
export interface GroupAnswers {
  group: GroupName;
  answers: number;
  of: number;
  share: number;
}

/** The punten that the present round of an opgave asks: all of them, or the one that is scored again. */
export function askedOf({ items, only }: OpgaveView): ItemView[] {
  return only === null ? items : items.filter((item) => item.id === only);
}

/** The groups that the present round asks anything: 'gemerkt?' is for bewoners alone. */
export function groupsAsked(opgave: OpgaveView): GroupName[] {
  const items = askedOf(opgave);
  if (items.length === 0) return [...GROUPS];
  return GROUPS.filter((group) => items.some((item) => !item.skipped_by.includes(group)));
}

/** One row per group that is asked something, in fixed order; a group without people has empty bars. */
export function progressOf(opgave: OpgaveView, progress: Progress): GroupProgress[] {
  const asked = groupsAsked(opgave);
  const rows = answersOf(opgave, progress).filter(({ group }) => asked.includes(group));
  return rows.map(({ group, share: answered }) => {
    const [phones = 0, people = 0] = progress.ready[group] ?? [];
    const paper = onPaper(opgave, progress, group);
    const ready = phones + paper;
    const joined = people + paper;
    const readyShare = share(ready, joined);
    return { group, ready, joined, paper, readyShare, answeredShare: Math.max(readyShare, answered) };
  });
}

/** The same in answers, for an opgave that people score at their own pace beside others. */
export function answersOf(opgave: OpgaveView, progress: Progress): GroupAnswers[] {
  return GROUPS.map((group) => {
    const asked = askedOf(opgave).filter((item) => !item.skipped_by.includes(group));
    const [, people = 0] = progress.ready[group] ?? [];
    const of = (people + onPaper(opgave, progress, group)) * asked.length;
    const answers = asked.reduce((sum, item) => sum + (progress.items[item.id]?.[group] ?? 0), 0);
    return { group, answers: Math.min(answers, of), of, share: share(answers, of) };
  });
}

/** How many people of all groups came on paper. */
export function paperOf(opgave: OpgaveView, progress: Progress): number {
  return GROUPS.reduce((sum, group) => sum + onPaper(opgave, progress, group), 0);
}

/** How many people are still busy. */
export function stillBusy(groups: GroupProgress[]): number {
  return groups.reduce((sum, group) => sum + Math.max(0, group.joined - group.ready), 0);
}

/** A card may leave punten open: as many came on paper as answered the punt that most answered. */
function onPaper(opgave: OpgaveView, { paper }: Progress, group: GroupName): number {
  return Math.max(0, ...askedOf(opgave).map((item) => paper[item.id]?.[group] ?? 0));
}

function share(part: number, whole: number): number {
  return whole > 0 ? Math.min(1, part / whole) : 0;
}
