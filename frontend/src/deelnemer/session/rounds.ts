import type { GroupName, ItemResult, OpgaveView, Snapshot } from '../../shared/api/types';

/** An opgave with only the punten that its round asks of this group: what others score is neither shown nor counted. */
export function askedOf(opgave: OpgaveView, group: GroupName | undefined): OpgaveView {
  const { only, items } = opgave;
  const asked = items.filter(
    ({ id, skipped_by }) => (only === null || only === id) && (group === undefined || !skipped_by.includes(group)),
  );
  return { ...opgave, items: asked };
}

/**
 * Why an opgave is scored once more: `again` after a conversation, so that the results before stand; `restart` when it
 * began anew, so that nothing of the round before counts; null in a first round.
 */
export function onceMore({ round, items }: OpgaveView, published: readonly ItemResult[]): 'again' | 'restart' | null {
  if (round === 1) return null;
  const before = published.some((one) => one.round === round - 1 && items.some(({ id }) => id === one.item));
  return before ? 'again' : 'restart';
}

/** The round before this one in which a punt was scored and that still counts; null when there is none. */
export function roundBefore(item: string, round: number, { published }: Snapshot): number | null {
  const rounds = published.filter((one) => one.item === item && one.round < round).map((one) => one.round);
  return rounds.length === 0 ? null : Math.max(...rounds);
}
