import type { OpgaveView, Snapshot } from '../../shared/api/types';
import { headlineOf, LISTS, listsOf, perhapsOf, type Row, rowsOf } from '../../shared/charts/data/results';
import { recountWords } from '../../shared/charts/words';
import { t } from '../words';
import { Line } from './Line';
import './results.css';

/**
 * What one opgave showed, or several together: five lists with their counts, what participants ask for, what may be
 * chance apart, and every punt on demand.
 */
export function Results({ opgaven, snapshot }: { opgaven: readonly OpgaveView[]; snapshot: Snapshot }) {
  const rows = rowsOf(opgaven, snapshot.published);
  const lists = listsOf(rows, snapshot.lists);
  const perhaps = perhapsOf(rows, lists);
  const named = new Set([...LISTS.flatMap((name) => lists[name]), ...lists.proposed, ...perhaps]);
  const rest = rows.filter((row) => !named.has(row));
  const names = opgaven.length > 1;
  const compared = headlineOf(rows, lists).key !== 'too_few';
  const [first] = opgaven;
  const recount = first && recountWords(first, snapshot);
  return (
    <div class="results">
      {compared && recount && <p class="results__remark">{recount}</p>}
      {LISTS.filter((name) => compared || lists[name].length > 0).map((name) => (
        <List
          key={name}
          title={t(`list_${name}`)}
          rows={lists[name]}
          kind={name}
          remark={t(`remark_${name}`)}
          names={names}
        />
      ))}
      {(compared || lists.proposed.length > 0) && (
        <List
          title={t('list_proposed')}
          rows={lists.proposed}
          kind="proposed"
          remark={t('remark_proposed')}
          none={t('proposed_none')}
          names={names}
        />
      )}
      {perhaps.length > 0 && (
        <List title={t('list_perhaps')} rows={perhaps} kind="perhaps" remark={t('perhaps_remark')} names={names} />
      )}
      {rest.length > 0 && (
        <details class="results__rest">
          <summary>{t(named.size === 0 ? 'all' : 'rest', { n: rest.length })}</summary>
          <Lines rows={rest} names={names} />
        </details>
      )}
    </div>
  );
}

/** The conclusion of an opgave, or of several together, as a title. */
export function conclusionOf(of: OpgaveView | readonly OpgaveView[], snapshot: Snapshot): string {
  const rows = rowsOf(of, snapshot.published);
  const { key, ...values } = headlineOf(rows, listsOf(rows, snapshot.lists));
  return t(`headline_${key}`, values);
}

interface ListProps {
  title: string;
  rows: Row[];
  kind: string;
  remark: string;
  /** What to say in place of a zero, when zero may also mean: too few to show. */
  none?: string;
  names: boolean;
}

function List({ title, rows, kind, remark, none, names }: ListProps) {
  const empty = rows.length === 0;
  return (
    <section class={`results__list results__list--${empty ? 'none' : kind}`}>
      <h3 class="results__title">
        {empty && none ? (
          title
        ) : (
          <>
            <span class="results__count">{rows.length}</span> {title}
          </>
        )}
      </h3>
      {empty ? none && <p class="results__remark">{none}</p> : <p class="results__remark">{remark}</p>}
      {!empty && <Lines rows={rows} names={names} />}
    </section>
  );
}

function Lines({ rows, names }: { rows: Row[]; names: boolean }) {
  return (
    <ol class="results__lines">
      {rows.map((row) => (
        <Line key={row.item.id} row={row} names={names} />
      ))}
    </ol>
  );
}
