import type { OpgaveView, Snapshot } from '../../shared/api/types';
import { type Headline, headlineOf, listsOf, rowsOf } from '../../shared/charts/data/results';
import { recountWords, t as chart } from '../../shared/charts/words';
import { say as sentence } from '../../shared/i18n/findings';
import { opgaveWords } from '../../shared/i18n/agenda';
import type { Portal } from '../../shared/live/portal';
import { LazyPointTalk } from '../talk/LazyTalk';
import type { OwnAnswers } from './answers';
import { Asked, Folded, Picture } from './Outcome';
import { say } from './outcome-text';
import { LostProposal } from './LostProposal';
import { LazyMovement } from './LazyOutcome';
import { LazySides } from './LazySides';
import { useProposals } from './known-proposals';
import './results.css';

export interface ResultsProps {
  portal: Portal;
  snapshot: Snapshot;
  opgave: OpgaveView;
  answers: OwnAnswers;
  /** Below its name already: it says nothing of that any more. */
  named?: boolean;
}

/** What came out of an opgave: first the punten where groups differ, in the order of the server. */
export function Results({ portal, snapshot, opgave, answers, named = false }: ResultsProps) {
  const rows = rowsOf(opgave, snapshot.published);
  const lists = listsOf(rows, snapshot.lists);
  const { differ } = lists;
  const rest = rows.filter((row) => !differ.includes(row));
  const recount = recountWords(opgave, snapshot);
  const proposals = useProposals(portal);
  const Sub = named ? 'h4' : 'h2';
  return (
    <section class="results">
      <header>
        {!named && (
          <>
            <p class="eyebrow">
              {say('results')} · {opgaveWords(opgave.number)}
            </p>
            <h1 tabIndex={-1} class="nl-heading nl-heading--level-1">
              {opgave.name}
            </h1>
          </>
        )}
        <p class="lead">{rows.length === 0 ? say('no_results') : headline(headlineOf(rows, lists))}</p>
        {rows.length > 0 && recount !== null && <p class="soft">{recount}</p>}
      </header>
      {!named && (
        <>
          <LazyMovement rows={rows} sentence={(finding) => sentence(finding, snapshot.term)} />
          {proposals && <LostProposal {...{ proposals, opgave }} />}
        </>
      )}
      {differ.length > 0 && (
        <>
          <Sub class="results__part">{say('differ_heading')}</Sub>
          <ol class="results__list">
            {differ.map((row) => (
              <li key={row.item.id} class="outcome">
                <Picture {...{ snapshot, row, answers }} />
                <Asked {...{ portal, snapshot, row }} />
                <LazyPointTalk {...{ portal, snapshot, row }} />
              </li>
            ))}
          </ol>
        </>
      )}
      {rest.length > 0 && (
        <>
          <Sub class="results__part">{say(differ.length > 0 ? 'rest_heading' : 'all_heading')}</Sub>
          <ol class="results__rest">
            {rest.map((row) => (
              <li key={row.item.id}>
                <Folded says="word" {...{ portal, snapshot, row, answers }} />
              </li>
            ))}
          </ol>
        </>
      )}
      <LazySides snapshot={snapshot} opgave={opgave} />
    </section>
  );
}

function headline({ key, ...values }: Headline): string {
  return chart(`headline_${key}`, values);
}
