import { useEffect, useState } from 'preact/hooks';
import { call, sessionPath } from '../../shared/api/client';
import type { PeerList, PeerView, Snapshot } from '../../shared/api/types';
import { words } from '../people/participants';
import { Fold } from '../present/Fold';
import { nameOf } from '../steps/label';
import { t } from '../words';
import './peers.css';

/** 'Sparren met een collega', when the session is over; the server is asked when somebody opens it. */
export function Peers({ snapshot }: { snapshot: Snapshot }) {
  return (
    <Fold look="rest" summary={t('peers')}>
      <Found snapshot={snapshot} />
    </Fold>
  );
}

/** Colleagues of other gemeenten who want to be found on the opgaven of this session, as they typed it themselves. */
function Found({ snapshot }: { snapshot: Snapshot }) {
  const [found, setFound] = useState<PeerList | null>(null);
  const [trouble, setTrouble] = useState<string | null>(null);
  const { gemeente, session } = snapshot;
  useEffect(() => {
    let gone = false;
    call<PeerList>(sessionPath(gemeente, session, '/peers')).then(
      (list) => !gone && setFound(list),
      (failure: unknown) => !gone && setTrouble(words(failure)),
    );
    return () => {
      gone = true;
    };
  }, [gemeente, session]);
  if (trouble !== null) return <p role="alert">{trouble}</p>;
  if (found === null) return <p>{t('loading')}</p>;
  const names = new Map(snapshot.opgaven.map((one) => [one.number, nameOf(one)]));
  const some = found.opgaven.filter(({ colleagues }) => colleagues.length > 0);
  return (
    <div class="peers">
      <p class="cockpit__remark">{t(some.length > 0 ? 'peers_about' : 'peers_nobody')}</p>
      {some.map(({ opgave, colleagues }) => (
        <section key={opgave} aria-labelledby={`peers-${opgave}`}>
          <h3 id={`peers-${opgave}`} class="peers__opgave">
            {names.get(opgave)}
          </h3>
          <ul class="peers__list">
            {colleagues.map((one, place) => (
              <li key={place} class="peers__one">
                <Peer peer={one} />
              </li>
            ))}
          </ul>
        </section>
      ))}
      <p>
        <a class="nl-link" href={`/${gemeente}/beheer/collegas`}>
          {t('peers_all')}
        </a>
      </p>
    </div>
  );
}

function Peer({ peer: { called, role, contact, link } }: { peer: PeerView }) {
  return (
    <>
      <strong dir="auto">{called}</strong>
      <bdi>{role}</bdi>
      {link === null ? (
        <bdi>{contact}</bdi>
      ) : (
        <a class="nl-link" href={link}>
          <bdi>{contact}</bdi>
        </a>
      )}
    </>
  );
}
