import type { ItemResult, ItemView, Term } from '../api/types';
import { say } from '../i18n/findings';
import { GroupMark } from '../ui/GroupMark';
import { difference, type DifferencePicture, fewRated, type Lane } from './data/difference';
import { LEVELS, percent, position } from './data/scale';
import { DifferencePlot } from './DifferencePlot';
import { TableFold } from './TableFold';
import { direction, groups, keyWords, nameOf, silence, t, verdictOf } from './words';
import '../ui/status.css';
import './difference.css';

interface DifferenceProps {
  item: ItemView;
  result: ItemResult;
  term: Term;
  /** The reader's own answer (0: weet ik niet), known on this device only. */
  ownValue?: number;
  /** Why this punt stands here, when that is not the difference between groups. */
  tag?: string;
  /**
   * Where nobody can open anything, the table is for who listens: as one of several rows under one axis, or as the one
   * punt of a page, of which it says the title.
   */
  bare?: 'row' | 'page';
}

/** One punt: the finding as a sentence, the three groups in three lanes, and the same numbers as a table. */
export function Difference({ item, result, term, ownValue, tag, bare }: DifferenceProps) {
  const picture = difference(result, item.skipped_by);
  const Finding = bare === 'page' ? 'h1' : 'p';
  return (
    <figure class={`difference difference--${picture.word}`}>
      <figcaption class="difference__caption">
        <Finding class="difference__finding">{say(result.finding, term)}</Finding>
        <p class="difference__punt">
          <span class="difference__number">{item.number}</span> {item.text}{' '}
          <span class="difference__kind">({t(`kind_${item.kind}`)})</span>
        </p>
      </figcaption>
      <Verdict picture={picture} says={verdictOf(result)} {...(tag ? { tag } : {})} />
      <FewRated lanes={picture.lanes} />
      {bare !== 'row' && picture.further.length > 0 && (
        <p class="difference__further">{t('further', { pairs: picture.further.map(groups).join('; ') })}</p>
      )}
      <div class="difference__plot">
        {bare !== 'row' && <Axis {...(ownValue ? { ownValue } : {})} />}
        <DifferencePlot picture={picture} name={nameOf(picture)} direction={direction()} />
        {picture.lanes.map((lane, index) => (
          <LaneWords key={lane.group} lane={lane} row={index + 2} />
        ))}
      </div>
      {bare !== 'row' && <p class="difference__key">{keyWords([result])}</p>}
      {ownValue !== undefined && (
        <p class="difference__own">{t('own', { answer: ownValue === 0 ? t('scale_0') : ownValue })}</p>
      )}
      <TableFold name={t('table_means')} bare={bare !== undefined}>
        <Table picture={picture} />
      </TableFold>
    </figure>
  );
}

function Verdict({ picture, says, tag }: { picture: DifferencePicture; says: string; tag?: string }) {
  return (
    <p class="difference__verdict">
      {tag && tag !== says && <strong class="difference__tag">{tag}</strong>}
      <strong class="difference__word">{says}</strong>
      {picture.band && (
        <span class="difference__apart">
          {t('apart', { groups: groups(picture.band.groups), points: picture.band.apart })}
        </span>
      )}
    </p>
  );
}

/** Of whom the mean is, in groups where many do not know. */
function FewRated({ lanes }: { lanes: Lane[] }) {
  const some = lanes.flatMap((lane) => {
    const few = fewRated(lane);
    return few ? [{ group: lane.group, n: few.rated, answered: few.answered }] : [];
  });
  if (some.length === 0) return null;
  return (
    <p class="difference__few">
      {some.map(({ group, ...few }) => t('few_rated', { groups: t(`groups_${group}`), ...few })).join(' · ')}
    </p>
  );
}

/** The five answers above the lanes, with words at both ends; the own answer wears a ring. `last`: what stands beside. */
export function Axis({ ownValue, last = t('scale_0') }: { ownValue?: number; last?: string }) {
  return (
    <>
      <div class="difference__axis" aria-hidden="true">
        {LEVELS.map((level) => (
          <span
            key={level}
            class={`difference__level${level === ownValue ? ' difference__level--own' : ''}`}
            style={{ insetInlineStart: percent(position(level)) }}
          >
            {level}
          </span>
        ))}
        <span class="difference__end">{t('scale_1')}</span>
        <span class="difference__end">{t('scale_5')}</span>
      </div>
      <span class="difference__unknown-head" aria-hidden="true">
        {last}
      </span>
    </>
  );
}

function LaneWords({ lane, row }: { lane: Lane; row: number }) {
  const place = { gridRow: row };
  return (
    <>
      <span class="difference__group" style={place} aria-hidden="true">
        <GroupMark group={lane.group} word="many" />
      </span>
      {lane.state !== 'mean' && (
        <span class="difference__silent" style={place} aria-hidden="true">
          {silence(lane)}
        </span>
      )}
      <span class="difference__unknown" style={place} aria-hidden="true">
        {lane.unknown ?? '–'}
      </span>
    </>
  );
}

function Table({ picture }: { picture: DifferencePicture }) {
  return (
    <table class="chart-table">
      <caption class="wp-visually-hidden">{t('table_means')}</caption>
      <thead>
        <tr>
          <th scope="col">{t('table_group')}</th>
          <th scope="col">{t('table_mean')}</th>
          <th scope="col">{t('table_unknown')}</th>
          <th scope="col">{t('table_answered')}</th>
        </tr>
      </thead>
      <tbody>
        {picture.lanes.map((lane) => (
          <tr key={lane.group}>
            <th scope="row">{t(`groups_${lane.group}`)}</th>
            {lane.answered === null ? (
              <td colSpan={3}>{silence(lane)}</td>
            ) : (
              <>
                <td>{lane.mean ?? t('table_no_mean')}</td>
                <td>{lane.unknown}</td>
                <td>{t('gave_number', { n: lane.answered - (lane.unknown ?? 0), total: lane.answered })}</td>
              </>
            )}
          </tr>
        ))}
      </tbody>
    </table>
  );
}
