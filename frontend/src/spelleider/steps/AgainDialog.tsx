import type { Choice } from './steps';
import { Button } from '../../shared/ui/Button';
import { Dialog } from '../../shared/ui/Dialog';
import { t } from '../words';
import { shortName } from './label';

interface AgainDialogProps {
  choice: Choice;
  /** Answers on paper came in beside those of phones. */
  paper: boolean;
  onAgain: () => void;
  onClose: () => void;
}

/** Before a next round opens for everybody: what stays, what counts from then on, and what happens with paper. */
export function AgainDialog({ choice: { opgave, item }, paper, onAgain, onClose }: AgainDialogProps) {
  if (!opgave) return null;
  const what = item ? t('again_ask_punt', { number: item.number }) : t('again_ask_all', { opgave: shortName(opgave) });
  return (
    <Dialog title={t('again_ask', { what })} onClose={onClose}>
      <div class="dialog-body">
        <p>{t('again_how')}</p>
        <p>{t('again_twice')}</p>
        {paper && <p>{t('again_paper')}</p>}
        <div class="dialog-buttons">
          <Button onClick={onClose}>{t('again_not')}</Button>
          <Button kind="primary" onClick={onAgain}>
            {t('again_sure')}
          </Button>
        </div>
      </div>
    </Dialog>
  );
}
