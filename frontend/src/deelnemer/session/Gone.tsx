import { useEffect, useState } from 'preact/hooks';
import { call, sessionPath } from '../../shared/api/client';
import type { Ended } from '../../shared/api/types';
import { translator } from '../../shared/i18n';
import gone from '../../shared/i18n/locales/nl/gone.json';

const t = translator(gone);

/** Somebody else on this phone may take part by now: the answer that says so can be under way still. */
const MOMENT = 1_500;
const ASK_AGAIN = 5_000;

export interface GoneProps {
  reason: Exclude<Ended['reason'], 'closed'> | 'not_joined' | 'trial';
}

/**
 * This phone has no place in the session, or lost it: what happened and how to go on. Whoever is brought back, or takes
 * part on this phone as somebody else, comes in without doing anything.
 */
export function Gone({ reason }: GoneProps) {
  const [sure, setSure] = useState(reason !== 'taken_over');
  useEffect(() => {
    const ask = () => void comeIn();
    const awake = () => {
      if (document.visibilityState === 'visible') ask();
    };
    const first = setTimeout(() => {
      void comeIn().then(() => setSure(true));
    }, MOMENT);
    const timer = reason === 'taken_over' || reason === 'trial' ? undefined : setInterval(ask, ASK_AGAIN);
    document.addEventListener('visibilitychange', awake);
    return () => {
      clearTimeout(first);
      clearInterval(timer);
      document.removeEventListener('visibilitychange', awake);
    };
  }, [reason]);
  return (
    <div class="stack">
      <h1 class="nl-heading nl-heading--level-1">{sure ? t(`${reason}_title`) : t('moment')}</h1>
      {sure && <p class="lead">{t(reason)}</p>}
      {reason === 'not_joined' && <Way to="/doe-mee">{t('to_join')}</Way>}
      {sure && reason === 'taken_over' && <Way to="/doe-mee#terugkomen">{t('to_return')}</Way>}
    </div>
  );
}

function Way({ to, children }: { to: string; children: string }) {
  return (
    <a class="nl-button nl-button--primary wp-button--wide" href={to}>
      <span class="nl-button__label">{children}</span>
    </a>
  );
}

/** Load the page again when there is a place for this phone. */
async function comeIn(): Promise<void> {
  const { gemeente, session } = document.getElementById('app')?.dataset ?? {};
  if (gemeente === undefined || session === undefined) return;
  try {
    await call(sessionPath(gemeente, session, '/snapshot?as=participant'));
    location.reload();
  } catch {
    // Still no place here.
  }
}
