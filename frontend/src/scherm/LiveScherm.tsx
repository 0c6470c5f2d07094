import { useEffect, useState } from 'preact/hooks';
import type { Portal } from '../shared/live/portal';
import { TELL_AFTER } from '../shared/live/timing';
import { Scherm } from './Scherm';
import { t } from './words';

/** The scherm with its connection: what the server last told stays, whatever happens to the line. */
export function LiveScherm({ portal, dark }: { portal: Portal; dark: boolean }) {
  const lostSince = useLostSince(portal);
  const snapshot = portal.store.snapshot.value;
  const ended = portal.store.ended.value;
  const revoked = ended === 'revoked' || ended === 'gone';
  const wiped = snapshot?.trial === true && (ended === 'gone' || portal.stranger.value);
  if (snapshot && !revoked && !wiped) return <Scherm snapshot={snapshot} lostSince={lostSince} dark={dark} />;
  return (
    <section class={`scherm${dark ? ' wp-dark' : ''}`}>
      <h1 class="scherm__title">
        {wiped ? t('trial_over') : portal.stranger.value || revoked ? t('no_access') : t('loading')}
      </h1>
      {lostSince && <p class="scherm__lost">{t('lost', { time: lostSince })}</p>}
    </section>
  );
}

/** The clock time of the moment at which the connection went, once it has been away for a while. */
function useLostSince(portal: Portal): string | null {
  const lost = portal.phase.value === 'down';
  const [since, setSince] = useState<string | null>(null);
  useEffect(() => {
    if (!lost) {
      setSince(null);
      return;
    }
    const time = new Date().toLocaleTimeString('nl-NL', { hour: '2-digit', minute: '2-digit' });
    const timer = setTimeout(() => setSince(time), TELL_AFTER);
    return () => clearTimeout(timer);
  }, [lost]);
  return since;
}
