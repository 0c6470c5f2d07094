import type { ComponentChildren } from 'preact';
import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks';
import type { Snapshot } from '../../shared/api/types';
import type { Portal } from '../../shared/live/portal';
import { ConnectionBar } from '../../shared/ui/ConnectionBar';
import { Notice } from '../../shared/ui/Notice';
import { Status } from '../../shared/ui/Status';
import { t } from '../text';
import { currentOpgave, OwnAnswers, titleOf } from './answers';
import { at, Bar } from './Bar';
import { speak } from '../language';
import { lazily } from '../lazily';
import type { GoneProps } from './Gone';
import { LazyClosed, LazyResults } from './LazyOutcome';
import { LazyOwnPace } from './LazyOwnPace';
import type { NextPersonProps } from './NextPerson';
import { Notices } from './Notices';
import type { OwnPaceProps } from './OwnPace';
import { passing } from './passing';
import { LazyScoring, useScoring } from './LazyScoring';
import { useKeptFocus } from './useKeptFocus';
import { Waiting } from './Waiting';
import { NotesGo } from '../talk/LazyTalk';
import './session.css';

/** A participant's phone, from the waiting room to the end. */
export function Session({ portal }: { portal: Portal }) {
  const snapshot = portal.store.snapshot.value;
  return (
    <>
      <ConnectionBar portal={portal} offline={t('offline_phone')} />
      <div class="column">
        <Present portal={portal} snapshot={snapshot} />
      </div>
      {snapshot !== null && snapshot.published.length > 0 && <NotesGo portal={portal} />}
      <Status />
    </>
  );
}

function Present({ portal, snapshot }: { portal: Portal; snapshot: Snapshot | null }) {
  const reason = portal.store.ended.value;
  const title = snapshot?.title;
  useEffect(() => {
    if (title !== undefined) document.title = `${title} – Wijkplatform`;
  }, [title]);

  const language = snapshot?.me?.language;
  useEffect(() => {
    if (language !== undefined) void speak(language);
  }, [language]);

  // Each punt begins at the top: its text, and below it the whole scale.
  const punt = at.value;
  useLayoutEffect(() => {
    if (punt !== null) document.documentElement.scrollTop = 0;
  }, [punt]);

  if (passing.value !== 'no' && snapshot !== null) {
    return <LazyNextPerson portal={portal} snapshot={snapshot} />;
  }
  if (portal.stranger.value) return gone(snapshot?.trial ? 'trial' : 'not_joined');
  if (reason !== null && reason !== 'closed') {
    return gone(reason === 'gone' && snapshot?.trial ? 'trial' : reason);
  }
  if (snapshot === null) return <Loading />;
  if (snapshot.state === 'closed') {
    return (
      <Dutch>
        <LazyClosed portal={portal} snapshot={snapshot} />
        <NotShown snapshot={snapshot} />
      </Dutch>
    );
  }
  return (
    <>
      {snapshot.me && <Bar portal={portal} snapshot={snapshot} me={snapshot.me} />}
      {snapshot.shared_phones && <NextPersonAhead />}
      {punt === null && <Notices portal={portal} snapshot={snapshot} />}
      <Room portal={portal} snapshot={snapshot} />
      {punt !== null && <Notices key={punt} portal={portal} snapshot={snapshot} />}
    </>
  );
}

/** What is not translated yet is Dutch, also on a phone that speaks another language. */
function Dutch({ children }: { children: ComponentChildren }) {
  return (
    <div lang="nl" dir="ltr">
      {children}
    </div>
  );
}

/** What the room filled in and never saw. */
function NotShown({ snapshot }: { snapshot: Snapshot }) {
  const names = snapshot.opgaven.filter(({ state }) => state === 'scoring').map(titleOf);
  return names.length === 0 ? null : <p>{t('not_shown', { opgaven: names.join('; ') })}</p>;
}

function gone(reason: GoneProps['reason']) {
  return (
    <Dutch>
      <LazyGone reason={reason} />
    </Dutch>
  );
}

const useNextPerson = lazily(() => import('./NextPerson'));

/** Where phones are shared it is there before it is needed, also without internet. */
function NextPersonAhead() {
  useNextPerson();
  return null;
}

function LazyNextPerson(props: NextPersonProps) {
  const Loaded = useNextPerson()?.NextPerson;
  return Loaded === undefined ? <Loading /> : <Loaded {...props} />;
}

const useGone = lazily(() => import('./Gone'));

/** Few people ever lose their place. */
function LazyGone(props: GoneProps) {
  const Loaded = useGone()?.Gone;
  return Loaded === undefined ? <Loading /> : <Loaded {...props} />;
}

/** Where the room is, or where this person is at an own pace. */
function Room({ portal, snapshot }: { portal: Portal; snapshot: Snapshot }) {
  const goesOn = snapshot.state === 'running' || snapshot.state === 'paused';
  const opgave = goesOn ? currentOpgave(snapshot) : null;
  const region = useRef<HTMLDivElement>(null);
  const ready = useScoring() !== null;
  const own = goesOn && snapshot.pace !== 'led';
  const led = `${opgave?.number ?? ''} ${opgave?.round ?? ''} ${opgave?.state ?? ''}`;
  const where = `${snapshot.state} ${own ? 'own' : led}`;
  useKeptFocus(region, `${where} ${String(ready)}`, 'h1');
  const paused = snapshot.state === 'paused';
  const show: OwnPaceProps['show'] = (one, place, ways) => {
    const answers = new OwnAnswers(portal, snapshot);
    if (one.state === 'revealed') {
      return (
        <Dutch>
          <LazyResults {...{ portal, snapshot, opgave: one, answers }} />
        </Dutch>
      );
    }
    const round = `${one.number} ${one.round}`;
    return <LazyScoring key={round} {...{ portal, snapshot, opgave: one, region: place, ways }} />;
  };
  let present: ComponentChildren = <Waiting snapshot={snapshot} />;
  if (paused && opgave?.state !== 'revealed') present = <Paused />;
  else if (own && !paused) present = <LazyOwnPace {...{ portal, snapshot, show }} />;
  else if (opgave !== null && opgave.state !== 'waiting') {
    present = (
      <>
        {paused && <Notice title={t('paused_title')}>{t('paused')}</Notice>}
        {show(opgave, region)}
      </>
    );
  }
  return <div ref={region}>{present}</div>;
}

function Paused() {
  return (
    <div class="stack">
      <h1 tabIndex={-1} class="nl-heading nl-heading--level-1">
        {t('paused_title')}
      </h1>
      <p class="lead">{t('paused')}</p>
    </div>
  );
}

const PATIENCE = 400;

/** The frame came from the server at once; only a wait that takes a while is told. */
function Loading() {
  const [told, setTold] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setTold(true), PATIENCE);
    return () => clearTimeout(timer);
  }, []);
  return told ? <p class="soft">{t('loading')}</p> : null;
}
