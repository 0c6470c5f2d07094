import type { OpgaveView, PointView, Snapshot } from '../../shared/api/types';
import { LISTS, type ListName, type Row, rowsOf } from '../../shared/charts/data/results';

type Decision = PointView['choice'];

/** What the spelleider can do with a punt: `name` says which button, `choice` what it asks of the server. */
export interface Act {
  /** Buttons that undo each other have one place, so that focus stays where it was. */
  place: 'pin' | 'skip' | 'add';
  name: 'pin' | 'unpin' | 'skip' | 'unskip' | 'add' | 'remove';
  choice: 'pin' | 'skip' | 'add' | 'clear';
}

/** Why a punt is talked about: the list it was found in, how many ask for it, and what was decided. */
export interface Why {
  list: ListName | null;
  asked: number | null;
  choice: Decision;
}

/** A point of the conversation, with its result. */
export interface Point {
  row: Row;
  choice: Decision;
}

/** What the spelleider decided about a punt; null: nothing. */
export function choiceOf(item: string, { discussion }: Snapshot): Decision {
  return discussion.find((point) => point.item === item)?.choice ?? null;
}

export function whyOf({ item, result }: Row, snapshot: Snapshot): Why {
  const list = LISTS.find((name) => snapshot.lists[name].includes(item.id)) ?? null;
  return { list, asked: result.proposed, choice: choiceOf(item.id, snapshot) };
}

/** The buttons of a punt. What stands in no list can be added; a pin that is taken off leaves it in the conversation. */
export function actsOf(item: string, snapshot: Snapshot): Act[] {
  const { ranking, proposed } = snapshot.lists;
  const listed = ranking.includes(item) || proposed.includes(item);
  switch (choiceOf(item, snapshot)) {
    case 'pin':
      return [{ place: 'pin', name: 'unpin', choice: listed ? 'clear' : 'add' }];
    case 'skip':
      return [{ place: 'skip', name: 'unskip', choice: 'clear' }];
    case 'add':
      if (listed) break;
      return [
        { place: 'pin', name: 'pin', choice: 'pin' },
        { place: 'add', name: 'remove', choice: 'clear' },
      ];
    case null:
      if (!listed) return [{ place: 'add', name: 'add', choice: 'add' }];
  }
  return [
    { place: 'pin', name: 'pin', choice: 'pin' },
    { place: 'skip', name: 'skip', choice: 'skip' },
  ];
}

/** The points of these opgaven in the order of the server, and apart from them what is skipped. */
export function agendaOf(opgaven: readonly OpgaveView[], snapshot: Snapshot): { points: Point[]; skipped: Point[] } {
  const rows = new Map(rowsOf(opgaven, snapshot.published).map((row) => [row.item.id, row]));
  const all = snapshot.discussion.flatMap(({ item, choice }) => {
    const row = rows.get(item);
    return row ? [{ row, choice }] : [];
  });
  return { points: all.filter((one) => one.choice !== 'skip'), skipped: all.filter((one) => one.choice === 'skip') };
}

/** The opgaven of which the results are out, in the order of the agenda. */
export function revealedOf({ opgaven }: Snapshot): OpgaveView[] {
  return opgaven.filter((opgave) => opgave.state === 'revealed');
}

/** A plattegrond has two sides: only an opgave with kansen and valkuilen has one. */
export function hasFloorPlan({ items }: OpgaveView): boolean {
  return items.some((item) => item.kind === 'kans') && items.some((item) => item.kind === 'valkuil');
}
