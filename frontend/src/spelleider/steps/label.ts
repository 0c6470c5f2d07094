import type { OpgaveView } from '../../shared/api/types';
import { AGREEMENTS } from '../../shared/i18n/agenda';
import { t } from '../words';
import type { Choice } from './steps';

type Named =
  | 'step_open_values'
  | 'step_open_together_values'
  | 'step_next_values'
  | 'step_next_shown_values'
  | 'step_reveal_this_values';
const VALUES: Partial<Record<Choice['label'], Named>> = {
  step_open: 'step_open_values',
  step_open_together: 'step_open_together_values',
  step_next: 'step_next_values',
  step_next_shown: 'step_next_shown_values',
  step_reveal_this: 'step_reveal_this_values',
};

type Agreed = 'step_open_agreements' | 'step_reveal_this_agreements' | 'step_next_shown_agreements';
const AGREED: Partial<Record<Choice['label'], Agreed>> = {
  step_open: 'step_open_agreements',
  step_open_together: 'step_open_agreements',
  step_reveal: 'step_reveal_this_agreements',
  step_reveal_this: 'step_reveal_this_agreements',
  step_next: 'step_open_agreements',
  step_next_shown: 'step_next_shown_agreements',
};

/** What the button of a step says. */
export function labelOf({ label, opgave }: Choice): string {
  if (!opgave) return t(label);
  if (opgave.number === AGREEMENTS) return t(AGREED[label] ?? label);
  return t((opgave.number === 0 && VALUES[label]) || label, { number: opgave.number });
}

/** 'Opgave 3: Samen eten'; the ten waarden have a name and no number. */
export function nameOf({ number, name }: OpgaveView): string {
  return number < 1 ? name : t('opgave_named', { number, name });
}

/** The same as part of a sentence: 'opgave 3', 'de tien waarden'. */
export function shortName({ number }: OpgaveView): string {
  if (number === AGREEMENTS) return t('the_agreements');
  return number === 0 ? t('the_values') : t('the_opgave', { number });
}
