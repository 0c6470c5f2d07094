import type { ParticipantRow } from '../../shared/api/types';
import { Button } from '../../shared/ui/Button';
import { GroupShape } from '../../shared/ui/GroupMark';
import { t } from '../words';
import { type Participants, unconfirmed } from './participants';

/** People who typed the code and chose wijkpartner or ambtenaar: until they are confirmed they count in no result. */
export function Unconfirmed({ people }: { people: Participants }) {
  const rows = unconfirmed(people.rows.value);
  if (rows.length === 0) return null;
  return (
    <ul class="people">
      {rows.map((row) => (
        <Person key={row.id} row={row} people={people} />
      ))}
    </ul>
  );
}

function Person({ row, people }: { row: ParticipantRow; people: Participants }) {
  const about = `unconfirmed-${row.id}`;
  return (
    <li class="people__person">
      <p id={about} class="people__who">
        <GroupShape group={row.group} /> <strong>{row.label}</strong>
      </p>
      <p class="people__actions">
        <Button aria-describedby={about} onClick={() => people.change(row.id, { confirmed: true })}>
          {t('confirm')}
        </Button>
        {row.group !== 'bewoner' && (
          <Button kind="subtle" aria-describedby={about} onClick={() => people.change(row.id, { group: 'bewoner' })}>
            {t('to_bewoner')}
          </Button>
        )}
        <Button kind="subtle" aria-describedby={about} onClick={() => people.change(row.id, { removed: true })}>
          {t('leave_out')}
        </Button>
      </p>
    </li>
  );
}
