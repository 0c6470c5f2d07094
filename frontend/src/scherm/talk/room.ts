/** What a line costs beside its letters: who said it, and the space under it. */
const EACH = 60;

/** The first of these that fit in so many letters; at least one. */
export function fits<T>(all: readonly T[], textOf: (one: T) => string, room: number): T[] {
  const shown: T[] = [];
  let left = room;
  for (const one of all) {
    left -= [...textOf(one)].length + EACH;
    if (left < 0 && shown.length > 0) break;
    shown.push(one);
  }
  return shown;
}
