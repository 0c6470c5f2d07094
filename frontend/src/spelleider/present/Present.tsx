import type { OpgaveView, Snapshot } from '../../shared/api/types';
import type { ComponentChildren } from 'preact';
import { presentOpgave } from '../steps/steps';
import { t } from '../words';
import { Items } from './Items';
import { Lobby } from './Lobby';
import { conclusionOf, Results } from './Results';
import './present.css';

/** The present step: what happens in the room now. `steps` is the bar with its buttons. */
export function Present({ snapshot, steps }: { snapshot: Snapshot; steps: ComponentChildren }) {
  const opgave = presentOpgave(snapshot);
  return (
    <section class="present" aria-labelledby="present">
      <p class="cockpit__label">{eyebrow(snapshot, opgave)}</p>
      <h2 id="present" class="present__title" tabIndex={-1}>
        {title(snapshot, opgave)}
      </h2>
      {opgave?.state === 'scoring' && snapshot.state === 'running' && <p class="present__text">{opgave.definition}</p>}
      {steps}
      <Body snapshot={snapshot} opgave={opgave} />
    </section>
  );
}

function Body({ snapshot, opgave }: { snapshot: Snapshot; opgave: OpgaveView | null }) {
  switch (snapshot.state) {
    case 'concept':
    case 'lobby':
      return <Lobby snapshot={snapshot} />;
    case 'paused':
      return <p class="present__text">{t('paused_text')}</p>;
    case 'closed':
      return <All snapshot={snapshot} />;
    case 'running':
      if (opgave?.state === 'revealed') return <Results opgave={opgave} snapshot={snapshot} />;
      return opgave ? <Items items={opgave.items} /> : <p class="present__text">{t('begun_text')}</p>;
  }
}

/** After closing: the results of every opgave that was revealed. */
function All({ snapshot }: { snapshot: Snapshot }) {
  const revealed = snapshot.opgaven.filter((opgave) => opgave.state === 'revealed');
  return (
    <>
      <p class="present__text">{t('closed_text')}</p>
      {revealed.map((opgave) => (
        <details key={opgave.number} class="present__opgave">
          <summary>{t('opgave_named', { number: opgave.number, name: opgave.name })}</summary>
          <p class="present__text">{conclusionOf(opgave, snapshot)}</p>
          <Results opgave={opgave} snapshot={snapshot} />
        </details>
      ))}
      <p>
        <a class="nl-link" href={`/${snapshot.gemeente}/beheer`}>
          {t('all_sessions')}
        </a>
      </p>
    </>
  );
}

function eyebrow(snapshot: Snapshot, opgave: OpgaveView | null): string {
  if (snapshot.state === 'running' && opgave?.state === 'scoring') return t('opgave_open', { number: opgave.number });
  if (snapshot.state === 'running' && opgave) return t('opgave_named', { number: opgave.number, name: opgave.name });
  return t('now');
}

function title(snapshot: Snapshot, opgave: OpgaveView | null): string {
  if (snapshot.state !== 'running') return t(`title_${snapshot.state}`);
  if (!opgave) return t('title_begun');
  return opgave.state === 'revealed' ? conclusionOf(opgave, snapshot) : opgave.name;
}
