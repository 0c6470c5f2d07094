import type { OpgaveView, Snapshot } from '../../shared/api/types';
import {
  headlineOf,
  LISTS,
  type ListName,
  listsOf,
  mostTelling,
  perhapsOf,
  type Row,
  rowsOf,
} from '../../shared/charts/data/results';
import { Axis, Difference } from '../../shared/charts/Difference';
import { keyWords, recountWords, t as chart } from '../../shared/charts/words';
import { t } from '../words';
import { Emphasis } from './Emphasis';
import { headline, pageWords } from './headline';
import { contentsOf } from './lines';
import { opgaveWords } from './OpgaveName';
import { usePage } from './paging';
import './reveal.css';

/** More rows than this cannot be read from the back of the hall. */
const MOST_ROWS = 3;

/** The conclusion of an opgave: the title says it, three punten at a time show it, counts place it. */
export function Reveal({ opgave, snapshot }: { opgave: OpgaveView; snapshot: Snapshot }) {
  const rows = rowsOf(opgave, snapshot.published);
  const lists = listsOf(rows, snapshot.lists);
  // Every difference gets its turn; other punten only fill up the first page.
  const all = mostTelling(lists, Math.max(lists.differ.length, 3));
  const page = usePage(`${opgave.number} ${contentsOf(all)}`, all.length, MOST_ROWS);
  const telling = all.slice(page.start, page.start + page.rows);
  const conclusion = headlineOf(rows, lists);
  const recount = recountWords(opgave, snapshot);
  return (
    <section class={`reveal reveal--${telling.length}`}>
      <header class="reveal__head">
        <p class="reveal__above">
          <span class="scherm__eyebrow">{opgaveWords(opgave)}</span>
          {recount !== null && conclusion.key !== 'too_few' && <span class="reveal__recount">{recount}</span>}
        </p>
        <h1 class="scherm__title">
          <Emphasis text={headline(conclusion)} />
        </h1>
        {telling.length === 0 && (
          <p class="reveal__quiet">{t(conclusion.key === 'too_few' ? 'reveal_quiet_too_few' : 'reveal_quiet')}</p>
        )}
      </header>
      {telling.length > 0 && (
        <div class="reveal__rows" ref={page.place}>
          <div class="reveal__top">
            <p class="reveal__key">{keyWords(telling.map((row) => row.result))}</p>
            <div class="reveal__axis">
              <Axis />
            </div>
          </div>
          {telling.map((row) => (
            <Difference
              key={row.item.id}
              item={row.item}
              result={row.result}
              term={snapshot.term}
              bare="row"
              {...tag(row, lists)}
            />
          ))}
        </div>
      )}
      {conclusion.key !== 'too_few' && (
        <footer class="reveal__foot">
          <Counts lists={lists} perhaps={perhapsOf(rows, lists).length} />
          {all.length > page.rows && <p class="reveal__page">{pageWords(page, all.length)}</p>}
        </footer>
      )}
    </section>
  );
}

/** A row that is there for another reason than a difference between groups says which. */
function tag(row: Row, lists: Record<ListName, Row[]>): { tag?: string } {
  const name = LISTS.find((each) => each !== 'differ' && lists[each].includes(row));
  return name ? { tag: chart(`list_${name}`) } : {};
}

function Counts({ lists, perhaps }: { lists: Record<ListName, Row[]>; perhaps: number }) {
  const some = LISTS.filter((name) => lists[name].length > 0);
  if (some.length === 0 && perhaps === 0) return null;
  return (
    <ul class="reveal__counts">
      {some.map((name) => (
        <li key={name} class="reveal__count">
          <strong>{lists[name].length}</strong> {t(`reveal_count_${name}`)}
        </li>
      ))}
      {perhaps > 0 && (
        <li class="reveal__count reveal__count--perhaps">
          <strong>{perhaps}</strong> {t('reveal_perhaps')}
        </li>
      )}
    </ul>
  );
}
