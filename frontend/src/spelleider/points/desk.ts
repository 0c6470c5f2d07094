import { useRef, useState } from 'preact/hooks';
import type { Choice, Leading, Refusal, Snapshot, StepName, StepOp, StepTaken, ViewName } from '../../shared/api/types';
import { type About, choose } from '../../shared/live/leading';
import type { Portal } from '../../shared/live/portal';
import { announce } from '../../shared/ui/Status';
import { type Choice as StepChoice, otherLeader, presentOpgave } from '../steps/steps';
import { reason, type useSteps } from '../steps/useSteps';
import { t } from '../words';

/** What the scherm is told to show: a view, one punt, or the talk about one. */
export type Shown = Pick<StepOp, 'view' | 'item'>;
type Answer = Promise<StepTaken | Refusal>;

/** Two clicks so soon after each other on one place are one: another button may have come there meanwhile. */
const DOUBLE_CLICK = 500;
const ONE_PLACE = 8;

/** What can be done with punten, for every line of the cockpit. */
export interface Desk {
  snapshot: Snapshot;
  /** Nobody else leads: steps can be taken here. */
  leads: boolean;
  /** A step is under way or was just taken: the next one waits. */
  settling: boolean;
  /** The session is not over: points can still be chosen. */
  chooses: boolean;
  /** Results stand before the room: the scherm can be told what to show of them. */
  shows: boolean;
  /** What the scherm goes back to after one punt. */
  back: ViewName;
  /** Whether a click counts, or is the second of a double one. */
  counts: (click: MouseEvent) => boolean;
  choose: (item: string, choice: Choice) => Answer;
  show: (what: Shown) => Answer;
  /** Take a step that sets something and leaves the room where it is. */
  set: (step: StepName, about: About) => Answer;
  /** Take a step that moves the room on; some of them ask first. */
  step: (choice: StepChoice) => void;
}

/** The desk of this cockpit, made anew with each state of the session. */
export function useDesk(
  portal: Portal,
  snapshot: Snapshot,
  steps: ReturnType<typeof useSteps>,
  step: (choice: StepChoice) => void,
): Desk {
  const before = useRef<MouseEvent | null>(null);
  const back = useRef<ViewName>(snapshot.current.view);
  if (snapshot.current.item === null) back.current = snapshot.current.view;
  const leads = otherLeader(snapshot) === null;
  return {
    snapshot,
    leads,
    settling: steps.settling,
    chooses: snapshot.state !== 'closed',
    shows: leads && snapshot.state === 'running' && presentOpgave(snapshot)?.state === 'revealed',
    back: back.current,
    counts: (click) => {
      if (before.current !== null && isSecond(click, before.current)) return false;
      before.current = click;
      return true;
    },
    choose: (item, choice) => steps.beside(() => choose(portal, item, choice)),
    show: (what) => steps.set('show', what),
    set: steps.set,
    step,
  };
}

/** Buttons that ask the server something: one thing at a time, and why it said no. */
export function useAsking(desk: Desk) {
  const [busy, setBusy] = useState(false);
  const [trouble, setTrouble] = useState<string | null>(null);

  /** Ask, and say `done` when it was done. */
  const ask = async (click: MouseEvent, what: () => Answer, done: string): Promise<void> => {
    if (busy || !desk.counts(click)) return;
    setBusy(true);
    setTrouble(null);
    const answer = await what();
    setBusy(false);
    if (answer.ok) announce(done);
    else setTrouble(refusal(answer, desk.snapshot.leading));
  };
  return { ask, busy, trouble };
}

/** A click of the keyboard has no place on the page, so there only the button tells. */
function isSecond(click: MouseEvent, before: MouseEvent): boolean {
  if (click.timeStamp - before.timeStamp >= DOUBLE_CLICK) return false;
  const apart = Math.hypot(click.clientX - before.clientX, click.clientY - before.clientY);
  return click.target === before.target || (click.detail > 0 && apart <= ONE_PLACE);
}

function refusal(answer: Refusal, leading?: Leading): string {
  if (answer.code === 'not_live') return t('choose_blocked');
  if (answer.code === 'no_answer') return t('choose_no_answer');
  return reason(answer, leading);
}
