import type { OpgaveView, Snapshot } from '../shared/api/types';

/** What the scherm shows now. */
export type Stage =
  | { name: 'join' | 'paused' | 'closed' }
  | { name: 'waiting'; opgave: OpgaveView | null }
  | { name: 'own'; opgaven: OpgaveView[] }
  | { name: 'scoring' | 'reveal'; opgave: OpgaveView };

/** The present moment and nothing else, so that a scherm that starts late shows what the room talks about. */
export function stageOf(snapshot: Snapshot): Stage {
  switch (snapshot.state) {
    case 'concept':
    case 'lobby':
      return { name: 'join' };
    case 'paused':
      return { name: 'paused' };
    case 'closed':
      return { name: 'closed' };
    case 'running':
      return running(snapshot);
  }
}

/** Whether people can still come in, and the present moment does not say how by itself. */
export function doorStands(snapshot: Snapshot): boolean {
  const { name } = stageOf(snapshot);
  return snapshot.doors?.joining === 'open' && name !== 'join' && name !== 'closed';
}

function running({ opgaven, current }: Snapshot): Stage {
  const opgave = opgaven.find((each) => each.number === current.opgave);
  if (opgave?.state === 'scoring') return { name: 'scoring', opgave };
  if (opgave?.state === 'revealed') return { name: 'reveal', opgave };
  const own = opgaven.filter((each) => each.state === 'scoring');
  if (own.length > 0) return { name: 'own', opgaven: own };
  return { name: 'waiting', opgave: opgave ?? opgaven.find((each) => each.state === 'waiting') ?? null };
}
