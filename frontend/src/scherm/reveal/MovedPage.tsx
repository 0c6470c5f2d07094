import type { OpgaveView, Snapshot } from '../../shared/api/types';
import type { Row } from '../../shared/charts/data/results';
import { Axis } from '../../shared/charts/Difference';
import { t as moved } from '../../shared/charts/moved';
import { Movement } from '../../shared/charts/Movement';
import { t } from '../words';
import { Emphasis } from './Emphasis';
import { pageWords } from './headline';
import { contentsOf } from './lines';
import { opgaveWords } from './OpgaveName';
import { usePage } from './paging';
import './moved-page.css';

/** More rows than this cannot be read from the back of the hall. */
const MOST_ROWS = 2;

/** What the conversation changed at an opgave that was scored again: the title says it, the punten show it. */
export function MovedPage({ opgave, rows, snapshot }: { opgave: OpgaveView; rows: Row[]; snapshot: Snapshot }) {
  const changed = rows.filter(({ result }) => result.movement?.changed).length;
  const page = usePage(`moved ${opgave.number} ${opgave.round} ${contentsOf(rows)}`, rows.length, MOST_ROWS);
  return (
    <section class="moved-page">
      <header>
        <p class="scherm__eyebrow">{t('moved_eyebrow', { opgave: opgaveWords(opgave) })}</p>
        <h1 class="scherm__title">
          <Emphasis text={changed > 0 ? t('moved_title', { n: changed, total: rows.length }) : moved('unchanged')} />
        </h1>
      </header>
      <div class="moved-page__rows" ref={page.place}>
        <div class="moved-page__top">
          <p class="reveal__key">
            {moved('key')} {moved('key_mean')}
          </p>
          <div class="moved-page__axis">
            <Axis last={moved('head')} />
          </div>
        </div>
        {rows.slice(page.start, page.start + page.rows).map(({ item, result }) => (
          <Movement key={item.id} item={item} result={result} term={snapshot.term} bare="row" />
        ))}
      </div>
      {rows.length > page.rows && <p class="reveal__page">{pageWords(page, rows.length)}</p>}
    </section>
  );
}
