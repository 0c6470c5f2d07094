import type { ComponentChildren } from 'preact';
import { useState } from 'preact/hooks';
import type { ItemResult, ItemView, OpgaveView, Snapshot } from '../../shared/api/types';
import { Difference } from '../../shared/charts/Difference';
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
  const results = new Map(snapshot.published.filter((one) => one.round === opgave.round).map((one) => [one.item, one]));
  const shown = opgave.items.filter((item) => results.has(item.id));
  const differ = snapshot.lists.differ.flatMap((id) => shown.filter((item) => item.id === id));
  const rest = shown.filter((item) => !differ.includes(item));
  const Heading = level === 1 ? 'h1' : 'h2';
  const Sub = level === 1 ? 'h2' : 'h3';
  const row = (item: ItemView) => {
    const result = results.get(item.id);
    const own = answers.of(item.id, opgave.round);
    return result && <Difference {...{ item, result, term: snapshot.term }} {...(own && { ownValue: own.value })} />;
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
        <p class="lead">{headline(differ.length, shown.length)}</p>
      </header>
      {differ.length > 0 && (
        <>
          <Sub class="results__part">{t('differ_heading')}</Sub>
          <ol class="results__list">
            {differ.map((item) => (
              <li key={item.id} class="outcome">
                {row(item)}
              </li>
            ))}
          </ol>
        </>
      )}
      {rest.length > 0 && (
        <>
          <Sub class="results__part">{t(differ.length > 0 ? 'rest_heading' : 'all_heading')}</Sub>
          <ol class="results__rest">
            {rest.map((item) => (
              <li key={item.id}>
                <Folded item={item} word={results.get(item.id)?.word ?? 'too_few'}>
                  {row(item)}
                </Folded>
              </li>
            ))}
          </ol>
        </>
      )}
    </section>
  );
}

/** A punt without a clear difference: its words at once, its picture on request. */
function Folded({ item, word, children }: { item: ItemView; word: ItemResult['word']; children: ComponentChildren }) {
  const [open, setOpen] = useState(false);
  return (
    <details class="folded" open={open} onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary class="folded__summary">
        <span class="folded__number">{item.number}</span>
        <span>
          {item.text}
          <span class="folded__word">{t(`word_${word}`)}</span>
        </span>
      </summary>
      {open && children}
    </details>
  );
}

function headline(differ: number, total: number): string {
  if (total === 0) return t('no_results');
  return differ === 0 ? t('differ_none', { n: total }) : t('differ', { n: differ, total });
}
