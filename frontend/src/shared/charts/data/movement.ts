import { type GroupName, GROUPS, type ItemResult } from '../../api/types';
import { decimal } from '../../i18n';
import { inTenths } from './numbers';
import { position } from './scale';

/** How one group moved between two rounds, as a picture; the table reads the same fields. */
export interface MovedLane {
  group: GroupName;
  /** Too few answered both times, or only the direction may be told. */
  silent: 'few' | 'direction' | null;
  moved: {
    first: string;
    second: string;
    /** Shares of the width from the start of the line. */
    from: number;
    to: number;
    /** There is room for an arrow between the two marks. */
    arrow: boolean;
  } | null;
}

export interface MovementPicture {
  changed: boolean;
  /** The rounds that are held against each other. */
  since: number;
  round: number;
  lanes: MovedLane[];
}

/** Marks nearer than this touch each other, as a share of the width. */
const TOUCH = 0.05;

/** Draws the movement of a punt: the means of exactly who answered both times. Null when there is none. */
export function movementOf({ movement, round }: ItemResult): MovementPicture | null {
  if (movement === null) return null;
  const lanes = GROUPS.map((group): MovedLane => {
    const found = movement.groups[group] ?? null;
    if (found === null) return { group, silent: 'few', moved: null };
    if (found.first === null || found.second === null) return { group, silent: 'direction', moved: null };
    const mean = (index: number): number => inTenths(answer(index, found.finding.values['kind'] === 'valkuil'));
    const [first, second] = [mean(found.first), mean(found.second)];
    const [from, to] = [position(first), position(second)];
    const arrow = Math.abs(to - from) >= TOUCH;
    return { group, silent: null, moved: { first: decimal(first), second: decimal(second), from, to, arrow } };
  });
  return { changed: movement.changed, since: movement.since, round, lanes };
}

/** The mean answer, 1 to 5, that belongs to an index of 0 to 100: of a valkuil, recognising it is the low end. */
function answer(index: number, turned: boolean): number {
  return turned ? 5 - index / 25 : 1 + index / 25;
}
