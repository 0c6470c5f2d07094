import { useId, useRef } from 'preact/hooks';
import type { ParticipantRow } from '../../shared/api/types';
import { Button } from '../../shared/ui/Button';
import { GroupShape } from '../../shared/ui/GroupMark';
import { t } from '../words';
import { type Change, type Participants, unconfirmed } from './participants';

/** People who typed the code and chose wijkpartner or ambtenaar: until they are confirmed they count in no result. */
export function Unconfirmed({ people }: { people: Participants }) {
  const place = useRef<HTMLDivElement>(null);
  const rows = unconfirmed(people.rows.value);
  const change = async (id: string, how: Change): Promise<void> => {
    const dialog = place.current?.closest('dialog');
    await people.change(id, how);
    setTimeout(() => {
      // The button that was pressed went with its row: focus goes to who is left, or on with the step.
      if (document.activeElement !== document.body) return;
      const next = place.current?.querySelector('button') ?? dialog?.querySelector('button');
      (next ?? document.getElementById('present'))?.focus();
    });
  };
  return (
    <div ref={place}>
      <ul class="people">
        {rows.map((row) => (
          <Person key={row.id} row={row} onChange={(how) => change(row.id, how)} />
        ))}
      </ul>
    </div>
  );
}

function Person({ row, onChange }: { row: ParticipantRow; onChange: (how: Change) => void }) {
  const about = useId();
  return (
    <li class="people__person">
      <p id={about} class="people__who">
        <GroupShape group={row.group} /> <strong>{row.label}</strong>
      </p>
      <p class="people__actions">
        <Button aria-describedby={about} onClick={() => onChange({ confirmed: true })}>
          {t('confirm')}
        </Button>
        {row.group !== 'bewoner' && (
          <Button kind="subtle" aria-describedby={about} onClick={() => onChange({ group: 'bewoner' })}>
            {t('to_bewoner')}
          </Button>
        )}
        <Button kind="subtle" aria-describedby={about} onClick={() => onChange({ removed: true })}>
          {t('leave_out')}
        </Button>
      </p>
    </li>
  );
}
