import { type GroupName, GROUPS, type ItemResult } from '../../api/types';
import { decimal } from '../../i18n';
import { inTenths } from './numbers';
import { position } from './scale';

/** How one group moved between two rounds, as a picture; the table reads the same fields. */
export interface MovedLane {
  group: GroupName;
  /** Null when it could not judge in both rounds. */
  moved: {
    direction: 'up' | 'down' | 'level';
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

/** The result of the round that a movement is about, or undefined when it is not there. */
export function roundBefore({ item, movement }: ItemResult, published: readonly ItemResult[]): ItemResult | undefined {
  return movement === null ? undefined : published.find((one) => one.item === item && one.round === movement.since);
}

/** Draws the movement of a punt: the means of both rounds as they were published. Null when there is none. */
export function movementOf(result: ItemResult, published: readonly ItemResult[]): MovementPicture | null {
  const before = roundBefore(result, published);
  const { movement } = result;
  if (movement === null || before === undefined) return null;
  const lanes = GROUPS.map((group): MovedLane => {
    const direction = movement.groups[group]?.direction;
    const [old, fresh] = [before.groups[group]?.mean ?? null, result.groups[group]?.mean ?? null];
    if (direction === undefined || old === null || fresh === null) return { group, moved: null };
    const [first, second] = [inTenths(old), inTenths(fresh)];
    const [from, to] = [position(first), position(second)];
    const arrow = Math.abs(to - from) >= TOUCH;
    return { group, moved: { direction, first: decimal(first), second: decimal(second), from, to, arrow } };
  });
  return { changed: movement.changed, since: movement.since, round: result.round, lanes };
}
