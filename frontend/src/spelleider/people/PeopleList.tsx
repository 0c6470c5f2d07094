import { type GroupName, GROUPS, type ParticipantRow, type Snapshot } from '../../shared/api/types';
import { Button } from '../../shared/ui/Button';
import { GroupShape } from '../../shared/ui/GroupMark';
import { t } from '../words';
import type { Participants } from './participants';

/** Everybody who joined, without answers; per person the group can be set right, and somebody can be left out. */
export function PeopleList({ people, snapshot }: { people: Participants; snapshot: Snapshot }) {
  const rows = people.rows.value;
  const closed = snapshot.state === 'closed';
  return (
    <details class="people-list">
      <summary>{t('people', { n: rows.length })}</summary>
      {rows.length === 0 ? (
        <p>{t('people_none')}</p>
      ) : (
        <ul class="people">
          {rows.map((row) => (
            <Person key={row.id} row={row} people={people} closed={closed} />
          ))}
        </ul>
      )}
    </details>
  );
}

function Person({ row, people, closed }: { row: ParticipantRow; people: Participants; closed: boolean }) {
  const about = `person-${row.id}`;
  return (
    <li class={`people__person${row.removed ? ' people__person--removed' : ''}`}>
      <p id={about} class="people__who">
        <GroupShape group={row.group} /> <strong>{row.label}</strong>
        <span class="people__how">{how(row)}</span>
      </p>
      {!closed && (
        <p class="people__actions">
          {!row.removed && (
            <select
              class="people__group"
              aria-label={t('move', { label: row.label })}
              value={row.group}
              onChange={(event) => people.change(row.id, { group: event.currentTarget.value as GroupName })}
            >
              {GROUPS.map((group) => (
                <option key={group} value={group}>
                  {t(`group_${group}`)}
                </option>
              ))}
            </select>
          )}
          <Button
            kind="subtle"
            aria-describedby={about}
            onClick={() => people.change(row.id, { removed: !row.removed })}
          >
            {t(row.removed ? 'bring_back' : 'remove')}
          </Button>
        </p>
      )}
    </li>
  );
}

function how(row: ParticipantRow): string {
  const parts = [t(`via_${row.via}`), t(row.connected ? 'connected' : 'not_connected')];
  if (!row.confirmed) parts.push(t('not_confirmed'));
  if (row.rehearsal) parts.push(t('simulated'));
  return row.removed ? t('removed') : parts.join(', ');
}
