import { useEffect, useState } from 'preact/hooks';
import { t } from '../i18n';
import type { Portal } from '../live/portal';
import { TELL_AFTER, TELL_RESTORED } from '../live/timing';
import { announce } from './Status';
import './connection-bar.css';

interface ConnectionBarProps {
  portal: Portal;
  /** 'Uw telefoon heeft geen internet', for who holds a phone. */
  offline?: string;
}

/** Says what is wrong with the connection, and whose fault it is; nothing while all is well. */
export function ConnectionBar({ portal, offline = t('offline') }: ConnectionBarProps) {
  const phase = portal.phase.value;
  const postponed = portal.delivery.value?.postponed.value === true;
  const [told, setTold] = useState<'nothing' | 'lost' | 'restored'>('nothing');
  const good = phase === 'live' || phase === 'polling';

  useEffect(() => {
    if (phase === 'over' || (good && told === 'nothing')) return;
    const next = good ? 'nothing' : 'lost';
    if (good && told === 'lost') {
      setTold('restored');
      return;
    }
    const timer = setTimeout(() => setTold(next), good ? TELL_RESTORED : TELL_AFTER);
    return () => clearTimeout(timer);
  }, [phase, good, told]);

  let words = '';
  if (phase === 'over') words = '';
  else if (!good && told === 'lost')
    words = navigator.onLine ? t(portal.silent.value ? 'server_silent' : 'reconnecting') : offline;
  else if (good && postponed) words = t('watch_only');
  else if (told === 'restored') words = t('restored');

  useEffect(() => {
    if (words !== '') announce(words);
  }, [words]);

  if (words === '') return null;
  return <p class={`wp-connection wp-connection--${good && !postponed ? 'good' : 'bad'}`}>{words}</p>;
}
