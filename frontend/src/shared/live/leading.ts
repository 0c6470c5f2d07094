import type { Choice, Refusal, StepName, StepOp, StepTaken } from '../api/types';
import type { Portal } from './portal';
import { uuid } from './uuid';

/** What a step is about. */
export type About = Pick<StepOp, 'opgave' | 'view' | 'item' | 'minutes' | 'leave'>;

/** After these the state on this page is not the one of the server. */
const BEHIND = ['stale_version', 'not_leading'];

/** Take a step of the session on the version seen now; `seen` is one that an answer told, newer than any message. */
export async function takeStep(
  portal: Portal,
  step: StepName,
  about: About = {},
  seen = -1,
): Promise<StepTaken | Refusal> {
  const expect = Math.max(portal.store.version, seen);
  const answer = await portal.ask('step', { op: uuid(), step, expect, ...about });
  if (!answer.ok && BEHIND.includes(answer.code)) portal.refresh();
  return answer;
}

/** Decide about a punt of which the result is out: pin, skip, add, or take that back. */
export function choose(portal: Portal, item: string, choice: Choice): Promise<StepTaken | Refusal> {
  return portal.ask('choose', { op: uuid(), item, choice });
}
