import { type GroupName, GROUPS, type OpgaveResult, type SubResult } from '../../api/types';
import { setApart, type Sign } from './apart';

/** Across and upwards; the ten waarden have no valkuilen, and some opgaven have one kind of punten only. */
const SIDES = ['kansen', 'valkuilen'] as const;
export type Side = (typeof SIDES)[number];

/** The picture in units of which sixteen are the height of a text: large enough to move names apart. */
export const SIZES = { width: 440, height: 320, mark: 20, name: 118 };
/** Room around the field, so that a mark on 0 or 100 stands inside. */
const EDGE = 12;

/** What is said of one group; the list and the table read this. A value of null: too few answers to show. */
export interface FloorRow {
  group: GroupName;
  values: (SubResult & { side: Side })[];
  /** Nothing can be shown of this group. */
  hidden: boolean;
}

export interface FloorSign extends Sign {
  group: GroupName;
}

export interface FloorPlanPicture {
  /** The kinds of punten that this opgave asks about. */
  sides: Side[];
  rows: FloorRow[];
  /** Per kind, the groups of which the value is shown. */
  told: { side: Side; values: { group: GroupName; value: number }[] }[];
  /** The groups with both values; empty where a kind was not asked: then there is nothing to draw. */
  signs: FloorSign[];
}

/** Draws published sub-results: across kansen benut, upwards valkuilen vermeden. No value is computed here. */
export function floorPlan(result: OpgaveResult): FloorPlanPicture {
  const sides = SIDES.filter((side) => result.overall[side].asked > 0);
  const rows = GROUPS.map((group) => rowOf(group, result, sides));
  const told = sides.flatMap((side) => {
    const values = rows.flatMap((row) => {
      const value = valueOf(row, side);
      return value === null ? [] : [{ group: row.group, value }];
    });
    return values.length === 0 ? [] : [{ side, values }];
  });
  const marked = rows.flatMap((row) => {
    const [kansen, valkuilen] = [valueOf(row, 'kansen'), valueOf(row, 'valkuilen')];
    return kansen === null || valkuilen === null ? [] : [{ group: row.group, point: place(kansen, valkuilen) }];
  });
  const apart = setApart(
    marked.map((one) => one.point),
    SIZES,
  );
  const signs = marked.flatMap(({ group }, index) => {
    const sign = apart[index];
    return sign ? [{ ...sign, group }] : [];
  });
  return { sides, rows, told, signs };
}

/** Whether a mark had to leave its place, to which a thin line then leads. */
export function isMoved({ mark, point }: Sign): boolean {
  return mark.x !== point.x || mark.y !== point.y;
}

function rowOf(group: GroupName, { groups }: OpgaveResult, sides: Side[]): FloorRow {
  const found = groups[group];
  const values = sides.map((side) => ({ side, ...(found?.[side] ?? { value: null, judged: 0, asked: 0 }) }));
  return { group, values, hidden: values.every((one) => one.value === null) };
}

function valueOf(row: FloorRow, side: Side): number | null {
  return row.values.find((one) => one.side === side)?.value ?? null;
}

function place(kansen: number, valkuilen: number) {
  return {
    x: EDGE + (kansen / 100) * (SIZES.width - 2 * EDGE),
    y: SIZES.height - EDGE - (valkuilen / 100) * (SIZES.height - 2 * EDGE),
  };
}
