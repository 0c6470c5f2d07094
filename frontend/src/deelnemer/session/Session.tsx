import { useEffect, useRef, useState } from 'preact/hooks';
import type { Me, Snapshot } from '../../shared/api/types';
import type { Portal } from '../../shared/live/portal';
import { Button } from '../../shared/ui/Button';
import { ConnectionBar } from '../../shared/ui/ConnectionBar';
import { GroupMark } from '../../shared/ui/GroupMark';
import { Notice } from '../../shared/ui/Notice';
import { Status } from '../../shared/ui/Status';
import { isFresh, notFreshAnyMore } from '../join/entering';
import { spaced, t } from '../text';
import { currentOpgave, OwnAnswers } from './answers';
import { MyData } from './MyData';
import { Closed, Gone } from './Over';
import { LazyResults } from './LazyResults';
import { Scoring } from './Scoring';
import { useKeptFocus } from './useKeptFocus';
import { Waiting } from './Waiting';
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

  if (portal.stranger.value) return <Gone reason="not_joined" />;
  if (reason !== null && reason !== 'closed') return <Gone reason={reason} />;
  if (snapshot === null) return <Loading />;
  if (snapshot.state === 'closed') return <Closed portal={portal} snapshot={snapshot} />;
  return (
    <>
      {snapshot.me && <Bar portal={portal} snapshot={snapshot} me={snapshot.me} />}
      <Notices portal={portal} snapshot={snapshot} />
      <Room portal={portal} snapshot={snapshot} />
    </>
  );
}

/** Where the room is. */
function Room({ portal, snapshot }: { portal: Portal; snapshot: Snapshot }) {
  const opgave = snapshot.state === 'running' || snapshot.state === 'paused' ? currentOpgave(snapshot) : null;
  const round = `${opgave?.number ?? ''} ${opgave?.round ?? ''}`;
  const region = useRef<HTMLDivElement>(null);
  useKeptFocus(region, `${snapshot.state} ${round} ${opgave?.state ?? ''}`, 'h1');
  const paused = snapshot.state === 'paused';
  let present = <Waiting snapshot={snapshot} />;
  if (opgave?.state === 'revealed') {
    const answers = new OwnAnswers(portal, snapshot);
    present = (
      <>
        {paused && <Notice title={t('paused_title')}>{t('paused')}</Notice>}
        <LazyResults level={1} {...{ snapshot, opgave, answers }} />
      </>
    );
  } else if (paused) {
    present = <Paused />;
  } else if (opgave?.state === 'scoring') {
    present = <Scoring key={round} {...{ portal, snapshot, opgave, region }} />;
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

/** Who you are here, and the way to your own data. */
function Bar({ portal, snapshot, me }: { portal: Portal; snapshot: Snapshot; me: Me }) {
  const [open, setOpen] = useState(false);
  return (
    <div class="bar">
      <p class="bar__who">
        {snapshot.state !== 'lobby' && <GroupMark group={me.group} />}
        {snapshot.presence.rehearsal && <span class="bar__rehearsal">{t('rehearsal')}</span>}
      </p>
      <Button kind="subtle" onClick={() => setOpen(true)}>
        {t('my_data')}
      </Button>
      {open && <MyData portal={portal} snapshot={snapshot} me={me} onClose={() => setOpen(false)} />}
    </div>
  );
}

/** What somebody should know at this moment, above the work. */
function Notices({ portal, snapshot }: { portal: Portal; snapshot: Snapshot }) {
  const { me, session, state } = snapshot;
  const outbox = portal.outbox.value;
  const unsent = outbox?.ops.value.length ?? 0;
  const started = state !== 'lobby' && state !== 'concept';
  const [fresh, setFresh] = useState(() => started && isFresh(session));
  useEffect(() => {
    if (!started) notFreshAnyMore(session);
  }, [started, session]);
  const written = () => {
    notFreshAnyMore(session);
    setFresh(false);
  };
  return (
    <div class="notices">
      {me && !me.confirmed && <Notice>{t('unconfirmed', { group: t(`group_${me.group}`) })}</Notice>}
      {outbox?.lasting.value === false && unsent > 0 && <Notice kind="warning">{t('stay_open')}</Notice>}
      {fresh && started && me && (
        <Notice {...(portal.store.late.value ? { title: t('late') } : {})}>
          <p>
            {t('your_return_code')}: <strong class="return-code__inline">{spaced(me.return_code)}</strong>.{' '}
            {t('write_it_down')}
          </p>
          <Button onClick={written}>{t('written')}</Button>
        </Notice>
      )}
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
