import { type GroupName, GROUPS, type GroupResult, type ItemResult } from '../../api/types';
import { decimal } from '../../i18n';
import { inTenths } from './numbers';
import { position } from './scale';

/**
 * What a lane can show: a mean; only people who do not know; or nothing, because the group was not asked or because
 * there are too few answers (the snapshot says the same for none, one and two, and for a group that is hidden to
 * protect another).
 */
export type LaneState = 'mean' | 'all_unknown' | 'hidden' | 'not_asked';

/** One group in the picture of one punt. The table reads the same fields. */
export interface Lane {
  group: GroupName;
  state: LaneState;
  mean: string | null;
  /** Share of the width from the start of the line. */
  at: number | null;
  /** On which side of the mark its number stands: inside the picture, and not across the edge of the band. */
  side: 'after' | 'before';
  /** How far the dotted line runs: up to the mark, or to the number before it. */
  reach: number | null;
  unknown: number | null;
  answered: number | null;
}

/** From this share of 'weet ik niet' on, the picture says of how many people the mean is. */
const MANY_UNKNOWN = 1 / 3;

/** How many gave a number, where a good part of the group did not: a mean of five is no mean of thirteen. */
export function fewRated({ state, unknown, answered }: Lane): { rated: number; answered: number } | null {
  if (state !== 'mean' || unknown === null || answered === null || unknown < answered * MANY_UNKNOWN) return null;
  return { rated: answered - unknown, answered };
}

/** From the lower to the higher of two groups that differ for sure. */
export interface Band {
  from: number;
  to: number;
  groups: GroupName[];
  apart: string;
}

export interface DifferencePicture {
  word: ItemResult['word'];
  lanes: Lane[];
  band: Band | null;
  /** Further pairs of groups that differ for sure. */
  further: GroupName[][];
}

/** Room that a mark with its number takes, as a share of the width. */
const NUMBER = 0.14;

/** A group that the snapshot does not mention is shown as one with too few answers. */
export const NOT_SHOWN: GroupResult = { answered: null, counts: null, mean: null, agreement: null };

/**
 * Draws a published result. Nothing is computed here but places: the numbers are those of the snapshot. `skippedBy`:
 * the groups that are not asked about this punt.
 */
export function difference(result: ItemResult, skippedBy: readonly GroupName[] = []): DifferencePicture {
  const between = band(result);
  return {
    word: result.word,
    lanes: GROUPS.map((group) => lane(group, result, between, skippedBy)),
    band: between,
    further: realPairs(result).slice(1),
  };
}

const SILENT = { mean: null, at: null, side: 'after', reach: null } as const;

function lane(group: GroupName, result: ItemResult, between: Band | null, skippedBy: readonly GroupName[]): Lane {
  const { answered, counts, mean } = result.groups[group] ?? NOT_SHOWN;
  if (answered === null || counts === null) {
    const state = skippedBy.includes(group) ? 'not_asked' : 'hidden';
    return { ...SILENT, group, state, unknown: null, answered: null };
  }
  const unknown = counts[0] ?? 0;
  if (mean === null) return { ...SILENT, group, state: 'all_unknown', unknown, answered };
  const at = position(inTenths(mean));
  const before = at + NUMBER > 1 || crosses(at, between);
  return {
    group,
    state: 'mean',
    mean: decimal(inTenths(mean)),
    at,
    side: before ? 'before' : 'after',
    reach: before ? Math.max(position(1), at - NUMBER) : at,
    unknown,
    answered,
  };
}

function crosses(at: number, between: Band | null): boolean {
  return (
    between !== null && [between.from, between.to].some((edge) => at < edge && at + NUMBER > edge && at - NUMBER > 0)
  );
}

/** The pair that the sentence of the finding names, so that words and picture say the same; else the widest. */
function band(result: ItemResult): Band | null {
  const [pair] = realPairs(result);
  const means = pair?.flatMap((group) => result.groups[group]?.mean ?? []).map(inTenths) ?? [];
  if (!pair || means.length < 2) return null;
  const [low, high] = [Math.min(...means), Math.max(...means)];
  return { from: position(low), to: position(high), groups: pair, apart: decimal(high - low) };
}

/** The pairs that differ for sure, in the fixed order of the groups: first the one of the finding, then by width. */
function realPairs(result: ItemResult): GroupName[][] {
  if (result.word !== 'large_difference') return [];
  const named = result.finding.values.groups;
  const first = (groups: GroupName[]) => Array.isArray(named) && groups.every((group) => named.includes(group));
  return result.pairs
    .filter((pair) => pair.real)
    .sort((a, b) => Number(first(b.groups)) - Number(first(a.groups)) || Math.abs(b.delta) - Math.abs(a.delta))
    .map((pair) => GROUPS.filter((group) => pair.groups.includes(group)));
}
