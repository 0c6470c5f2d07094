import type { OpgaveView, Snapshot } from '../../shared/api/types';
import { Button } from '../../shared/ui/Button';
import { Dialog } from '../../shared/ui/Dialog';
import { t } from '../words';

interface CloseDialogProps {
  snapshot: Snapshot;
  onCloseSession: () => void;
  onClose: () => void;
}

/** Before the session ends: what was not revealed stays hidden, so it is named here. */
export function CloseDialog({ snapshot, onCloseSession, onClose }: CloseDialogProps) {
  const hidden = snapshot.opgaven.filter((opgave) => opgave.state !== 'revealed');
  return (
    <Dialog title={t('close_title')} onClose={onClose}>
      <div class="dialog-body">
        {hidden.length > 0 && (
          <>
            <p>{t('close_hidden', { n: hidden.length })}</p>
            <ul class="close-hidden">
              {hidden.map((opgave) => (
                <li key={opgave.number}>{entry(opgave)}</li>
              ))}
            </ul>
          </>
        )}
        <p>{t('close_no_undo')}</p>
        <div class="dialog-buttons">
          <Button onClick={onClose}>{t('close_wait')}</Button>
          <Button kind="primary" onClick={onCloseSession}>
            {t('step_close')}
          </Button>
        </div>
      </div>
    </Dialog>
  );
}

function entry({ number, name, state }: OpgaveView): string {
  return t(state === 'scoring' ? 'close_entry_open' : 'close_entry', { number, name });
}
