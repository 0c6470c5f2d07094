import { createContext } from 'preact';
import { useContext, useRef, useState } from 'preact/hooks';
import type { Choice, Refusal, Snapshot, StepOp, StepTaken, ViewName } from '../../shared/api/types';
import { choose } from '../../shared/live/leading';
import type { Portal } from '../../shared/live/portal';
import { announce } from '../../shared/ui/Status';
import { presentOpgave } from '../steps/steps';
import { reason, type useSteps } from '../steps/useSteps';
import { t } from '../words';

/** What the scherm is told to show: a view, or one punt. */
export type Shown = Required<Pick<StepOp, 'view'>> | Required<Pick<StepOp, 'item'>>;
type Answer = Promise<StepTaken | Refusal>;

/** Two clicks so soon after each other are one: a list may have moved another punt under the finger meanwhile. */
const DOUBLE_CLICK = 500;

/** What can be done with punten, for every line of the cockpit. */
export interface Desk {
  snapshot: Snapshot;
  /** The session is not over: points can still be chosen. */
  chooses: boolean;
  /** Results stand before the room: the scherm can be told what to show of them. */
  shows: boolean;
  /** What the scherm goes back to after one punt. */
  back: ViewName;
  /** Whether a click counts, or is the second of a double one. */
  counts: () => boolean;
  choose: (item: string, choice: Choice) => Answer;
  show: (what: Shown) => Answer;
}

const Context = createContext<Desk | null>(null);
export const DeskProvider = Context.Provider;

/** Of whoever stands in the cockpit. */
export function useDesk(): Desk {
  const desk = useContext(Context);
  if (desk === null) throw new Error('there is no desk around this part of the cockpit');
  return desk;
}

/** The desk of this cockpit, made anew with each state of the session. */
export function useNewDesk(portal: Portal, snapshot: Snapshot, steps: ReturnType<typeof useSteps>): Desk {
  const clicked = useRef(0);
  const back = useRef<ViewName>(snapshot.current.view);
  if (snapshot.current.item === null) back.current = snapshot.current.view;
  return {
    snapshot,
    chooses: snapshot.state !== 'closed',
    shows: snapshot.state === 'running' && presentOpgave(snapshot)?.state === 'revealed',
    back: back.current,
    counts: () => {
      const now = Date.now();
      if (now - clicked.current < DOUBLE_CLICK) return false;
      clicked.current = now;
      return true;
    },
    choose: (item, choice) => steps.beside(() => choose(portal, item, choice)),
    show: steps.show,
  };
}

/** Buttons that ask the server something: one thing at a time, and why it said no. */
export function useAsking() {
  const desk = useDesk();
  const [busy, setBusy] = useState(false);
  const [trouble, setTrouble] = useState<string | null>(null);

  /** Ask, and say `done` when it was done. */
  const ask = async (what: () => Answer, done: string): Promise<void> => {
    if (busy || !desk.counts()) return;
    setBusy(true);
    setTrouble(null);
    const answer = await what();
    setBusy(false);
    if (answer.ok) announce(done);
    else setTrouble(refusal(answer));
  };
  return { ask, busy, trouble };
}

function refusal({ code, message }: Refusal): string {
  if (code === 'not_live') return t('choose_blocked');
  if (code === 'no_answer') return t('choose_no_answer');
  return reason(code, message);
}
