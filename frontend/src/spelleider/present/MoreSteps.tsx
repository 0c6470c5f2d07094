import type { OpgaveView } from '../../shared/api/types';
import { Button } from '../../shared/ui/Button';
import type { Desk } from '../points/desk';
import { canAgain, canRestart } from '../steps/steps';
import { t } from '../words';

/** What is done now and then with the present opgave: scoring all of it again, or beginning anew. */
export function MoreSteps({ desk, opgave }: { desk: Desk; opgave: OpgaveView }) {
  const { snapshot, leads } = desk;
  const waits = { 'aria-disabled': desk.settling } as const;
  const again = canAgain(opgave, snapshot);
  if (!leads || (!again && !canRestart(opgave, snapshot))) return null;
  return (
    <details class="more-steps">
      <summary>{t(again ? 'more_steps' : 'more_steps_open')}</summary>
      {again && (
        <div class="more-steps__one">
          <Button {...waits} onClick={() => desk.step({ step: 'again', label: 'step_again', opgave })}>
            {t('step_again')}
          </Button>
          <p>{t('again_how')}</p>
        </div>
      )}
      <div class="more-steps__one">
        <Button {...waits} onClick={() => desk.step({ step: 'restart', label: 'step_restart', opgave })}>
          {t('step_restart')}
        </Button>
        <p>{t(opgave.state === 'revealed' ? 'restart_how' : 'restart_how_open')}</p>
      </div>
    </details>
  );
}
