import type { ItemKind } from '../api/types';
import { type GroupCounts, segments } from './data/counts';
import { fromLeft, percent, scaleColour } from './data/scale';
import { countsName, direction } from './words';

/** Shares of the bar in which a digit fits, and a digit with its count; the table has them all. */
const DIGIT_FITS = 0.05;
const COUNT_FITS = 0.2;

/** The ratings of a group as one bar of at most five parts. The digit follows the answer, the colour what is good. */
export function StackedBar({ group, polarity }: { group: GroupCounts; polarity: ItemKind }) {
  const parts = segments(group.levels ?? []);
  const way = direction();
  return (
    <svg class="stacked" role="img" aria-label={countsName(group)} focusable="false">
      {parts.map(({ level, count, from, width }) => {
        const colour = scaleColour(level, polarity);
        const left = fromLeft(way === 'rtl' ? from + width : from, way);
        return (
          <g key={level}>
            <rect
              class="stacked__part"
              x={percent(left)}
              y="0"
              width={percent(width)}
              height="100%"
              style={{ fill: colour.fill }}
            />
            {width >= DIGIT_FITS && (
              <text
                class="stacked__digit"
                x={percent(left + width / 2)}
                y="50%"
                dy="0.36em"
                text-anchor="middle"
                style={{ fill: colour.ink }}
              >
                {level}
                {width >= COUNT_FITS && <tspan class="stacked__count">{` × ${count}`}</tspan>}
              </text>
            )}
          </g>
        );
      })}
    </svg>
  );
}
