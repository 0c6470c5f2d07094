import type { Doors } from '../../shared/api/types';
import { Button } from '../../shared/ui/Button';
import { t } from '../words';
import type { Participants } from './participants';

/** Whether new people can come in. Who is inside stays inside. */
export function Door({ doors, people }: { doors: Doors; people: Participants }) {
  const locked = doors.joining === 'locked';
  return (
    <div class="door">
      <p>{t(locked ? 'door_locked' : 'door_open')}</p>
      <Button onClick={() => people.lock(!locked)}>{t(locked ? 'door_unlock' : 'door_lock')}</Button>
    </div>
  );
}
