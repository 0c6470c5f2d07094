import { useRef, useState } from 'preact/hooks';
import type { Portal } from '../../shared/live/portal';
import { announce } from '../../shared/ui/Status';
import { t } from '../words';
import type { Choice } from './steps';

/** A click so soon after a step was meant for the button that stood there before. */
const SETTLES = 800;

/** Taking steps: one at a time, and never twice by a double click. */
export function useSteps(portal: Portal) {
  const [trouble, setTrouble] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  const until = useRef(0);

  const take = async (choice: Choice): Promise<void> => {
    if (busy || portal.phase.peek() !== 'live' || Date.now() < until.current) return;
    setBusy(true);
    setTrouble(null);
    const answer = await portal.step(choice.step, choice.step === 'open' ? choice.opgave?.number : undefined);
    until.current = Date.now() + SETTLES;
    setBusy(false);
    if (answer.ok) return;
    const words = reason(answer.code, answer.message);
    setTrouble(words);
    announce(words);
  };

  return { take, busy, trouble, forget: () => setTrouble(null) };
}

function reason(code: string, message: string): string {
  if (code === 'stale_version') return t('trouble_stale');
  if (code === 'no_answer') return t('trouble_no_answer');
  return message || t('unexpected');
}
