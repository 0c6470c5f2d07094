import { serverNow } from '../../shared/api/client';
import { GROUPS, type OpgaveView, type Snapshot } from '../../shared/api/types';
import { askedOf, groupsAsked, progressOf, stillBusy } from '../../shared/charts/data/progress';
import { clock } from '../../shared/i18n/clock';
import { t } from '../words';
import { ledOpgave } from './steps';

/** What to know before results are shown for good. */
export interface Reveal {
  opgave: OpgaveView;
  /** Who counts, and has not answered everything. */
  busy: number;
  /** Who is not confirmed: whether they are ready is unknown until then, so they are counted beside who is busy. */
  waiting: number;
  /** How many groups have enough answers to be shown, on the punt where that is most. */
  groups: number;
  /** So many groups are needed: two to compare, or the one that is asked. */
  needed: number;
  joined: number;
  /** Until when everybody may score it at an own pace, when that is still to come. */
  until: string | null;
}

/** Of the opgave that the room scores together, or of another one that is open; null when it is not. */
export function revealOf(snapshot: Snapshot, opgave: OpgaveView | undefined = ledOpgave(snapshot)): Reveal | null {
  if (snapshot.state !== 'running' || opgave?.state !== 'scoring') return null;
  const { presence, progress, smallest_group: smallest, own_until } = snapshot;
  const present = Object.values(presence.groups);
  const shown = askedOf(opgave).map(
    (item) => GROUPS.filter((group) => (progress.items[item.id]?.[group] ?? 0) >= smallest).length,
  );
  return {
    opgave,
    busy: opgave.own ? atLeastBusy(opgave, snapshot) : stillBusy(progressOf(opgave, progress)),
    waiting: present.reduce((sum, group) => sum + group.unconfirmed, 0),
    groups: Math.max(0, ...shown),
    needed: Math.min(2, groupsAsked(opgave).length),
    joined: present.reduce((sum, group) => sum + group.joined, 0),
    until: opgave.own && own_until !== null && Date.parse(own_until) > serverNow() ? own_until : null,
  };
}

/** Of one of several open opgaven it is only told how many answered each punt: so many at least did not answer all. */
function atLeastBusy(opgave: OpgaveView, { progress }: Snapshot): number {
  return progressOf(opgave, progress).reduce((sum, { group, joined }) => {
    const asked = askedOf(opgave).filter((item) => !item.skipped_by.includes(group));
    const fewest = Math.min(joined, ...asked.map((item) => progress.items[item.id]?.[group] ?? 0));
    return sum + (asked.length === 0 ? 0 : joined - fewest);
  }, 0);
}

/** Whether to ask first: there is no way back, and something would be missing. */
export function asksFirst({ busy, waiting, groups, needed, until }: Reveal): boolean {
  return busy + waiting > 0 || groups < needed || until !== null;
}

/** The question itself: first what can not be shown, then who is not in yet. */
export function question(reveal: Reveal): string {
  const { busy, waiting, groups, needed } = reveal;
  if (groups === 0) return t('reveal_none');
  if (groups < needed) return t('reveal_one_group');
  const late = lateness(reveal);
  return late ? t(`reveal_${late}`, { n: busy + waiting }) : t('reveal_sure');
}

/** The same in a line beside the button; as long as people are busy, answers may still come. */
export function standing(reveal: Reveal): string {
  const { busy, waiting, groups, needed, joined, until } = reveal;
  const late = lateness(reveal);
  const open = until === null ? '' : `${t('hint_until', { time: clock(until) })} `;
  if (joined === 0) return t('hint_nobody');
  if (late) return open + t(`hint_${late}`, { n: busy + waiting });
  return open + t(groups < needed ? (needed === 1 ? 'hint_too_few_to_show' : 'hint_too_few') : 'hint_ready');
}

function lateness({ busy, waiting }: Reveal): 'busy' | 'waiting' | 'both' | null {
  if (busy > 0 && waiting > 0) return 'both';
  if (busy > 0) return 'busy';
  return waiting > 0 ? 'waiting' : null;
}
