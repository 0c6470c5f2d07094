import { useEffect, useState } from 'preact/hooks';
import type { Snapshot } from '../../shared/api/types';
import { entry } from './spot';

/** Where somebody went at an own pace: an opgave by its number, the list of all, or null: along with the room. */
export type Place = number | 'list' | null;

/**
 * The own place; refreshing the page comes back to it, and Back leads to the place before. Who chose the opgave that the
 * room comes to is with the room from then on.
 */
export function usePlace({ session, me }: Snapshot, room: number | null): [Place, (place: Place) => void] {
  const key = `wijk/place/${session}/${me?.id ?? ''}`;
  const [place, setPlace] = useState<Place>(() => kept(key));
  const show = (next: Place) => {
    setPlace(next);
    try {
      sessionStorage.setItem(key, JSON.stringify(next));
    } catch {
      // A browser that keeps nothing begins again with the room.
    }
  };
  useEffect(() => {
    const back = ({ state }: PopStateEvent) => {
      const there = (state as { place?: unknown } | null)?.place;
      if (there !== undefined) show(placeOf(there));
    };
    addEventListener('popstate', back);
    return () => removeEventListener('popstate', back);
  });
  const arrived = place !== null && place === room;
  useEffect(() => {
    if (arrived) show(null);
  });
  const go = (next: Place) => {
    history.replaceState(entry({ place }), '');
    history.pushState(entry({ place: next }), '');
    show(next);
  };
  return [place, go];
}

function kept(key: string): Place {
  try {
    return placeOf(JSON.parse(sessionStorage.getItem(key) ?? 'null'));
  } catch {
    return null;
  }
}

function placeOf(kept: unknown): Place {
  return typeof kept === 'number' || kept === 'list' ? kept : null;
}
