import type { PaperOp } from '../shared/api/types';
import { Button } from '../shared/ui/Button';
import { Notice } from '../shared/ui/Notice';
import { cardOf, savedAs, type Outcome, type Stack } from './stack';
import { t } from './words';

interface ResultProps {
  stack: Stack;
  /** The operation that still stands in the form; of an other one the digits can be put back. */
  held: string;
  onFix: (entry: string, typed: PaperOp) => void;
  onAgain: (typed: PaperOp) => void;
}

/** What came of the last card, and what still waits to be sent. */
export function Result({ stack, held, onFix, onAgain }: ResultProps) {
  const outcome = stack.outcome.value;
  const waiting = stack.waiting.value.length;
  return (
    <>
      {waiting > 0 && <Notice kind="warning">{t('waiting', { n: waiting })}</Notice>}
      {outcome?.state === 'saved' && <Notice kind="ok">{saved(outcome)}</Notice>}
      {outcome !== null && outcome.state !== 'saved' && (
        <Notice kind="error" urgent>
          <p>{refused(outcome)}</p>
          {outcome.state !== 'late' && savedAs(outcome.op) === 'card' && outcome.op.op !== held && (
            <Button onClick={() => onAgain(outcome.op)}>{t('again')}</Button>
          )}
          {outcome.entry !== undefined && (
            <>
              <p>{t('known', { card: cardOf(outcome.op) ?? '' })}</p>
              <Button onClick={() => onFix(outcome.entry ?? '', outcome.op)}>
                {t('fix_known', { card: cardOf(outcome.op) ?? '' })}
              </Button>
            </>
          )}
        </Notice>
      )}
    </>
  );
}

/** What was saved, in words. */
export function saved({ op }: Outcome): string {
  const words = { card: 'saved_card', counts: 'saved', back: 'taken_back' } as const;
  return t(words[savedAs(op)], { card: cardOf(op) ?? '' });
}

function refused({ op, state, why }: Outcome): string {
  const because = state === 'late' ? t('too_late') : why || t('unexpected');
  const card = cardOf(op);
  return card === null ? t('refused', { why: because }) : t('refused_card', { card, why: because });
}
