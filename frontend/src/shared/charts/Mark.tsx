import type { GroupName } from '../api/types';

/** The shapes of the groups around the origin, about equally large to the eye, in a box of 20 by 20. */
const SHAPES: Record<GroupName, string> = {
  bewoner: 'M-7.6 0a7.6 7.6 0 1 0 15.2 0a7.6 7.6 0 1 0 -15.2 0z',
  wijkpartner: 'M-6.8 -6.8h13.6v13.6h-13.6z',
  ambtenaar: 'M0 -8.6L9 6.6H-9z',
};

interface PointProps {
  group: GroupName;
  /** Length or percentage inside the surrounding picture. */
  x: string;
  y: string;
  /** Only its outline: where something was before. */
  hollow?: boolean;
}

/** The mark of a group on a point of a picture. It keeps the size of the text, however wide the picture becomes. */
export function MarkAt({ group, x, y, hollow = false }: PointProps) {
  return (
    <svg x={x} y={y} overflow="visible">
      <svg x="-0.6em" y="-0.6em" width="1.2em" height="1.2em" viewBox="-10 -10 20 20" overflow="visible">
        <path class={`chart-mark chart-mark--${hollow ? 'hollow' : group}`} d={SHAPES[group]} />
      </svg>
    </svg>
  );
}

/** The mark of a group inside a picture with a fixed grid: `cell` is the room for one mark. */
export function MarkIn({
  group,
  x,
  y,
  cell,
  dashed = false,
}: {
  group: GroupName;
  x: number;
  y: number;
  cell: number;
  dashed?: boolean;
}) {
  return (
    <path
      class={`chart-mark chart-mark--${group}${dashed ? ' chart-mark--dashed' : ''}`}
      d={SHAPES[group]}
      transform={`translate(${x} ${y}) scale(${(cell * 0.84) / 18})`}
    />
  );
}
