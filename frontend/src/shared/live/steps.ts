import type { Refusal, StepOp, StepTaken } from '../api/types';
import { RESEND_EVERY, STEP_PATIENCE } from './timing';

type Answer = StepTaken | Refusal;

/** Say a step until it is answered: the same `op` twice is one step. Without any answer it is given up. */
export function insist(op: StepOp, say: (op: StepOp, done: (answer: Answer) => void) => void): Promise<Answer> {
  return new Promise((resolve) => {
    const done = (answer: Answer) => {
      clearInterval(again);
      clearTimeout(giveUp);
      resolve(answer);
    };
    const again = setInterval(() => say(op, done), RESEND_EVERY);
    const giveUp = setTimeout(() => done({ ok: false, code: 'no_answer', message: '' }), STEP_PATIENCE);
    say(op, done);
  });
}
