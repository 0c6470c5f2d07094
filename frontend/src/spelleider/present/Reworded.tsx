import type { OpgaveView, Snapshot } from '../../shared/api/types';
import { rowsOf } from '../../shared/charts/data/results';
import { Notice } from '../../shared/ui/Notice';
import { revealedOf } from '../points/points';
import { shortName } from '../steps/label';
import { t } from '../words';

/** Which punten of other opgaven say something else now than at their own reveal, and why: told beside a later reveal. */
export function Reworded({ snapshot, here }: { snapshot: Snapshot; here: OpgaveView }) {
  const changed = revealedOf(snapshot)
    .filter(({ number }) => number !== here.number)
    .map((opgave) => ({
      opgave,
      numbers: rowsOf(opgave, snapshot.published)
        .filter(({ result }) => result.word !== result.first_word)
        .map(({ item }) => item.number),
    }))
    .filter(({ numbers }) => numbers.length > 0);
  if (changed.length === 0) return null;
  const n = changed.reduce((sum, { numbers }) => sum + numbers.length, 0);
  const which = changed
    .map(({ opgave, numbers }) => t('reworded_of', { opgave: shortName(opgave), numbers: numbers.join(', ') }))
    .join('; ');
  return <Notice>{t('reworded', { n, which })}</Notice>;
}
