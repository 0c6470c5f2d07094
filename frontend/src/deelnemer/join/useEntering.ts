import { useState } from 'preact/hooks';
import { explain } from '../text';
import type { Go } from './entering';

/** Joining takes a moment and can fail: one attempt at a time, and what went wrong in words. */
export function useEntering(go: Go) {
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<{ words: string; cause: unknown } | null>(null);
  const enter = async (attempt: () => Promise<string>): Promise<void> => {
    if (busy) return;
    setBusy(true);
    setFailure(null);
    try {
      go(await attempt());
    } catch (cause) {
      setFailure({ words: explain(cause), cause });
      setBusy(false);
    }
  };
  return { busy, failure, enter };
}
