import { useEffect, useState } from 'preact/hooks';

/** Where somebody is in an opgave: its opening, the list of its punten, or one punt. */
export type Spot = 'opening' | 'list' | { item: string };

/**
 * The spot in one round of an opgave; refreshing the page comes back to it, and from the list Back leads to the punt.
 * `key` names the session, participant, opgave and round; `first` is where one begins.
 */
export function useSpot(key: string, first: () => Spot): [Spot, (spot: Spot) => void] {
  const [spot, setSpot] = useState<Spot>(() => spotOf(kept(key)) ?? first());
  const show = (next: Spot) => {
    setSpot(next);
    try {
      sessionStorage.setItem(`wijk/spot/${key}`, JSON.stringify(next));
    } catch {
      // A browser that keeps nothing begins again at the first open punt.
    }
  };
  useEffect(() => {
    const back = ({ state }: PopStateEvent) => {
      const entry = state as { key?: unknown; spot?: unknown } | null;
      const there = entry?.key === key ? spotOf(entry.spot) : null;
      if (there !== null) show(there);
    };
    addEventListener('popstate', back);
    return () => removeEventListener('popstate', back);
  });
  const move = (next: Spot) => {
    if (next === 'list') {
      history.replaceState(entry({ key, spot }), '');
      history.pushState(entry({ key, spot: next }), '');
    } else history.replaceState(entry({ key, spot: next }), '');
    show(next);
  };
  return [spot, move];
}

/** What this page of the history says already, and this beside it. */
export function entry(more: object): object {
  return { ...(history.state as object | null), ...more };
}

function kept(key: string): unknown {
  try {
    return JSON.parse(sessionStorage.getItem(`wijk/spot/${key}`) ?? 'null');
  } catch {
    return null;
  }
}

function spotOf(kept: unknown): Spot | null {
  if (kept === 'opening' || kept === 'list') return kept;
  const item = typeof kept === 'object' && kept !== null && 'item' in kept ? kept.item : null;
  return typeof item === 'string' ? { item } : null;
}
