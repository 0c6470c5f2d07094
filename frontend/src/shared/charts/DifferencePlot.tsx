import type { DifferencePicture, Lane } from './data/difference';
import { fromLeft, LEVELS, percent, position } from './data/scale';
import { MarkAt } from './Mark';

type Direction = 'ltr' | 'rtl';

/** The lines, the band and the marks of one punt. Words and counts of the lanes stand beside it in HTML, where they wrap. */
export function DifferencePlot({
  picture,
  name,
  direction,
}: {
  picture: DifferencePicture;
  name: string;
  direction: Direction;
}) {
  const { lanes, band } = picture;
  const left = (share: number): string => percent(fromLeft(share, direction));
  const middle = (index: number): string => percent((index + 0.5) / lanes.length);
  const start = left(position(1));
  return (
    <svg class="difference__picture" role="img" aria-label={name} focusable="false">
      {band && (
        <rect
          class="difference__band"
          x={left(direction === 'rtl' ? band.to : band.from)}
          y="0"
          width={percent(band.to - band.from)}
          height="100%"
        />
      )}
      {LEVELS.map((level) => (
        <line
          key={level}
          class="difference__tick"
          x1={left(position(level))}
          x2={left(position(level))}
          y1="0"
          y2="100%"
        />
      ))}
      {lanes.map((lane, index) =>
        lane.at === null ? null : (
          <g key={lane.group} class="difference__lane">
            <line
              class="difference__reach"
              x1={start}
              x2={left(lane.reach ?? lane.at)}
              y1={middle(index)}
              y2={middle(index)}
            />
            <MarkAt group={lane.group} x={left(lane.at)} y={middle(index)} />
            <MeanLabel lane={lane} x={left(lane.at)} y={middle(index)} direction={direction} />
          </g>
        ),
      )}
    </svg>
  );
}

function MeanLabel({ lane, x, y, direction }: { lane: Lane; x: string; y: string; direction: Direction }) {
  const toTheRight = (lane.side === 'after') === (direction === 'ltr');
  return (
    <text
      class="difference__mean"
      x={x}
      y={y}
      dx={toTheRight ? '0.8em' : '-0.8em'}
      dy="0.36em"
      text-anchor={toTheRight ? 'start' : 'end'}
    >
      {lane.mean}
    </text>
  );
}
