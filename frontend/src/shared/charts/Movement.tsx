import type { ItemResult, ItemView, Term } from '../api/types';
import { GroupMark } from '../ui/GroupMark';
import { type MovedLane, type MovementPicture, movementOf } from './data/movement';
import { fromLeft, LEVELS, percent, position } from './data/scale';
import { Axis } from './Difference';
import { MarkAt } from './Mark';
import { changedWords, movedSentences, t } from './moved';
import { TableFold } from './TableFold';
import { direction } from './words';
import '../ui/status.css';
import './difference.css';
import './movement.css';

interface MovementProps {
  item: ItemView;
  /** The result of the later round. */
  result: ItemResult;
  term: Term;
  /**
   * Where nobody can open anything, the table is for who listens: as one of several rows under one axis, or as the one
   * punt of a page, of which it says the title.
   */
  bare?: 'row' | 'page';
}

/** What the conversation moved at one punt: the first round hollow, the next one filled, and an arrow between them. */
export function Movement({ item, result, term, bare }: MovementProps) {
  const picture = movementOf(result);
  if (picture === null) return null;
  const Conclusion = bare === 'page' ? 'h1' : 'p';
  return (
    <figure class={`difference movement${picture.changed ? ' movement--changed' : ''}`}>
      <figcaption class="difference__caption">
        <Conclusion class="difference__finding">{changedWords(picture.changed)}</Conclusion>
        <p class="difference__punt">
          <span class="difference__number">{item.number}</span> {item.text}
        </p>
      </figcaption>
      <ul class="movement__sentences">
        {movedSentences(result, term).map((sentence) => (
          <li key={sentence}>{sentence}</li>
        ))}
      </ul>
      <div class="difference__plot movement__plot">
        {bare !== 'row' && <Axis last={t('head')} />}
        <Plot picture={picture} />
        {picture.lanes.map((lane, index) => (
          <LaneWords key={lane.group} lane={lane} row={index + 2} />
        ))}
      </div>
      {bare !== 'row' && (
        <p class="difference__key">
          {t('key')} {t('key_mean')}
        </p>
      )}
      <TableFold name={t('table')} bare={bare !== undefined}>
        <Table picture={picture} />
      </TableFold>
    </figure>
  );
}

function Plot({ picture: { lanes } }: { picture: MovementPicture }) {
  const way = direction();
  const left = (share: number): string => percent(fromLeft(share, way));
  const middle = (index: number): string => percent((index + 0.5) / lanes.length);
  return (
    <svg class="difference__picture" role="img" aria-label={lanes.map(nameOf).join('; ')} focusable="false">
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
      {lanes.map(({ group, moved }, index) =>
        moved === null ? null : (
          <g key={group} class={`difference__lane movement__lane wp-group-${group}`}>
            {moved.arrow && (
              <line
                class="movement__line"
                x1={left(moved.from)}
                x2={left(moved.to)}
                y1={middle(index)}
                y2={middle(index)}
              />
            )}
            <MarkAt group={group} x={left(moved.from)} y={middle(index)} hollow />
            {moved.arrow && (
              <svg x={left(moved.to)} y={middle(index)} overflow="visible">
                <svg x="-1.2em" y="-1.2em" width="2.4em" height="2.4em" viewBox="-20 -20 40 40" overflow="visible">
                  <path
                    class="movement__head"
                    d="M-11 0L-20 -6V6Z"
                    transform={moved.to > moved.from === (way === 'ltr') ? undefined : 'scale(-1 1)'}
                  />
                </svg>
              </svg>
            )}
            <MarkAt group={group} x={left(moved.to)} y={middle(index)} />
          </g>
        ),
      )}
    </svg>
  );
}

function LaneWords({ lane: { group, silent, moved }, row }: { lane: MovedLane; row: number }) {
  const place = { gridRow: row };
  return (
    <>
      <span class="difference__group" style={place} aria-hidden="true">
        <GroupMark group={group} word="many" />
      </span>
      {moved === null ? (
        <span class="difference__silent" style={place} aria-hidden="true">
          {silentWords(silent)}
        </span>
      ) : (
        <span class="difference__unknown movement__numbers" style={place} aria-hidden="true">
          {t('from_to', { first: moved.first, second: moved.second })}
        </span>
      )}
    </>
  );
}

/** Why a group has no numbers. */
function silentWords(silent: MovedLane['silent']): string {
  return t(silent === 'direction' ? 'only_direction' : 'silent');
}

function nameOf({ group, silent, moved }: MovedLane): string {
  const who = t(`groups_${group}`);
  if (moved === null) return t(silent === 'direction' ? 'name_only_direction' : 'name_silent', { group: who });
  return t('name', { group: who, first: moved.first, second: moved.second });
}

function Table({ picture }: { picture: MovementPicture }) {
  return (
    <table class="chart-table">
      <caption class="wp-visually-hidden">{t('table')}</caption>
      <thead>
        <tr>
          <th scope="col">{t('table_group')}</th>
          <th scope="col">{t('table_first')}</th>
          <th scope="col">{t('table_second')}</th>
        </tr>
      </thead>
      <tbody>
        {picture.lanes.map(({ group, silent, moved }) => (
          <tr key={group}>
            <th scope="row">{t(`groups_${group}`)}</th>
            {moved === null ? (
              <td colSpan={2}>{silentWords(silent)}</td>
            ) : (
              <>
                <td>{moved.first}</td>
                <td>{moved.second}</td>
              </>
            )}
          </tr>
        ))}
      </tbody>
    </table>
  );
}
