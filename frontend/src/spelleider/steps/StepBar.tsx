import type { ComponentChildren } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import type { Snapshot } from '../../shared/api/types';
import { Button } from '../../shared/ui/Button';
import { Notice } from '../../shared/ui/Notice';
import { t } from '../words';
import { labelOf } from './label';
import { type Choice, choicesOf, otherLeader } from './steps';

interface StepBarProps {
  snapshot: Snapshot;
  /** There is no connection: no step can be taken now. */
  offline: boolean;
  trouble: string | null;
  /** A step is under way or was just taken: the buttons wait, and look like it. */
  settling: boolean;
  /** A word about the primary step, said before it is taken. */
  hint?: string;
  onChoose: (choice: Choice) => void;
  /** What else is set now: how long. */
  children?: ComponentChildren;
}

const LEAD: Choice = { step: 'lead', label: 'step_lead' };

/** The one thing to do now as the one primary button, and what else is possible beside it. */
export function StepBar({ snapshot, offline, trouble, settling, hint, onChoose, children }: StepBarProps) {
  const { primary, others } = choicesOf(snapshot);
  const other = otherLeader(snapshot);
  const bar = useRef<HTMLDivElement>(null);
  const tookOver = useRef(false);
  useEffect(() => {
    if (other !== null || !tookOver.current) return;
    // The button went away with the focus: it goes on to the step that can be taken now.
    tookOver.current = false;
    bar.current?.querySelector<HTMLElement>('.nl-button--primary')?.focus();
  }, [other]);
  if (primary === null) return null;
  const blocked = offline ? t('blocked') : other === null ? null : t('lead_blocked');
  const shared = {
    'aria-disabled': blocked !== null || settling,
    'aria-describedby': blocked === null ? undefined : 'blocked',
  };
  const choose = (choice: Choice) => () => {
    if (blocked === null) onChoose(choice);
  };
  return (
    <div class="step-bar" ref={bar}>
      {other !== null && (
        <div class="step-bar__other">
          <p>
            <strong>{t('lead_by', { name: other })}</strong>
          </p>
          <Button
            aria-disabled={offline || settling}
            onClick={() => {
              if (offline) return;
              tookOver.current = true;
              onChoose(LEAD);
            }}
          >
            {t('step_lead')}
          </Button>
        </div>
      )}
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
      {children}
    </div>
  );
}
