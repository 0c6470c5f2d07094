import { useEffect, useState } from 'preact/hooks';
import { serverNow } from '../api/client';

/** Whole seconds until a moment by the clock of the server, below zero once it passed; null without a moment. */
export function useSecondsLeft(until: string | null): number | null {
  const [, tick] = useState(0);
  useEffect(() => {
    if (until === null) return;
    const timer = setInterval(() => tick((times) => times + 1), 1_000);
    return () => clearInterval(timer);
  }, [until]);
  return until === null ? null : Math.ceil((Date.parse(until) - serverNow()) / 1_000);
}
