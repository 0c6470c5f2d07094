import type { RefObject } from 'preact';
import type { ItemView, OpgaveView, Snapshot } from '../../shared/api/types';
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
  headingRef?: RefObject<HTMLHeadingElement>;
}

/** What came out of an opgave: first the punten where groups differ, in the order of the server. */
export function Results({ snapshot, opgave, answers, level, headingRef }: ResultsProps) {
  const results = new Map(snapshot.published.filter((one) => one.round === opgave.round).map((one) => [one.item, one]));
  const shown = opgave.items.filter((item) => results.has(item.id));
  const differ = snapshot.lists.differ.flatMap((id) => shown.filter((item) => item.id === id));
  const rest = shown.filter((item) => !differ.includes(item));
  const Heading = level === 1 ? 'h1' : 'h2';
  const Sub = level === 1 ? 'h2' : 'h3';
  const list = (items: ItemView[]) =>
    items.map((item) => {
      const result = results.get(item.id);
      const own = answers.of(item.id, opgave.round);
      return (
        <li key={item.id} class="outcome">
          {result && <Difference {...{ item, result, term: snapshot.term }} {...(own && { ownValue: own.value })} />}
        </li>
      );
    });
  return (
    <section class="results">
      <header>
        <p class="eyebrow">
          {t('results')} · {opgave.number === 0 ? t('values') : t('opgave', { number: opgave.number })}
        </p>
        <Heading
          {...(headingRef ? { ref: headingRef } : {})}
          tabIndex={-1}
          class={`nl-heading nl-heading--level-${level}`}
        >
          {opgave.name}
        </Heading>
        <p class="lead">{headline(differ.length, shown.length)}</p>
      </header>
      {differ.length > 0 && (
        <>
          <Sub class="results__part">{t('differ_heading')}</Sub>
          <ol class="results__list">{list(differ)}</ol>
        </>
      )}
      {rest.length > 0 && (
        <>
          <Sub class="results__part">{t(differ.length > 0 ? 'rest_heading' : 'all_heading')}</Sub>
          <ol class="results__list">{list(rest)}</ol>
        </>
      )}
    </section>
  );
}

function headline(differ: number, total: number): string {
  if (total === 0) return t('no_results');
  return differ === 0 ? t('differ_none', { n: total }) : t('differ', { n: differ, total });
}
