import { useState } from 'preact/hooks';
import type { OpgaveView, Snapshot, Term } from '../../shared/api/types';
import { headlineOf, LISTS, listsOf, perhapsOf, type Row, rowsOf } from '../../shared/charts/data/results';
import { Difference } from '../../shared/charts/Difference';
import { LevelTwo } from '../../shared/charts/LevelTwo';
import { recountWords } from '../../shared/charts/words';
import { say } from '../../shared/i18n/findings';
import { t } from '../words';
import { Original } from './Items';
import './results.css';

/** What an opgave showed: five lists with their counts, what may be chance apart, and every punt on demand. */
export function Results({ opgave, snapshot }: { opgave: OpgaveView; snapshot: Snapshot }) {
  const rows = rowsOf(opgave, snapshot.published);
  const lists = listsOf(rows, snapshot.lists);
  const perhaps = perhapsOf(rows, lists);
  const named = new Set([...LISTS.flatMap((name) => lists[name]), ...perhaps]);
  const rest = rows.filter((row) => !named.has(row));
  const { term } = snapshot;
  const compared = headlineOf(rows, lists).key !== 'too_few';
  const recount = recountWords(opgave, snapshot);
  return (
    <div class="results">
      {compared && recount !== null && <p class="results__remark">{recount}</p>}
      {LISTS.filter((name) => compared || lists[name].length > 0).map((name) => (
        <List
          key={name}
          title={t(`list_${name}`)}
          rows={lists[name]}
          term={term}
          kind={name}
          remark={t(`remark_${name}`)}
        />
      ))}
      {perhaps.length > 0 && (
        <List title={t('list_perhaps')} rows={perhaps} term={term} kind="perhaps" remark={t('perhaps_remark')} />
      )}
      {rest.length > 0 && (
        <details class="results__rest">
          <summary>{t(named.size === 0 ? 'all' : 'rest', { n: rest.length })}</summary>
          <Lines rows={rest} term={term} />
        </details>
      )}
    </div>
  );
}

/** The conclusion of an opgave as the title of the present step. */
export function conclusionOf(opgave: OpgaveView, snapshot: Snapshot): string {
  const rows = rowsOf(opgave, snapshot.published);
  const { key, ...values } = headlineOf(rows, listsOf(rows, snapshot.lists));
  return t(`headline_${key}`, values);
}

function List({
  title,
  rows,
  term,
  kind,
  remark,
}: {
  title: string;
  rows: Row[];
  term: Term;
  kind: string;
  remark?: string;
}) {
  return (
    <section class={`results__list results__list--${rows.length === 0 ? 'none' : kind}`}>
      <h3 class="results__title">
        <span class="results__count">{rows.length}</span> {title}
      </h3>
      {remark && rows.length > 0 && <p class="results__remark">{remark}</p>}
      {rows.length > 0 && <Lines rows={rows} term={term} />}
    </section>
  );
}

function Lines({ rows, term }: { rows: Row[]; term: Term }) {
  return (
    <ol class="results__lines">
      {rows.map((row) => (
        <Line key={row.item.id} row={row} term={term} />
      ))}
    </ol>
  );
}

/** One punt: its sentence at once, its pictures when asked. */
function Line({ row, term }: { row: Row; term: Term }) {
  const [open, setOpen] = useState(false);
  const { item, result } = row;
  return (
    <li class="results__line">
      <p class="results__punt">
        <strong>{item.number}</strong> {item.text} <span class="items__kind">({t(`kind_${item.kind}`)})</span>
      </p>
      <p class="results__finding">{say(result.finding, term)}</p>
      <details class="results__more" onToggle={(event) => setOpen(event.currentTarget.open)}>
        <summary>
          {t('show_picture')}
          <span class="wp-visually-hidden"> {t('of_item', { number: item.number })}</span>
        </summary>
        {open && (
          <div class="results__pictures">
            <Difference item={item} result={result} term={term} />
            <LevelTwo item={item} result={result} />
            <Original item={item} />
          </div>
        )}
      </details>
    </li>
  );
}
