import type { ItemResult, ItemView } from '../api/types';
import { GroupMark } from '../ui/GroupMark';
import { countsOf, fitsMarks, type GroupCounts } from './data/counts';
import { LEVELS } from './data/scale';
import { Dots } from './Dots';
import { StackedBar } from './StackedBar';
import { TableFold } from './TableFold';
import { noAnswers, t } from './words';
import '../ui/status.css';
import './level-two.css';

interface LevelTwoProps {
  item: ItemView;
  result: ItemResult;
  /** Where nobody can open anything: the table is for who listens. */
  bare?: boolean;
}

/** How the answers of each group lie over the scale: marks while they fit, bars for a large group. */
export function LevelTwo({ item, result, bare = false }: LevelTwoProps) {
  const all = countsOf(result);
  const marks = fitsMarks(all);
  return (
    <figure class="level-two">
      <figcaption>{t('level_two', { number: item.number })}</figcaption>
      {marks && <p class="level-two__key">{t('level_two_key')}</p>}
      {all.map((group) => (
        <div key={group.group} class="level-two__group">
          <p class="level-two__name">
            <GroupMark group={group.group} word="many" />
          </p>
          {group.levels === null ? (
            <p>{noAnswers(group.group, item.skipped_by.includes(group.group))}</p>
          ) : marks ? (
            <Dots group={group} all={all} />
          ) : (
            <>
              <StackedBar group={group} polarity={item.kind} />
              <p class="level-two__unknown">{t('unknown_count', { n: group.unknown ?? 0 })}</p>
            </>
          )}
        </div>
      ))}
      <TableFold name={t('table_counts')} bare={bare}>
        <CountsTable all={all} item={item} />
      </TableFold>
    </figure>
  );
}

function CountsTable({ all, item }: { all: GroupCounts[]; item: ItemView }) {
  return (
    <table class="chart-table">
      <caption class="wp-visually-hidden">{t('table_counts')}</caption>
      <thead>
        <tr>
          <th scope="col">{t('table_group')}</th>
          {LEVELS.map((level) => (
            <th key={level} scope="col">
              {level} <span class="wp-visually-hidden">{t(`scale_${level}`)}</span>
            </th>
          ))}
          <th scope="col">{t('table_unknown')}</th>
        </tr>
      </thead>
      <tbody>
        {all.map((group) => (
          <tr key={group.group}>
            <th scope="row">{t(`groups_${group.group}`)}</th>
            {group.levels === null ? (
              <td colSpan={6}>{noAnswers(group.group, item.skipped_by.includes(group.group))}</td>
            ) : (
              <>
                {group.levels.map(({ level, count }) => (
                  <td key={level}>{count}</td>
                ))}
                <td>{group.unknown}</td>
              </>
            )}
          </tr>
        ))}
      </tbody>
    </table>
  );
}
