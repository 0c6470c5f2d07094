import { COLUMNS, dots } from './data/dots';
import type { GroupCounts } from './data/counts';
import { MarkIn } from './Mark';
import { countsName, direction } from './words';

/** A mark per person, in the column of the answer; who does not know stands apart, with a dashed ring. */
export function Dots({ group, all }: { group: GroupCounts; all: GroupCounts[] }) {
  const picture = dots(group, all, direction());
  return (
    <div class="dots" style={{ '--rows': picture.height }}>
      <svg
        class="dots__picture"
        role="img"
        aria-label={countsName(group)}
        viewBox={`0 0 ${picture.width} ${picture.height}`}
        focusable="false"
      >
        {picture.dots.map((dot) => (
          <MarkIn key={`${dot.x} ${dot.y}`} group={group.group} x={dot.x} y={dot.y} cell={1} dashed={dot.unknown} />
        ))}
      </svg>
      <div class="dots__columns" aria-hidden="true">
        {COLUMNS.map((level) => (
          <span key={level ?? 'unknown'} class={level === null ? 'dots__column dots__column--unknown' : 'dots__column'}>
            {level ?? '?'}
          </span>
        ))}
      </div>
    </div>
  );
}
