import { useEffect, useRef, useState } from 'preact/hooks';
import { serverNow } from '../../shared/api/client';
import type { OpgaveView, Snapshot } from '../../shared/api/types';
import { announce } from '../../shared/ui/Status';
import { t } from './scoring-text';

const MINUTE = 60_000;
const SOON = 5 * MINUTE;
const LAST = 20_000;

/** How near the end is: `open` for long enough, `soon` within five minutes, `last` within twenty seconds, `over`. */
export type Near = 'open' | 'soon' | 'last' | 'over';

export interface Time {
  near: Near;
  /** What to say about it; null when there is no end. */
  words: string | null;
  /** It is over and nothing is let in any more. */
  closed: boolean;
}

/** The time of an opgave: its own pace ends and closes it; the timer of the spelleider closes nothing. */
export function timeOf({ own, number }: OpgaveView, { own_until, current }: Snapshot, now: number): Time {
  const until = own ? own_until : number === current.opgave ? current.deadline : null;
  if (until === null) return { near: 'open', words: null, closed: false };
  const left = Date.parse(until) - now;
  const near = left <= 0 ? 'over' : left <= LAST ? 'last' : left <= SOON ? 'soon' : 'open';
  const n = Math.max(1, Math.ceil(left / MINUTE));
  if (!own)
    return { near: 'open', words: near === 'over' ? t('timer_over') : t('timer_minutes', { n }), closed: false };
  const words = {
    open: openUntil(until),
    soon: t('closes_minutes', { n }),
    last: t('closes_seconds'),
    over: t('closed_now'),
  };
  return { near, words: words[near], closed: near === 'over' };
}

/** 'Open tot 20.30 uur', by the clock on the wall here. */
export function openUntil(until: string): string {
  const moment = new Date(until);
  const two = (number: number) => String(number).padStart(2, '0');
  return t('open_until', { time: `${moment.getHours()}.${two(moment.getMinutes())}` });
}

const EVERY = 1_000;

/** The same while time goes by; what is about to close is announced politely, and so is what opens again. */
export function useTime(opgave: OpgaveView, snapshot: Snapshot): Time {
  const [now, setNow] = useState(serverNow);
  const time = timeOf(opgave, snapshot, now);
  const ends = time.words !== null;
  useEffect(() => {
    if (!ends) return undefined;
    const look = () => setNow(serverNow());
    look();
    const timer = setInterval(look, EVERY);
    return () => clearInterval(timer);
  }, [ends, snapshot.own_until]);
  const { near } = time;
  const until = snapshot.own_until;
  const before = useRef(near);
  useEffect(() => {
    const was = before.current;
    before.current = near;
    if (was === near) return;
    if (was === 'over' && until !== null) announce(t('opened_again', { until: openUntil(until) }));
    else if (near === 'soon') announce(t('warn_minutes'));
    else if (near === 'last') announce(t('warn_seconds'));
    else if (near === 'over') announce(`${t('closed_now')}. ${t('closed_kept')}`);
  }, [near, until]);
  return time;
}
