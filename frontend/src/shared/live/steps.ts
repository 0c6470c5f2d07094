import type { Refusal } from '../api/types';
import { RESEND_EVERY, STEP_PATIENCE } from './timing';

/** Say an operation until it is answered: the same `op` twice is one. Without any answer it is given up. */
export function insist<Op, Answer>(
  op: Op,
  say: (op: Op, done: (answer: Answer) => void) => void,
): Promise<Answer | Refusal> {
  return new Promise((resolve) => {
    const done = (answer: Answer | Refusal) => {
      clearInterval(again);
      clearTimeout(giveUp);
      resolve(answer);
    };
    const again = setInterval(() => say(op, done), RESEND_EVERY);
    const giveUp = setTimeout(() => done({ ok: false, code: 'no_answer', message: '' }), STEP_PATIENCE);
    say(op, done);
  });
}
