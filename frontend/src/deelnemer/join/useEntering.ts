import { useState } from 'preact/hooks';
import { ApiError } from '../../shared/api/client';
import { explain } from '../text';

/** Why an attempt came to nothing. */
export interface Failure {
  words: string;
  /** The stable code of the server, when it answered. */
  code: string | null;
}

/** Coming in takes a moment and can fail: one attempt at a time, and what went wrong in words. Whoever is in goes on. */
export function useEntering<T>(go: (found: T) => void) {
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<Failure | null>(null);
  const enter = async (attempt: () => Promise<T>): Promise<void> => {
    if (busy) return;
    setBusy(true);
    setFailure(null);
    try {
      go(await attempt());
    } catch (cause) {
      setFailure({ words: explain(cause), code: cause instanceof ApiError ? cause.code : null });
      setBusy(false);
    }
  };
  return { busy, failure, enter };
}
