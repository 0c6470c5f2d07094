import { useEffect, useRef, useState } from 'preact/hooks';
import type { Leading, Refusal, StepName, StepTaken } from '../../shared/api/types';
import { type About, takeStep } from '../../shared/live/leading';
import type { Portal } from '../../shared/live/portal';
import { t } from '../words';
import { aboutOf, type Choice } from './steps';

/** A click so soon after the room moved on was meant for the button that stood there before. */
const SETTLES = 800;
const NOT_LIVE: Refusal = { ok: false, code: 'not_live', message: '' };
const STALE: Refusal = { ok: false, code: 'stale_version', message: '' };

/**
 * Taking steps: one at a time, never twice by a double click, and never on a state that was not read yet.
 * `where` is the state that the buttons were made for (`whereOf`).
 */
export function useSteps(portal: Portal, where: string) {
  const [trouble, setTrouble] = useState<Refusal | null>(null);
  const [busy, setBusy] = useState(false);
  const moved = useMoved(where, busy);
  /** What was asked last. Everything makes a version, and a step names the one it saw: so each waits for the one before. */
  const last = useRef<Promise<unknown>>(Promise.resolve());

  /** Whether a click counts now; when somebody else moved the room on, the words say so. */
  const counts = (): boolean => {
    if (busy || portal.phase.peek() !== 'live') return false;
    if (Date.now() >= moved.until) return true;
    if (!moved.byMe) setTrouble({ ...STALE });
    return false;
  };

  const afterLast = <T>(ask: () => Promise<T>): Promise<T> => {
    const answer = last.current.then(ask);
    last.current = answer;
    return answer;
  };

  /** Take these steps one after the other, until one is refused; answers whether all were taken. */
  const take = async (...choices: Choice[]): Promise<boolean> => {
    if (!counts()) return false;
    setBusy(true);
    setTrouble(null);
    let answer: StepTaken | Refusal = { ok: true, version: -1 };
    for (const choice of choices) {
      const seen: number = answer.version;
      answer = await afterLast(() => takeStep(portal, choice.step, aboutOf(choice), seen));
      if (!answer.ok) break;
    }
    moved.until = Date.now() + SETTLES;
    moved.byMe = true;
    setBusy(false);
    if (!answer.ok) setTrouble(answer);
    return answer.ok;
  };

  /** Ask something that leaves the room where it is. */
  const beside = (ask: () => Promise<StepTaken | Refusal>): Promise<StepTaken | Refusal> =>
    portal.phase.peek() === 'live' ? afterLast(ask) : Promise.resolve(NOT_LIVE);

  /** Take a step that leaves the room where it is, on the version seen now: what the scherm shows, or how long. */
  const set = (step: StepName, about: About) => beside(() => takeStep(portal, step, about));

  return { counts, take, beside, set, settling: busy || Date.now() < moved.until, trouble };
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

/** Why the server did not do it, in words. Who leads took the step that was first. */
export function reason({ code, message }: Refusal, leading?: Leading): string {
  if (code === 'stale_version') {
    const name = leading?.me === false ? leading.name : null;
    return name === null ? t('trouble_stale') : t('trouble_stale_by', { name });
  }
  if (code === 'no_answer') return t('trouble_no_answer');
  return message || t('unexpected');
}
