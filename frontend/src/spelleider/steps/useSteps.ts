import { useEffect, useRef, useState } from 'preact/hooks';
import { takeStep } from '../../shared/live/leading';
import type { Portal } from '../../shared/live/portal';
import { announce } from '../../shared/ui/Status';
import { t } from '../words';
import type { Choice } from './steps';

/** A click so soon after the room moved on was meant for the button that stood there before. */
const SETTLES = 800;

/** Taking steps: one at a time, never twice by a double click, and never on a state that was not read yet. */
export function useSteps(portal: Portal, version: number) {
  const [trouble, setTrouble] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  const moved = useMoved(version, busy);

  const tell = (words: string): void => {
    setTrouble(words);
    announce(words);
  };

  /** Whether a click counts now; when somebody else moved the room on, the words say so. */
  const counts = (): boolean => {
    if (busy || portal.phase.peek() !== 'live') return false;
    if (Date.now() >= moved.until) return true;
    if (!moved.byMe) tell(t('trouble_stale'));
    return false;
  };

  const take = async (choice: Choice): Promise<void> => {
    if (!counts()) return;
    setBusy(true);
    setTrouble(null);
    const about = choice.step === 'open' && choice.opgave ? { opgave: choice.opgave.number } : {};
    const answer = await takeStep(portal, choice.step, about);
    moved.until = Date.now() + SETTLES;
    moved.byMe = true;
    setBusy(false);
    if (!answer.ok) tell(reason(answer.code, answer.message));
  };

  return { counts, take, settling: busy || Date.now() < moved.until, trouble };
}

/** Until when a click is too early, and whether the step before it was taken here. */
function useMoved(version: number, busy: boolean): { until: number; byMe: boolean } {
  const moved = useRef({ version, until: 0, byMe: false }).current;
  if (moved.version !== version) {
    const now = Date.now();
    moved.byMe = busy || (moved.byMe && now < moved.until);
    moved.version = version;
    moved.until = now + SETTLES;
  }
  const { until } = moved;
  const [, lookAgain] = useState(0);
  useEffect(() => {
    // Also when that moment has passed: a slow device may have drawn the buttons before it.
    const timer = setTimeout(() => lookAgain((times) => times + 1), Math.max(0, until - Date.now()) + 1);
    return () => clearTimeout(timer);
  }, [until]);
  return moved;
}

function reason(code: string, message: string): string {
  if (code === 'stale_version') return t('trouble_stale');
  if (code === 'no_answer') return t('trouble_no_answer');
  return message || t('unexpected');
}
