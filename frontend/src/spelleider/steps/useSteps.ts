import { useEffect, useRef, useState } from 'preact/hooks';
import type { Refusal, StepOp, StepTaken } from '../../shared/api/types';
import { takeStep } from '../../shared/live/leading';
import type { Portal } from '../../shared/live/portal';
import { announce } from '../../shared/ui/Status';
import { t } from '../words';
import type { Choice } from './steps';

/** A click so soon after the room moved on was meant for the button that stood there before. */
const SETTLES = 800;
const NOT_LIVE: Refusal = { ok: false, code: 'not_live', message: '' };

/**
 * Taking steps: one at a time, never twice by a double click, and never on a state that was not read yet.
 * `where` is the state that the buttons were made for (`whereOf`).
 */
export function useSteps(portal: Portal, where: string) {
  const [trouble, setTrouble] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  const moved = useMoved(where, busy);
  /** What was asked last. Everything makes a version, and a step names the one it saw: so each waits for the one before. */
  const last = useRef<Promise<unknown>>(Promise.resolve());

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

  const afterLast = <T>(ask: () => Promise<T>): Promise<T> => {
    const answer = last.current.then(ask);
    last.current = answer;
    return answer;
  };

  const take = async (choice: Choice): Promise<void> => {
    if (!counts()) return;
    setBusy(true);
    setTrouble(null);
    const about = choice.step === 'open' && choice.opgave ? { opgave: choice.opgave.number } : {};
    const answer = await afterLast(() => takeStep(portal, choice.step, about));
    moved.until = Date.now() + SETTLES;
    moved.byMe = true;
    setBusy(false);
    if (!answer.ok) tell(reason(answer.code, answer.message));
  };

  /** Ask something that leaves the room where it is. */
  const beside = (ask: () => Promise<StepTaken | Refusal>): Promise<StepTaken | Refusal> =>
    portal.phase.peek() === 'live' ? afterLast(ask) : Promise.resolve(NOT_LIVE);

  /** Tell the scherm what to show; this too is a step on the version seen now. */
  const show = (what: Pick<StepOp, 'view' | 'item'>) => beside(() => takeStep(portal, 'show', what));

  return { counts, take, beside, show, settling: busy || Date.now() < moved.until, trouble };
}

/** Until when a click is too early, and whether the step before it was taken here. */
function useMoved(where: string, busy: boolean): { until: number; byMe: boolean } {
  const moved = useRef({ where, until: 0, byMe: false }).current;
  if (moved.where !== where) {
    const now = Date.now();
    moved.byMe = busy || (moved.byMe && now < moved.until);
    moved.where = where;
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

/** Why the server did not do it, in words. */
export function reason(code: string, message: string): string {
  if (code === 'stale_version') return t('trouble_stale');
  if (code === 'no_answer') return t('trouble_no_answer');
  return message || t('unexpected');
}
