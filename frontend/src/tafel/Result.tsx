import { Button } from '../shared/ui/Button';
import { Notice } from '../shared/ui/Notice';
import { cardOf, savedAs, type Outcome, type Stack } from './stack';
import { t } from './words';

/** What came of the last card, and what still waits to be sent. */
export function Result({ stack, onFix }: { stack: Stack; onFix: (entry: string) => void }) {
  const outcome = stack.outcome.value;
  const waiting = stack.waiting.value.length;
  return (
    <>
      {waiting > 0 && <Notice kind="warning">{t('waiting', { n: waiting })}</Notice>}
      {outcome?.state === 'saved' && <Notice kind="ok">{saved(outcome)}</Notice>}
      {outcome !== null && outcome.state !== 'saved' && (
        <Notice kind="error" urgent>
          <p>{refused(outcome)}</p>
          {outcome.entry !== undefined && (
            <>
              <p>{t('known')}</p>
              <Button onClick={() => onFix(outcome.entry ?? '')}>
                {t('correct_known', { card: cardOf(outcome.op) ?? '' })}
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
