import { useEffect } from 'preact/hooks';
import type { Portal } from '../shared/live/portal';
import { ConnectionBar } from '../shared/ui/ConnectionBar';
import { Status } from '../shared/ui/Status';
import { Desk } from './Desk';
import type { Stack } from './stack';
import './tafel.css';
import { t } from './words';

interface TafelProps {
  portal: Portal;
  stack: Stack;
  /** The way back, for who leads. */
  cockpit: string | null;
  /** The number of the table, or nothing for who leads. */
  table: string;
}

/** Typing in what people answered on paper. */
export function Tafel({ portal, stack, cockpit, table }: TafelProps) {
  const snapshot = portal.store.snapshot.value;
  const ended = portal.store.ended.value;
  const typed = snapshot === null ? 0 : Object.keys(snapshot.progress.paper).length + snapshot.progress.count;
  useEffect(() => {
    stack.start();
    return () => stack.stop();
  }, [stack]);
  useEffect(() => void stack.load(), [stack, typed]);

  const revoked = ended === 'revoked' || ended === 'gone';
  if (portal.stranger.value || revoked || snapshot === null) {
    const words = portal.stranger.value ? 'no_access' : revoked ? 'revoked' : 'loading';
    return (
      <div class="tafel">
        <h1 class="nl-heading nl-heading--level-1">{t('title')}</h1>
        <p>{t(words)}</p>
      </div>
    );
  }
  return (
    <div class="tafel">
      <ConnectionBar portal={portal} />
      <header>
        {cockpit !== null && (
          <p>
            <a class="nl-link" href={cockpit}>
              {t('to_cockpit')}
            </a>
          </p>
        )}
        <h1 class="nl-heading nl-heading--level-1">{table === '' ? t('title') : t('title_table', { table })}</h1>
        <p>{snapshot.title}</p>
        <p>{t('intro')}</p>
      </header>
      <Desk snapshot={snapshot} stack={stack} />
      <Status />
    </div>
  );
}
