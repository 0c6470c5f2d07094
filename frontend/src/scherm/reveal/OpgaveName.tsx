import type { OpgaveView } from '../../shared/api/types';
import { t } from '../words';

/** Which opgave this is about; what is no opgave has a name and no number. */
export function OpgaveName({ opgave }: { opgave: OpgaveView }) {
  return <p class="scherm__eyebrow">{opgaveWords(opgave)}</p>;
}

export function opgaveWords({ number, name }: OpgaveView): string {
  return number < 1 ? name : t('reveal_eyebrow', { number, name });
}
