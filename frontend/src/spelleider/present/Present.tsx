import type { OpgaveView, Snapshot } from '../../shared/api/types';
import type { ComponentChildren } from 'preact';
import type { Desk } from '../points/desk';
import { revealedOf } from '../points/points';
import { presentOpgave } from '../steps/steps';
import { t } from '../words';
import { Items } from './Items';
import { Lobby } from './Lobby';
import { OnScherm } from './OnScherm';
import { conclusionOf, Results } from './Results';
import { Views } from './Views';
import './present.css';

/** The present step: what happens in the room now. `steps` is the bar with its buttons. */
export function Present({ desk, steps }: { desk: Desk; steps: ComponentChildren }) {
  const { snapshot } = desk;
  const opgave = presentOpgave(snapshot);
  return (
    <section class="present" aria-labelledby="present">
      <p class="cockpit__label">{eyebrow(snapshot, opgave)}</p>
      <h2 id="present" class="present__title" tabIndex={-1}>
        {title(snapshot, opgave)}
      </h2>
      {opgave?.state === 'scoring' && snapshot.state === 'running' && <p class="present__text">{opgave.definition}</p>}
      {steps}
      <Body desk={desk} opgave={opgave} />
    </section>
  );
}

interface Shown {
  desk: Desk;
  opgave: OpgaveView | null;
}

function Body({ desk, opgave }: Shown) {
  const { snapshot } = desk;
  const { state } = snapshot;
  if (state === 'concept' || state === 'lobby') return <Lobby snapshot={snapshot} />;
  const said = textOf(snapshot, opgave);
  return (
    <>
      {said !== null && <p class="present__text">{said}</p>}
      {state === 'running' && opgave?.state === 'revealed' && <OnScherm desk={desk} opgave={opgave} />}
      {revealedOf(snapshot).length === 0 ? (
        <Here desk={desk} opgave={opgave} />
      ) : (
        // A place of its own for each moment: what was looked at in one is not what the next is about.
        <Views key={`${state === 'closed'} ${opgave?.number} ${opgave?.state}`} desk={desk} opgave={opgave}>
          <Here desk={desk} opgave={opgave} />
        </Views>
      )}
      {state === 'closed' && (
        <p>
          <a class="nl-link" href={`/${snapshot.gemeente}/beheer`}>
            {t('all_sessions')}
          </a>
        </p>
      )}
    </>
  );
}

/** The present opgave; after the close each opgave that was revealed. */
function Here({ desk, opgave }: Shown) {
  const { snapshot } = desk;
  if (snapshot.state === 'closed') {
    return (
      <>
        {revealedOf(snapshot).map((one) => (
          <details key={one.number} class="present__opgave">
            <summary>{t('opgave_named', { number: one.number, name: one.name })}</summary>
            <p class="present__text">{conclusionOf(one, snapshot)}</p>
            <Results opgaven={[one]} desk={desk} />
          </details>
        ))}
      </>
    );
  }
  if (opgave === null) return null;
  return opgave.state === 'revealed' ? <Results opgaven={[opgave]} desk={desk} /> : <Items items={opgave.items} />;
}

function textOf({ state }: Snapshot, opgave: OpgaveView | null): string | null {
  if (state === 'paused') return t('paused_text');
  if (state === 'closed') return t('closed_text');
  return opgave === null ? t('begun_text') : null;
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
