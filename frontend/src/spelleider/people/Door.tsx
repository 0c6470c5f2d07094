import { useState } from 'preact/hooks';
import type { Doors } from '../../shared/api/types';
import { Button } from '../../shared/ui/Button';
import { Dialog } from '../../shared/ui/Dialog';
import { t } from '../words';
import { Codes } from './Codes';
import type { Participants } from './participants';

interface DoorProps {
  doors: Doors;
  people: Participants;
  /** The codes stand elsewhere on the page already. */
  shown: boolean;
  /** Nobody else leads: the door can be opened and closed here. */
  leads: boolean;
}

/** Whether new people can come in, and the codes for who comes late. Who is inside stays inside. */
export function Door({ doors, people, shown, leads }: DoorProps) {
  const [showing, setShowing] = useState(false);
  const locked = doors.joining === 'locked';
  return (
    <div class="door">
      <p>{t(locked ? 'door_locked' : 'door_open')}</p>
      {!locked && !shown && <Button onClick={() => setShowing(true)}>{t('doors_show')}</Button>}
      <Button aria-disabled={!leads} onClick={() => leads && people.lock(!locked)}>
        {t(locked ? 'door_unlock' : 'door_lock')}
      </Button>
      {showing && !locked && (
        <Dialog title={t('doors_title')} onClose={() => setShowing(false)}>
          <div class="dialog-body">
            <Codes doors={doors} />
            <div class="dialog-buttons">
              <Button onClick={() => setShowing(false)}>{t('close')}</Button>
            </div>
          </div>
        </Dialog>
      )}
    </div>
  );
}
