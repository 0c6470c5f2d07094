import type { Snapshot } from '../../shared/api/types';
import { Button } from '../../shared/ui/Button';
import { Notice } from '../../shared/ui/Notice';
import { t } from '../words';
import { type Choice, choicesOf } from './steps';

interface StepBarProps {
  snapshot: Snapshot;
  /** Why no step can be taken now. */
  blocked: string | null;
  trouble: string | null;
  busy: boolean;
  /** A word about the primary step, said before it is taken. */
  hint?: string;
  onChoose: (choice: Choice) => void;
}

/** The one thing to do now as the one primary button, and what else is possible beside it. */
export function StepBar({ snapshot, blocked, trouble, busy, hint, onChoose }: StepBarProps) {
  const { primary, others } = choicesOf(snapshot);
  if (primary === null) return null;
  const shared = {
    'aria-disabled': blocked !== null || busy,
    'aria-describedby': blocked === null ? undefined : 'blocked',
  };
  const choose = (choice: Choice) => () => {
    if (blocked === null && !busy) onChoose(choice);
  };
  return (
    <div class="step-bar">
      <div class="step-bar__buttons">
        <Button kind="primary" {...shared} onClick={choose(primary)}>
          {labelOf(primary)}
        </Button>
        {others.map((choice) => (
          <Button
            key={choice.step}
            kind={choice.step === 'close' ? 'subtle' : 'secondary'}
            {...shared}
            onClick={choose(choice)}
          >
            {labelOf(choice)}
          </Button>
        ))}
      </div>
      {hint && <p class="step-bar__hint">{hint}</p>}
      {blocked !== null && (
        <p id="blocked" class="step-bar__blocked">
          {blocked}
        </p>
      )}
      {trouble !== null && <Notice kind="warning">{trouble}</Notice>}
    </div>
  );
}

function labelOf({ label, opgave }: Choice): string {
  return t(label, opgave ? { number: opgave.number } : {});
}
