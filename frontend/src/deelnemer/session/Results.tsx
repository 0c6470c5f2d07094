import type { ComponentChildren } from 'preact';
import { useState } from 'preact/hooks';
import type { OpgaveView, Snapshot } from '../../shared/api/types';
import { type Headline, headlineOf, listsOf, type Row, rowsOf } from '../../shared/charts/data/results';
import { Difference } from '../../shared/charts/Difference';
import { t as chart } from '../../shared/charts/words';
import { t } from '../text';
import type { OwnAnswers } from './answers';
import './results.css';

export interface ResultsProps {
  snapshot: Snapshot;
  opgave: OpgaveView;
  answers: OwnAnswers;
  /** The heading of the opgave: the screen itself when it stands alone. */
  level: 1 | 2;
}

/** What came out of an opgave: first the punten where groups differ, in the order of the server. */
export function Results({ snapshot, opgave, answers, level }: ResultsProps) {
  const rows = rowsOf(opgave, snapshot.published);
  const lists = listsOf(rows, snapshot.lists);
  const { differ } = lists;
  const rest = rows.filter((row) => !differ.includes(row));
  const Heading = level === 1 ? 'h1' : 'h2';
  const Sub = level === 1 ? 'h2' : 'h3';
  const picture = ({ item, result }: Row) => {
    const own = answers.of(item.id, result.round);
    return <Difference {...{ item, result, term: snapshot.term }} {...(own && { ownValue: own.value })} />;
  };
  return (
    <section class="results">
      <header>
        <p class="eyebrow">
          {t('results')} · {opgave.number === 0 ? t('values') : t('opgave', { number: opgave.number })}
        </p>
        <Heading tabIndex={-1} class={`nl-heading nl-heading--level-${level}`}>
          {opgave.name}
        </Heading>
        <p class="lead">{rows.length === 0 ? t('no_results') : headline(headlineOf(rows, lists))}</p>
      </header>
      {differ.length > 0 && (
        <>
          <Sub class="results__part">{t('differ_heading')}</Sub>
          <ol class="results__list">
            {differ.map((row) => (
              <li key={row.item.id} class="outcome">
                {picture(row)}
              </li>
            ))}
          </ol>
        </>
      )}
      {rest.length > 0 && (
        <>
          <Sub class="results__part">{t(differ.length > 0 ? 'rest_heading' : 'all_heading')}</Sub>
          <ol class="results__rest">
            {rest.map((row) => (
              <li key={row.item.id}>
                <Folded row={row}>{picture(row)}</Folded>
              </li>
            ))}
          </ol>
        </>
      )}
    </section>
  );
}

/** A punt without a clear difference: its words at once, its picture on request. */
function Folded({ row, children }: { row: Row; children: ComponentChildren }) {
  const { item, result } = row;
  const [open, setOpen] = useState(false);
  return (
    <details class="folded" open={open} onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary class="folded__summary">
        <span class="folded__number">{item.number}</span>
        <span>
          {item.text}
          <span class="folded__word">{t(`word_${result.word}`)}</span>
        </span>
      </summary>
      {open && children}
    </details>
  );
}

function headline({ key, ...values }: Headline): string {
  return chart(`headline_${key}`, values);
}
