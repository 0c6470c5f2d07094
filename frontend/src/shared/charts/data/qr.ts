import { encode } from 'uqr';

/** White room around the code, in modules: without it phones do not see where it starts. */
const QUIET_ZONE = 4;

export interface QrPicture {
  /** Modules on a side, quiet zone included. */
  size: number;
  /** One SVG path of all dark modules. */
  path: string;
}

/** The picture of a link. Neighbouring dark modules are drawn as one bar. */
export function qr(link: string): QrPicture {
  const { data, size } = encode(link, { ecc: 'M', border: 0 });
  const bars = data.flatMap((row, y) => barsOf(row).map(({ x, width }) => bar(x + QUIET_ZONE, y + QUIET_ZONE, width)));
  return { size: size + 2 * QUIET_ZONE, path: bars.join('') };
}

function bar(x: number, y: number, width: number): string {
  return `M${x} ${y}h${width}v1h-${width}z`;
}

function barsOf(row: boolean[]): { x: number; width: number }[] {
  const found: { x: number; width: number }[] = [];
  row.forEach((dark, x) => {
    if (!dark) return;
    const last = found[found.length - 1];
    if (last && last.x + last.width === x) last.width += 1;
    else found.push({ x, width: 1 });
  });
  return found;
}
