/** A point of a picture: from the start of the reading direction, and from the top. */
export interface Point {
  x: number;
  y: number;
}

/** What keeps its distance: a mark around its middle, with a name on one side of it. */
export interface Sign {
  /** The true place. */
  point: Point;
  /** The middle of the mark: the true place, unless others stand there too. */
  mark: Point;
  side: 'after' | 'before';
}

export interface Sizes {
  /** The field in which everything has to stay. */
  width: number;
  height: number;
  /** The room of a mark and of a line of text, as a square. */
  mark: number;
  /** The length of the longest name, with the white before it. */
  name: number;
}

/** A name before its mark is read less well: only where that saves a move. */
const BEFORE = 1;
/** How far a sign may be moved, in marks. */
const MOVES = [0, -1, 1, -2, 2];

interface Candidate extends Sign {
  cost: number;
}

/**
 * Places signs so that none covers another and all stay in the field, each as near to its true place as that allows:
 * of all ways to do so, the one in which all together move least. Meant for a handful of points, wherever they are.
 */
export function setApart(points: Point[], sizes: Sizes): Sign[] {
  const choices = points.map((point) => candidates(point, sizes));
  return best(choices, [], Infinity, sizes).signs;
}

function best(choices: Candidate[][], placed: Sign[], limit: number, sizes: Sizes): { cost: number; signs: Sign[] } {
  const [mine, ...others] = choices;
  if (!mine) return { cost: 0, signs: placed };
  let found = { cost: limit, signs: [] as Sign[] };
  for (const { cost, ...sign } of mine) {
    if (cost >= found.cost) break;
    if (placed.some((other) => overlap(sign, other, sizes))) continue;
    const rest = best(others, [...placed, sign], found.cost - cost, sizes);
    if (rest.cost + cost < found.cost) found = { cost: rest.cost + cost, signs: rest.signs };
  }
  return found;
}

/** Where a sign may stand, the nearest place first. */
function candidates(point: Point, sizes: Sizes): Candidate[] {
  const places = MOVES.flatMap((across) => MOVES.map((down) => ({ x: across * sizes.mark, y: down * sizes.mark })));
  return places
    .flatMap((move) =>
      (['after', 'before'] as const).map((side) => ({
        point,
        mark: { x: point.x + move.x, y: point.y + move.y },
        side,
        cost: Math.hypot(move.x, move.y) + (side === 'before' ? BEFORE : 0),
      })),
    )
    .filter((sign) => inside(sign, sizes))
    .sort((a, b) => a.cost - b.cost);
}

/** The room of a sign. */
export function boxOf({ mark, side }: Sign, sizes: Sizes) {
  const half = sizes.mark / 2;
  const [before, after] = side === 'after' ? [0, sizes.name] : [sizes.name, 0];
  return { left: mark.x - half - before, right: mark.x + half + after, top: mark.y - half, bottom: mark.y + half };
}

function inside(sign: Sign, sizes: Sizes): boolean {
  const { left, right, top, bottom } = boxOf(sign, sizes);
  return left >= 0 && right <= sizes.width && top >= 0 && bottom <= sizes.height;
}

function overlap(one: Sign, other: Sign, sizes: Sizes): boolean {
  const [a, b] = [boxOf(one, sizes), boxOf(other, sizes)];
  return a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;
}
