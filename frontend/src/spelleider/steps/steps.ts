import type { OpgaveView, Snapshot, StepName } from '../../shared/api/types';

/** A step that can be taken now, and the name of its button. */
export interface Choice {
  step: StepName;
  /** Text of the button. */
  label:
    | 'step_start'
    | 'step_open'
    | 'step_reveal'
    | 'step_next'
    | 'step_next_shown'
    | 'step_close'
    | 'step_back'
    | 'step_pause'
    | 'step_resume';
  /** The opgave that the step is about, when its name says which. */
  opgave?: OpgaveView;
}

export interface Choices {
  /** The one thing to do now; null only when the session is closed. */
  primary: Choice | null;
  others: Choice[];
}

const CLOSE: Choice = { step: 'close', label: 'step_close' };
const PAUSE: Choice = { step: 'pause', label: 'step_pause' };

/** What the spelleider can do now. The server decides in the end; this only leaves out what it would refuse. */
export function choicesOf(snapshot: Snapshot): Choices {
  switch (snapshot.state) {
    case 'concept':
    case 'lobby':
      return { primary: { step: 'start', label: 'step_start' }, others: [CLOSE] };
    case 'paused':
      return { primary: { step: 'resume', label: 'step_resume' }, others: [CLOSE] };
    case 'closed':
      return { primary: null, others: [] };
    case 'running':
      return running(snapshot);
  }
}

function running({ opgaven, current }: Snapshot): Choices {
  if (opgaven.some((opgave) => opgave.state === 'scoring')) {
    return { primary: { step: 'reveal', label: 'step_reveal' }, others: [PAUSE, CLOSE] };
  }
  const here = opgaven.findIndex((opgave) => opgave.number === current.opgave);
  const before = here > 0 ? opgaven[here - 1] : undefined;
  const back: Choice[] = before?.state === 'revealed' ? [{ step: 'back', label: 'step_back' }] : [];
  const primary = onwards(opgaven, here);
  return { primary, others: [...back, PAUSE, ...(primary.step === 'close' ? [] : [CLOSE])] };
}

/** The next of the agenda; else one that was passed over; else the end. */
function onwards(opgaven: OpgaveView[], here: number): Choice {
  const next = here >= 0 ? opgaven[here + 1] : undefined;
  if (next) {
    return { step: 'next', label: next.state === 'revealed' ? 'step_next_shown' : 'step_next', opgave: next };
  }
  const waiting = opgaven.find((opgave) => opgave.state === 'waiting');
  return waiting ? { step: 'open', label: 'step_open', opgave: waiting } : CLOSE;
}

/** The opgave in front of the room. */
export function presentOpgave({ opgaven, current }: Snapshot): OpgaveView | null {
  return opgaven.find((opgave) => opgave.number === current.opgave) ?? null;
}

/**
 * Where the room is, to compare with where it was: what the buttons of the steps were made for. A version that only a
 * choice of points, another view of the scherm, or words made anew gave the session leaves it as it is.
 */
export function whereOf({ state, current, opgaven }: Snapshot): string {
  return [state, current.opgave, ...opgaven.map((opgave) => opgave.state)].join(' ');
}
