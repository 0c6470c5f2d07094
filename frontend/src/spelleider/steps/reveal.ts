import { GROUPS, type Snapshot } from '../../shared/api/types';
import { progressOf, stillBusy } from '../../shared/charts/data/progress';
import { t } from '../words';
import { presentOpgave } from './steps';

/** What to know before results are shown for good. */
export interface Reveal {
  /** Who counts, and has not answered everything. */
  busy: number;
  /** Who is not confirmed: whether they are ready is unknown until then, so they are counted beside who is busy. */
  waiting: number;
  /** How many groups have enough answers to be shown, on the punt where that is most. */
  groups: number;
  joined: number;
}

/** Null when no opgave is open. */
export function revealOf(snapshot: Snapshot): Reveal | null {
  const opgave = presentOpgave(snapshot);
  if (snapshot.state !== 'running' || opgave?.state !== 'scoring') return null;
  const { presence, progress, smallest_group: smallest } = snapshot;
  const present = Object.values(presence.groups);
  const shown = opgave.items.map(
    (item) => GROUPS.filter((group) => (progress.items[item.id]?.[group] ?? 0) >= smallest).length,
  );
  return {
    busy: stillBusy(progressOf(opgave, progress)),
    waiting: present.reduce((sum, group) => sum + group.unconfirmed, 0),
    groups: Math.max(0, ...shown),
    joined: present.reduce((sum, group) => sum + group.joined, 0),
  };
}

/** Whether to ask first: there is no way back, and something would be missing. */
export function asksFirst({ busy, waiting, groups }: Reveal): boolean {
  return busy + waiting > 0 || groups < 2;
}

/** The question itself: first what can not be shown, then who is not in yet. */
export function question(reveal: Reveal): string {
  const { busy, waiting, groups } = reveal;
  if (groups === 0) return t('reveal_none');
  if (groups === 1) return t('reveal_one_group');
  const late = lateness(reveal);
  return late ? t(`reveal_${late}`, { n: busy + waiting }) : t('reveal_sure');
}

/** The same in a line beside the button; as long as people are busy, answers may still come. */
export function standing(reveal: Reveal): string {
  const { busy, waiting, groups, joined } = reveal;
  const late = lateness(reveal);
  if (joined === 0) return t('hint_nobody');
  if (late) return t(`hint_${late}`, { n: busy + waiting });
  return t(groups < 2 ? 'hint_too_few' : 'hint_ready');
}

function lateness({ busy, waiting }: Reveal): 'busy' | 'waiting' | 'both' | null {
  if (busy > 0 && waiting > 0) return 'both';
  if (busy > 0) return 'busy';
  return waiting > 0 ? 'waiting' : null;
}
