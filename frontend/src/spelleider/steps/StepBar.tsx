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
  /** A step is under way or was just taken: the buttons wait, and look like it. */
  settling: boolean;
  /** A word about the primary step, said before it is taken. */
  hint?: string;
  onChoose: (choice: Choice) => void;
}

/** The one thing to do now as the one primary button, and what else is possible beside it. */
export function StepBar({ snapshot, blocked, trouble, settling, hint, onChoose }: StepBarProps) {
  const { primary, others } = choicesOf(snapshot);
  if (primary === null) return null;
  const shared = {
    'aria-disabled': blocked !== null || settling,
    'aria-describedby': blocked === null ? undefined : 'blocked',
  };
  const choose = (choice: Choice) => () => {
    if (blocked === null) onChoose(choice);
  };
  return (
    <div class="step-bar">
      <div class="step-bar__buttons">
        <Button kind="primary" {...shared} onClick={choose(primary)}>
          {labelOf(primary)}
        </Button>
        <div class="step-bar__others">
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
