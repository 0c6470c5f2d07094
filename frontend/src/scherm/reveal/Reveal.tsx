import type { OpgaveView, Snapshot } from '../../shared/api/types';
import {
  type Headline,
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
import { t as chart } from '../../shared/charts/words';
import { t } from '../words';
import { useFittingRows } from './fitting';
import { Emphasis } from './Emphasis';
import './reveal.css';

/** The conclusion of an opgave: the title says it, at most three punten show it, five counts place it. */
export function Reveal({ opgave, snapshot }: { opgave: OpgaveView; snapshot: Snapshot }) {
  const rows = rowsOf(opgave, snapshot.published);
  const lists = listsOf(rows, snapshot.lists);
  const { rows: fitting, place } = useFittingRows(`${opgave.number} ${snapshot.version}`);
  const telling = mostTelling(lists, fitting);
  const perhaps = perhapsOf(rows, lists).length;
  const conclusion = headlineOf(rows, lists);
  return (
    <section class={`reveal reveal--${telling.length}`}>
      <header class="reveal__head">
        <p class="scherm__eyebrow">{t('reveal_eyebrow', { number: opgave.number, name: opgave.name })}</p>
        <h1 class="scherm__title">
          <Emphasis text={headline(conclusion)} />
        </h1>
        {telling.length === 0 && (
          <p class="reveal__quiet">{t(conclusion.key === 'too_few' ? 'reveal_quiet_too_few' : 'reveal_quiet')}</p>
        )}
      </header>
      {telling.length > 0 && (
        <div class="reveal__rows" ref={place}>
          <div class="reveal__axis">
            <Axis />
          </div>
          {telling.map((row) => (
            <Difference
              key={row.item.id}
              item={row.item}
              result={row.result}
              term={snapshot.term}
              bare
              {...tag(row, lists)}
            />
          ))}
        </div>
      )}
      <Counts lists={lists} perhaps={perhaps} />
    </section>
  );
}

function headline({ key, ...values }: Headline): string {
  return t(`reveal_headline_${key}`, values);
}

/** A row that is there for another reason than a difference between groups says which. */
function tag(row: Row, lists: Record<ListName, Row[]>): { tag?: string } {
  const name = LISTS.find((each) => each !== 'differ' && lists[each].includes(row));
  return name ? { tag: chart(`list_${name}`) } : {};
}

function Counts({ lists, perhaps }: { lists: Record<ListName, Row[]>; perhaps: number }) {
  return (
    <ul class="reveal__counts">
      {LISTS.map((name) => (
        <li key={name} class={`reveal__count${lists[name].length === 0 ? ' reveal__count--none' : ''}`}>
          <strong>{lists[name].length}</strong> {chart(`list_${name}`)}
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
