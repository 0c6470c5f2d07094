import type { OpgaveView } from '../../shared/api/types';
import { Notice } from '../../shared/ui/Notice';
import { ask } from './propose-text';
import type { Proposals } from './proposals';

/** The last proposal about an opgave does not count, and why. */
export function LostProposal({
  proposals,
  opgave,
  urgent,
}: {
  proposals: Proposals;
  opgave: OpgaveView;
  urgent?: boolean;
}) {
  const lost = proposals.lost.value.get(opgave.number);
  const number = opgave.items.find(({ id }) => id === lost?.item)?.number;
  if (lost === undefined || number === undefined) return null;
  return (
    <Notice kind="warning" {...(urgent ? { urgent } : {})}>
      <p>{ask(lost.why, { number })}</p>
    </Notice>
  );
}
