import type { OpgaveView } from '../../shared/api/types';
import { Button } from '../../shared/ui/Button';
import { Dialog } from '../../shared/ui/Dialog';
import { t } from '../words';
import { shortName } from './label';

interface RestartDialogProps {
  opgave: OpgaveView;
  onRestart: () => void;
  onClose: () => void;
}

/** Before an opgave begins again: what is taken back, and what has to be done again. */
export function RestartDialog({ opgave, onRestart, onClose }: RestartDialogProps) {
  return (
    <Dialog title={t('restart_title', { opgave: shortName(opgave) })} onClose={onClose}>
      <div class="dialog-body">
        <ul>
          {opgave.state === 'revealed' && <li>{t('restart_taken_back')}</li>}
          <li>{t('restart_answers')}</li>
          {opgave.only !== null && <li>{t('restart_only')}</li>}
        </ul>
        <div class="dialog-buttons">
          <Button onClick={onClose}>{t('restart_not')}</Button>
          <Button kind="primary" onClick={onRestart}>
            {t('restart_sure')}
          </Button>
        </div>
      </div>
    </Dialog>
  );
}
