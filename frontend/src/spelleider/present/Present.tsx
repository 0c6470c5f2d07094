import type { OpgaveView, Snapshot } from '../../shared/api/types';
import type { ComponentChildren } from 'preact';
import type { Desk } from '../points/desk';
import { revealedOf } from '../points/points';
import { askedOf } from '../../shared/charts/data/progress';
import { t as firstStep } from '../../shared/charts/first-step';
import { MovingBars, t as moving } from '../../shared/charts/MovingBars';
import { nameOf } from '../steps/label';
import { ownOpgaven, presentOpgave, wasShown } from '../steps/steps';
import { t } from '../words';
import { FirstStep } from './FirstStep';
import { Items } from './Items';
import { Lobby } from './Lobby';
import { MoreSteps } from './MoreSteps';
import { Moved } from './Moved';
import { OnScherm } from './OnScherm';
import { OwnPace } from './OwnPace';
import { conclusionOf, Results } from './Results';
import { AGREEMENTS } from '../../shared/i18n/agenda';
import { t as said } from '../../shared/talk/words';
import { NoticedResults } from '../talk/NoticedResults';
import { WhatNow } from '../talk/WhatNow';
import { Talk, talkOf } from '../talk/Talk';
import { Reworded } from './Reworded';
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
      {opgave?.state === 'scoring' && snapshot.state === 'running' && <Asked opgave={opgave} snapshot={snapshot} />}
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
  const words = textOf(snapshot, opgave);
  const talk = talkOf(snapshot);
  return (
    <>
      {words !== null && <p class="present__text">{words}</p>}
      {state === 'closed' && <WhatNow snapshot={snapshot} />}
      {state === 'running' && opgave?.state === 'revealed' && (
        <>
          <OnScherm desk={desk} opgave={opgave} />
          {talk && <Talk key={talk.item.id} row={talk} desk={desk} />}
          {opgave.number === AGREEMENTS && <NoticedResults opgave={opgave} snapshot={snapshot} />}
          <Reworded snapshot={snapshot} here={opgave} />
          {opgave.number === 0 && <FirstStep opgave={opgave} snapshot={snapshot} />}
          <Moved opgave={opgave} snapshot={snapshot} />
        </>
      )}
      {opgave?.state === 'scoring' && <Bars opgave={opgave} snapshot={snapshot} />}
      {opgave?.state !== 'revealed' && <OwnPace desk={desk} />}
      {opgave && <MoreSteps desk={desk} opgave={opgave} />}
      {revealedOf(snapshot).every(({ number }) => number === AGREEMENTS) ? (
        <Here desk={desk} opgave={opgave} />
      ) : (
        // A place of its own for each moment: what was looked at in one is not what the next is about.
        <Views
          key={`${state === 'closed'} ${opgave?.number} ${opgave?.state} ${opgave?.round}`}
          desk={desk}
          opgave={opgave}
        >
          <Here desk={desk} opgave={opgave} />
        </Views>
      )}
      {opgave?.state === 'revealed' && <OwnPace desk={desk} />}
    </>
  );
}

/** The present opgave; after the close each opgave that was revealed. */
function Here({ desk, opgave }: Shown) {
  const { snapshot } = desk;
  if (snapshot.state === 'closed') {
    return (
      <>
        {revealedOf(snapshot)
          .filter(({ number }) => number !== AGREEMENTS)
          .map((one) => (
            <details key={one.number} class="present__opgave">
              <summary>{nameOf(one)}</summary>
              <p class="present__text">{conclusionOf(one, snapshot)}</p>
              <Moved opgave={one} snapshot={snapshot} />
              <Results opgaven={[one]} desk={desk} />
            </details>
          ))}
      </>
    );
  }
  if (opgave === null) return null;
  if (opgave.number === AGREEMENTS && opgave.state === 'revealed') return null;
  return opgave.state === 'revealed' ? <Results opgaven={[opgave]} desk={desk} /> : <Items items={askedOf(opgave)} />;
}

/** Where the session chose so: what the groups answered so far, in steps. */
function Bars({ opgave, snapshot }: { opgave: OpgaveView; snapshot: Snapshot }) {
  const { bars, open_bars: open, state } = snapshot;
  if (!open || !bars || state !== 'running') return null;
  return (
    <section class="bars" aria-labelledby="bars">
      <h3 id="bars" class="results__title">
        {moving('title')}
      </h3>
      <p class="results__remark">{moving('how')}</p>
      {askedOf(opgave).map((item) => (
        <MovingBars key={item.id} item={item} bars={bars} />
      ))}
    </section>
  );
}

/** What is asked now: the opgave by its definition, or the one punt that is scored again. */
function Asked({ opgave, snapshot }: { opgave: OpgaveView; snapshot: Snapshot }) {
  const [item] = opgave.only === null ? [] : askedOf(opgave);
  return (
    <>
      <p class="present__text">
        {item ? (
          <>
            <strong>{item.number}</strong> {item.text}
          </>
        ) : (
          opgave.definition
        )}
      </p>
      {opgave.round > 1 &&
        (wasShown(opgave, snapshot) ? (
          <p class="present__text">
            {t('again_now')} {t('again_paper')}
          </p>
        ) : (
          <p class="present__text">{t('restart_now')}</p>
        ))}
    </>
  );
}

function textOf(snapshot: Snapshot, opgave: OpgaveView | null): string | null {
  const { state, pace } = snapshot;
  if (state === 'paused') return t('paused_text');
  if (state === 'closed') return t('closed_text');
  if (opgave !== null)
    return opgave.number === 0 && opgave.state === 'revealed' ? conclusionOf(opgave, snapshot) : null;
  if (ownOpgaven(snapshot).length === 0)
    return t(snapshot.opgaven[0]?.number === AGREEMENTS ? 'begun_agreements' : 'begun_text');
  return t(pace === 'mixed' ? 'own_text_mixed' : 'own_text');
}

function eyebrow(snapshot: Snapshot, opgave: OpgaveView | null): string {
  if (snapshot.state !== 'running' || !opgave) return t('now');
  if (opgave.state !== 'scoring') return nameOf(opgave);
  if (opgave.only !== null) return t('again_punt', { opgave: nameOf(opgave) });
  if (opgave.round > 1)
    return t(wasShown(opgave, snapshot) ? 'again_all' : 'restart_again', { opgave: nameOf(opgave) });
  if (opgave.number === AGREEMENTS) return t('agreements_open');
  return opgave.number === 0 ? t('values_open') : t('opgave_open', { number: opgave.number });
}

function title(snapshot: Snapshot, opgave: OpgaveView | null): string {
  if (snapshot.state !== 'running') return t(`title_${snapshot.state}`);
  if (!opgave) return t(ownOpgaven(snapshot).length > 0 ? 'title_own' : 'title_begun');
  if (opgave.number === AGREEMENTS && opgave.state === 'revealed') return said('noticed_title');
  if (opgave.state === 'revealed') return opgave.number === 0 ? firstStep('title') : conclusionOf(opgave, snapshot);
  const [item] = opgave.only === null ? [] : askedOf(opgave);
  return item ? t('again_title', { number: item.number }) : opgave.name;
}
