import type { Asks } from '../../shared/ui/ScoreScale';
import { t } from './noticed-text';

/** 'Gemerkt?': four answers, which travel as values of a score. */
export const NOTICED_SCALE: Asks = {
  question: t('scale_question'),
  answers: ([3, 2, 1, 0] as const).map((value) => ({ value, word: t(`scale_${value}`) })),
};
