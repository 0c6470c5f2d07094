import { Button } from '../../shared/ui/Button';
import { Dialog } from '../../shared/ui/Dialog';
import { Notice } from '../../shared/ui/Notice';
import { type Participants, unconfirmed } from '../people/participants';
import { Unconfirmed } from '../people/Unconfirmed';
import { t } from '../words';

interface RevealDialogProps {
  busy: number;
  people: Participants;
  onReveal: () => void;
  onClose: () => void;
}

/** Before results go everywhere: who is not confirmed yet, who is still busy, and that there is no way back. */
export function RevealDialog({ busy, people, onReveal, onClose }: RevealDialogProps) {
  const waiting = unconfirmed(people.rows.value).length;
  const title = busy > 0 ? t('reveal_busy', { n: busy }) : t('reveal_sure');
  return (
    <Dialog title={title} onClose={onClose}>
      <div class="dialog-body">
        {waiting > 0 && (
          <>
            <p>{t('reveal_unconfirmed', { n: waiting })}</p>
            <Unconfirmed people={people} />
          </>
        )}
        {people.trouble.value !== null && <Notice kind="error">{people.trouble.value}</Notice>}
        <p>{t('reveal_no_undo')}</p>
        <div class="dialog-buttons">
          <Button onClick={onClose}>{t('reveal_wait')}</Button>
          <Button kind="primary" onClick={onReveal}>
            {t('step_reveal')}
          </Button>
        </div>
      </div>
    </Dialog>
  );
}
