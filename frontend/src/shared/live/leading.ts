import type { Choice, Refusal, StepName, StepOp, StepTaken } from '../api/types';
import type { Portal } from './portal';
import { uuid } from './uuid';

type About = Pick<StepOp, 'opgave' | 'view' | 'item' | 'minutes'>;

/** Take a step of the session on the version seen now. */
export async function takeStep(portal: Portal, step: StepName, about: About = {}): Promise<StepTaken | Refusal> {
  const answer = await portal.ask('step', { op: uuid(), step, expect: portal.store.version, ...about });
  if (!answer.ok && answer.code === 'stale_version') portal.refresh();
  return answer;
}

/** Decide about a punt of which the result is out: pin, skip, add, or take that back. */
export function choose(portal: Portal, item: string, choice: Choice): Promise<StepTaken | Refusal> {
  return portal.ask('choose', { op: uuid(), item, choice });
}
