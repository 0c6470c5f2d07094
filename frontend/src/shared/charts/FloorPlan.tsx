import { GROUPS, type OpgaveResult } from '../api/types';
import { translator } from '../i18n';
import common from '../i18n/locales/nl/common.json';
import texts from '../i18n/locales/nl/floor-plan.json';
import { GroupMark } from '../ui/GroupMark';
import { floorPlan, type FloorPlanPicture, type FloorRow, isMoved, type Side, SIZES } from './data/floor-plan';
import { fromLeft } from './data/scale';
import { MarkIn } from './Mark';
import { TableFold } from './TableFold';
import { direction, groups } from './words';
import '../ui/status.css';
import './difference.css';
import './floor-plan.css';

const t = translator({ ...common, ...texts });

interface FloorPlanProps {
  result: OpgaveResult;
  /** The picture of a page where nobody can open anything: its title is that of the page, its table for listeners. */
  bare?: boolean;
}

/**
 * The plattegrond of an opgave: how far each group sees kansen benut (across) and valkuilen vermeden (upwards). No line
 * divides it, as no value is a pass mark. An opgave with one kind of punten has its values in words.
 */
export function FloorPlan({ result, bare = false }: FloorPlanProps) {
  const picture = floorPlan(result);
  const Title = bare ? 'h1' : 'p';
  const words = sideWords(result.opgave);
  return (
    <figure class={`floor-plan${picture.signs.length > 0 ? '' : ' floor-plan--words'}`}>
      <figcaption>
        <Title class="floor-plan__title">{titleOf(picture, words)}</Title>
      </figcaption>
      {picture.signs.length > 0 && <Field picture={picture} />}
      <div class="floor-plan__beside">
        <ul class="floor-plan__list">
          {picture.rows.map((row) => (
            <li key={row.group}>
              <Values row={row} words={words} />
            </li>
          ))}
        </ul>
        <p class="floor-plan__key">{t('key')}</p>
      </div>
      <TableFold name={t('table')} bare={bare}>
        <Table picture={picture} words={words} />
      </TableFold>
    </figure>
  );
}

type Words = Record<Side, 'kansen' | 'valkuilen' | 'waarden'>;

/** Opgave 0 asks about the ten waarden, which are recognised or not. */
function sideWords(opgave: number): Words {
  return { kansen: opgave === 0 ? 'waarden' : 'kansen', valkuilen: 'valkuilen' };
}

/** What the values say, and no more: where each group stands. Chance is not tested here, so no group wins. */
function titleOf({ told }: FloorPlanPicture, words: Words): string {
  if (told.length === 0) return t('too_few_to_show');
  return told.map(({ side, values }) => t('title', { side: t(words[side]), values: valuesIn(values) })).join(' ');
}

function valuesIn(values: FloorPlanPicture['told'][number]['values']): string {
  const [first, ...others] = values.map((one) => one.value);
  if (values.length === GROUPS.length && others.every((value) => value === first)) {
    return t('title_same', { value: first ?? '' });
  }
  const named = values.map(({ group, value }) => `${t(`groups_${group}`)} ${value}`).join(', ');
  return values.length === 1 ? t('title_alone', { named }) : named;
}

function Field({ picture }: { picture: FloorPlanPicture }) {
  const way = direction();
  const left = (x: number) => fromLeft(x / SIZES.width, way) * SIZES.width;
  return (
    <div class="floor-plan__field">
      <p class="floor-plan__corner">{t('corner_few_avoided')}</p>
      <p class="floor-plan__corner floor-plan__corner--far">{t('corner_many_avoided')}</p>
      <p class="floor-plan__up">
        <span>{t('up')}</span>
      </p>
      <svg
        class="floor-plan__picture"
        viewBox={`0 0 ${SIZES.width} ${SIZES.height}`}
        role="img"
        aria-label={t('name', { groups: groups(picture.signs.map((one) => one.group)) })}
        focusable="false"
      >
        <rect class="floor-plan__frame" width={SIZES.width} height={SIZES.height} />
        {picture.signs.filter(isMoved).map(({ group, point, mark }) => (
          <g key={group} class="floor-plan__leader">
            <line x1={left(point.x)} y1={point.y} x2={left(mark.x)} y2={mark.y} />
            <circle cx={left(point.x)} cy={point.y} r="2.5" />
          </g>
        ))}
        {picture.signs.map(({ group, mark, side }) => {
          const rightward = (side === 'after') === (way === 'ltr');
          return (
            <g key={group}>
              <MarkIn group={group} x={left(mark.x)} y={mark.y} cell={SIZES.mark} />
              <text
                class="floor-plan__name"
                x={left(mark.x)}
                y={mark.y}
                dx={rightward ? '0.8em' : '-0.8em'}
                dy="0.35em"
                text-anchor={rightward ? 'start' : 'end'}
              >
                {t(`groups_${group}`)}
              </text>
            </g>
          );
        })}
      </svg>
      <p class="floor-plan__corner floor-plan__corner--low">{t('corner_few_fallen')}</p>
      <p class="floor-plan__across">{t('across')}</p>
      <p class="floor-plan__corner floor-plan__corner--far floor-plan__corner--low">{t('corner_many_fallen')}</p>
    </div>
  );
}

function Values({ row, words }: { row: FloorRow; words: Words }) {
  return (
    <>
      <p class="floor-plan__group">
        <GroupMark group={row.group} word="Many" />
      </p>
      {row.hidden ? (
        <p>{t('too_few_to_show')}</p>
      ) : (
        <dl>
          {row.values.map(({ side, value, judged, asked }) => (
            <div key={side} class="floor-plan__value">
              <dt>{t(words[side])}</dt>
              <dd>
                {value === null ? (
                  t('too_few_to_show')
                ) : (
                  <>
                    <strong>{value}</strong> <span>{t('based_on', { judged, n: asked })}</span>
                  </>
                )}
              </dd>
            </div>
          ))}
        </dl>
      )}
    </>
  );
}

function Table({ picture, words }: { picture: FloorPlanPicture; words: Words }) {
  return (
    <table class="chart-table">
      <caption class="wp-visually-hidden">{t('table')}</caption>
      <thead>
        <tr>
          <th scope="col">{t('table_group')}</th>
          {picture.sides.map((side) => (
            <th key={side} scope="col">
              {t(words[side])}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {picture.rows.map((row) => (
          <tr key={row.group}>
            <th scope="row">{t(`groups_${row.group}`)}</th>
            {row.values.map(({ side, value, judged, asked }) => (
              <td key={side}>
                {value === null ? t('too_few_to_show') : `${value} (${t('based_on', { judged, n: asked })})`}
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}
