import { useEffect, useState } from 'preact/hooks';

/** Whole seconds until a moment by the clock of this device, below zero once it passed; null without a moment. */
export function useSecondsLeft(until: string | null): number | null {
  const [, tick] = useState(0);
  useEffect(() => {
    if (until === null) return;
    const timer = setInterval(() => tick((times) => times + 1), 1_000);
    return () => clearInterval(timer);
  }, [until]);
  return until === null ? null : Math.ceil((Date.parse(until) - Date.now()) / 1_000);
}
