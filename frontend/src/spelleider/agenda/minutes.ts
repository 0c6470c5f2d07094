const SECONDS_PER_ITEM = 20;

/** Planned time for so many punten, in whole minutes, at least one. */
export function minutes(items: number): number {
  return Math.max(1, Math.round((items * SECONDS_PER_ITEM) / 60));
}
