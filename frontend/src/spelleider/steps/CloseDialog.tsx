import type { OpgaveView, Snapshot } from '../../shared/api/types';
import { Button } from '../../shared/ui/Button';
import { Dialog } from '../../shared/ui/Dialog';
import { t } from '../words';

interface CloseDialogProps {
  snapshot: Snapshot;
  onCloseSession: () => void;
  onClose: () => void;
}

/** Before the session ends: what was not revealed stays hidden, and what was not done is not: both are named here. */
export function CloseDialog({ snapshot, onCloseSession, onClose }: CloseDialogProps) {
  const hidden = snapshot.opgaven.filter((opgave) => opgave.state === 'scoring');
  const undone = snapshot.opgaven.filter((opgave) => opgave.state === 'waiting');
  return (
    <Dialog title={t('close_title')} onClose={onClose}>
      <div class="dialog-body">
        {hidden.length > 0 && <Some opgaven={hidden} words={t('close_hidden', { n: hidden.length })} />}
        {undone.length > 0 && <Some opgaven={undone} words={t('close_undone', { n: undone.length })} />}
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

function Some({ opgaven, words }: { opgaven: OpgaveView[]; words: string }) {
  return (
    <>
      <p>{words}</p>
      <ul class="close-hidden">
        {opgaven.map((opgave) => (
          <li key={opgave.number}>{entry(opgave)}</li>
        ))}
      </ul>
    </>
  );
}

function entry({ number, name, state }: OpgaveView): string {
  return t(state === 'scoring' ? 'close_entry_open' : 'close_entry', { number, name });
}
