import type { Snapshot } from '../../shared/api/types';

/** Everything that this browser kept of a participant: answers long sent, places, and what was told. */
export function forgetPerson({ session, me }: Snapshot): void {
  forget(() => localStorage, `/${session}/${me?.id ?? ''}/`);
  forget(() => sessionStorage, session);
}

function forget(storage: () => Storage, about: string): void {
  try {
    const kept = storage();
    for (const key of Object.keys(kept)) if (key.startsWith('wijk/') && key.includes(about)) kept.removeItem(key);
  } catch {
    // A browser that keeps nothing has nothing to forget.
  }
}
