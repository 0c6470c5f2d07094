import { useState } from 'preact/hooks';
import { call, sessionPath } from '../../shared/api/client';
import type { Snapshot } from '../../shared/api/types';
import { Button } from '../../shared/ui/Button';
import { Dialog } from '../../shared/ui/Dialog';
import { Notice } from '../../shared/ui/Notice';
import { words } from '../people/participants';
import { t } from '../words';

/** Wipes a trial with everything in it, after a question; this page then says that it is gone. */
export function WipeTrial({ snapshot: { gemeente, session } }: { snapshot: Snapshot }) {
  const [asking, setAsking] = useState(false);
  const [trouble, setTrouble] = useState<string | null>(null);
  const wipe = async (): Promise<void> => {
    setTrouble(null);
    try {
      await call(sessionPath(gemeente, session, '/trial'), { method: 'DELETE' });
      location.assign(`/${gemeente}/beheer?melding=gewist`);
    } catch (failure) {
      setTrouble(words(failure));
    }
  };
  return (
    <>
      <Button onClick={() => setAsking(true)}>{t('trial_wipe')}</Button>
      {asking && (
        <Dialog title={t('trial_wipe_ask')} onClose={() => setAsking(false)}>
          <div class="dialog-body">
            <p>{t('trial_wipe_what')}</p>
            {trouble !== null && <Notice kind="error">{trouble}</Notice>}
            <div class="dialog-buttons">
              <Button onClick={() => setAsking(false)}>{t('trial_wipe_not')}</Button>
              <Button kind="primary" onClick={wipe}>
                {t('trial_wipe')}
              </Button>
            </div>
          </div>
        </Dialog>
      )}
    </>
  );
}
