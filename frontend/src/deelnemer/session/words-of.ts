import type { ItemView, OpgaveView } from '../../shared/api/types';
import { translator } from '../../shared/i18n';
import common from '../../shared/i18n/locales/nl/common.json';
import scoring from '../../shared/i18n/locales/nl/scoring.json';
import { answerWords } from '../../shared/ui/ScoreScale';
import { noticed, t as ofAgreement } from '../agreed/noticed-text';
import { t } from './scoring-text';

/** The texts of answering where it is about afspraken, 'gemerkt?': other words for the same things. */
const ofAgreements = translator({ ...common, ...scoring, ...noticed });

/** The texts of answering an opgave: punten, or the afspraken of last time. */
export function wordsOf({ number }: OpgaveView): typeof t {
  return number < 0 ? ofAgreements : t;
}

/** An answer as people read it: '4, meestal wel', or 'een beetje' where it was asked what they noticed. */
export function answerOf({ kind }: ItemView, value: number): string {
  return kind === 'afspraak' ? ofAgreement(`scale_${value as 0 | 1 | 2 | 3}`) : answerWords(value);
}
