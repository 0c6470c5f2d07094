import type { OpgaveView, Snapshot, Term } from '../../shared/api/types';
import { headlineOf, listsOf, perhapsOf, type Row, rowsOf } from '../../shared/charts/data/results';
import { recountWords, t as chart } from '../../shared/charts/words';
import { say } from '../../shared/i18n/findings';
import { t } from '../words';
import { Emphasis } from './Emphasis';
import { headline, pageWords } from './headline';
import { contentsOf, type Line, linesOf, nextPoints } from './lines';
import { opgaveWords } from './OpgaveName';
import { usePage } from './paging';
import './lists-page.css';

/** More lines than this do not fit with a sentence each. */
const MOST_LINES = 6;

interface ListsPageProps {
  /** One opgave, or all that were revealed so far. */
  about: OpgaveView | 'all';
  snapshot: Snapshot;
}

/** The lists with the top of each, page after page, and beside them what the room talks about next. */
export function ListsPage({ about, snapshot }: ListsPageProps) {
  const all = about === 'all';
  const opgaven = snapshot.opgaven.filter((one) => one.state === 'revealed');
  const rows = rowsOf(all ? opgaven : about, snapshot.published);
  const lists = listsOf(rows, snapshot.lists);
  const lines = linesOf(lists);
  const closed = snapshot.state === 'closed';
  const { next, more } = nextPoints(closed ? [] : rows, snapshot.discussion);
  const page = usePage(
    `${all ? 'all' : about.number} ${next.length > 0} ${contentsOf(lines.map((line) => line.row))}`,
    lines.length,
    MOST_LINES,
  );
  const shown = lines.slice(page.start, page.start + page.rows);
  const conclusion = headlineOf(rows, lists);
  const perhaps = perhapsOf(rows, lists).length;
  const last = all ? opgaven[opgaven.length - 1] : about;
  const recount = last ? recountWords(last, snapshot) : null;
  return (
    <section class="lists-page">
      <header>
        <p class="reveal__above">
          <span class="scherm__eyebrow">{all ? t(closed ? 'closed_over' : 'lists_all') : opgaveWords(about)}</span>
          {recount !== null && lines.length > 0 && <span class="reveal__recount">{recount}</span>}
        </p>
        <h1 class="scherm__title">
          <Emphasis text={headline(conclusion)} />
        </h1>
      </header>
      <div class="lists-page__body">
        <div class="lists-page__lists" ref={page.place}>
          {lines.length === 0 && (
            <p class="reveal__quiet">{t(conclusion.key === 'too_few' ? 'reveal_quiet_too_few' : 'reveal_quiet')}</p>
          )}
          {sections(shown).map((section) => (
            <List key={section[0]?.list} lines={section} term={snapshot.term} names={all} />
          ))}
        </div>
        <Next rows={next} more={more} />
      </div>
      <footer class="lists-page__foot">
        {closed && <p>{t('closed_thanks')}</p>}
        {!closed && perhaps > 0 && <p>{t('lists_perhaps', { n: perhaps })}</p>}
        {lines.length > page.rows && <p class="reveal__page">{pageWords(page, lines.length)}</p>}
      </footer>
    </section>
  );
}

/** Lines of one list belong under one heading. */
function sections(lines: Line[]): Line[][] {
  const found: Line[][] = [];
  for (const line of lines) {
    const last = found[found.length - 1];
    if (last?.[0]?.list === line.list) last.push(line);
    else found.push([line]);
  }
  return found;
}

function List({ lines, term, names }: { lines: Line[]; term: Term; names: boolean }) {
  const [first] = lines;
  if (!first) return null;
  return (
    <section>
      <h2 class="lists-page__head">
        <span class="lists-page__name">{t(`reveal_count_${first.list}`)}</span>{' '}
        <span class="lists-page__soft">{t('lists_total', { n: first.total })}</span>
      </h2>
      <ul>
        {lines.map(({ row, list }) => (
          <li key={row.item.id} class="lists-page__line">
            <p class="lists-page__finding">{say(row.result.finding, term)}</p>
            <Punt row={row} names={names} />
            {list === 'proposed' && row.result.proposed !== null && (
              <p class="lists-page__asked">{t('lists_asked', { n: row.result.proposed })}</p>
            )}
          </li>
        ))}
      </ul>
    </section>
  );
}

function Punt({ row: { item, opgave }, names }: { row: Row; names: boolean }) {
  return (
    <p>
      <strong class="lists-page__number">{item.number}</strong> {item.text}{' '}
      <span class="lists-page__soft lists-page__kind">({chart(`kind_${item.kind}`)})</span>{' '}
      {names && <span class="lists-page__soft lists-page__opgave">{opgaveWords(opgave)}</span>}
    </p>
  );
}

/** What the room talks about next: numbers and texts only, as the lists say the rest. */
function Next({ rows, more }: { rows: Row[]; more: number }) {
  if (rows.length === 0) return null;
  return (
    <section class="lists-page__next">
      <h2 class="lists-page__head">{t('lists_next')}</h2>
      <ol>
        {rows.map(({ item }) => (
          <li key={item.id} class="lists-page__line">
            <strong class="lists-page__number">{item.number}</strong> {item.text}
          </li>
        ))}
      </ol>
      {more > 0 && <p class="lists-page__soft">{t('lists_more', { n: more })}</p>}
    </section>
  );
}
