import { useState } from 'preact/hooks';

/** Where somebody is in an opgave: its opening, the list of its punten, or one punt. */
export type Spot = 'opening' | 'list' | { item: string };

/**
 * The spot in one round of an opgave; refreshing the page comes back to it.
 * `key` names the session, opgave and round; `first` is where one begins.
 */
export function useSpot(key: string, first: () => Spot): [Spot, (spot: Spot) => void] {
  const [spot, setSpot] = useState<Spot>(() => read(key) ?? first());
  const move = (next: Spot) => {
    setSpot(next);
    try {
      sessionStorage.setItem(`wijk/spot/${key}`, JSON.stringify(next));
    } catch {
      // A browser that keeps nothing begins again at the first open punt.
    }
  };
  return [spot, move];
}

function read(key: string): Spot | null {
  try {
    const kept: unknown = JSON.parse(sessionStorage.getItem(`wijk/spot/${key}`) ?? 'null');
    if (kept === 'opening' || kept === 'list') return kept;
    const item = typeof kept === 'object' && kept !== null && 'item' in kept ? kept.item : null;
    return typeof item === 'string' ? { item } : null;
  } catch {
    return null;
  }
}
