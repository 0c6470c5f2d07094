import type { OpgaveResult, OpgaveView, Snapshot } from '../../shared/api/types';
import {
  headlineOf,
  LISTS,
  listsOf,
  perhapsOf,
  type Row,
  rowsOf,
  subResultsOf,
} from '../../shared/charts/data/results';
import { FloorPlan } from '../../shared/charts/FloorPlan';
import { recountWords } from '../../shared/charts/words';
import type { Desk } from '../points/desk';
import { hasFloorPlan } from '../points/points';
import { t } from '../words';
import { Fold } from './Fold';
import { Line } from './Line';
import './results.css';

/** So many punten of a list over several opgaven are shown unasked. */
const AT_ONCE = 5;

interface ResultsProps {
  opgaven: readonly OpgaveView[];
  desk: Desk;
  /** Say with each line of which opgave it is: these are all opgaven together. */
  names?: boolean;
}

/**
 * What one opgave showed, or several together: five lists with their counts, what participants ask for, what may be
 * chance apart, and every punt on demand.
 */
export function Results({ opgaven, desk, names = false }: ResultsProps) {
  const { snapshot } = desk;
  const rows = rowsOf(opgaven, snapshot.published);
  const lists = listsOf(rows, snapshot.lists);
  const perhaps = perhapsOf(rows, lists);
  const named = new Set([...LISTS.flatMap((name) => lists[name]), ...lists.proposed, ...perhaps]);
  const rest = rows.filter((row) => !named.has(row));
  const compared = headlineOf(rows, lists).key !== 'too_few';
  const [first] = opgaven;
  const plan = first && !names ? planOf(first, snapshot) : undefined;
  const recount = first && recountWords(first, snapshot);
  return (
    <div class="results">
      {compared && recount && <p class="results__remark">{recount}</p>}
      {LISTS.every((name) => lists[name].length === 0) && lists.proposed.length === 0 && (
        <p class="present__text">{t('quiet_advice')}</p>
      )}
      {LISTS.filter((name) => lists[name].length > 0).map((name) => (
        <List
          key={name}
          title={t(`list_${name}`)}
          rows={lists[name]}
          kind={name}
          remark={t(`remark_${name}`)}
          names={names}
          desk={desk}
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
          desk={desk}
        />
      )}
      {perhaps.length > 0 && (
        <List
          title={t('list_perhaps')}
          rows={perhaps}
          kind="perhaps"
          remark={t('perhaps_remark')}
          names={names}
          desk={desk}
        />
      )}
      {plan && (
        <Fold look="rest" summary={t('view_floor_plan')}>
          <div class="results__plan">
            <FloorPlan result={plan} />
          </div>
        </Fold>
      )}
      {rest.length > 0 && (
        <details class="results__rest">
          <summary>{t(named.size === 0 ? 'all' : 'rest', { n: rest.length })}</summary>
          <Some rows={rest} names={names} desk={desk} />
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

/** The sub-results of the last round of an opgave that has a plattegrond. */
function planOf(opgave: OpgaveView, { opgave_results }: Snapshot): OpgaveResult | undefined {
  return hasFloorPlan(opgave) ? subResultsOf(opgave.number, opgave_results) : undefined;
}

interface ListProps {
  title: string;
  rows: Row[];
  kind: string;
  remark: string;
  /** What to say in place of a zero, when zero may also mean: too few to show. */
  none?: string;
  names: boolean;
  desk: Desk;
}

function List({ title, rows, kind, remark, none, names, desk }: ListProps) {
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
      {!empty && <Lines rows={rows} names={names} desk={desk} />}
    </section>
  );
}

interface LinesProps {
  rows: Row[];
  names: boolean;
  desk: Desk;
}

/** Of several opgaven together a list can be long: what is most worth talking about at once, the others on demand. */
function Lines({ rows, names, desk }: LinesProps) {
  const [first, more] = names && rows.length > AT_ONCE + 1 ? [rows.slice(0, AT_ONCE), rows.slice(AT_ONCE)] : [rows, []];
  return (
    <>
      <Some rows={first} names={names} desk={desk} />
      {more.length > 0 && (
        <details class="results__rest">
          <summary>{t('more', { n: more.length })}</summary>
          <Some rows={more} names={names} desk={desk} />
        </details>
      )}
    </>
  );
}

function Some({ rows, names, desk }: LinesProps) {
  return (
    <ol class="results__lines">
      {rows.map((row) => (
        <Line key={row.item.id} row={row} names={names} desk={desk} />
      ))}
    </ol>
  );
}
