import { useRef } from 'preact/hooks';
import { type GroupName, GROUPS, type ParticipantRow, type Snapshot } from '../../shared/api/types';
import { Button } from '../../shared/ui/Button';
import { GroupShape } from '../../shared/ui/GroupMark';
import { t } from '../words';
import type { Change, Participants } from './participants';

/** Everybody who joined, folded per group, without answers; a group can be set right, and somebody can be left out. */
export function PeopleList({ people, snapshot }: { people: Participants; snapshot: Snapshot }) {
  const rows = people.rows.value;
  const closed = snapshot.state === 'closed';
  return (
    <section class="people-list" aria-labelledby="people">
      <h2 id="people" class="cockpit__label">
        {t('people', { n: present(rows) })}
      </h2>
      {rows.length === 0 && <p>{t('people_none')}</p>}
      {GROUPS.map((group) => (
        <Group
          key={group}
          group={group}
          rows={rows.filter((row) => row.group === group)}
          people={people}
          closed={closed}
        />
      ))}
    </section>
  );
}

interface GroupProps {
  group: GroupName;
  rows: ParticipantRow[];
  people: Participants;
  closed: boolean;
}

function Group({ group, rows, people, closed }: GroupProps) {
  const summary = useRef<HTMLElement>(null);
  if (rows.length === 0) return null;
  const change = async (id: string, how: Change): Promise<void> => {
    await people.change(id, how);
    // Who moved to another group went from this list, with the focus.
    setTimeout(() => document.activeElement === document.body && summary.current?.focus());
  };
  return (
    <details>
      <summary ref={summary}>
        <GroupShape group={group} /> {t('people_group', { group: t(`Groups_${group}`), n: present(rows) })}
      </summary>
      <ul class="people">
        {rows.map((row) => (
          <Person key={row.id} row={row} closed={closed} onChange={(how) => change(row.id, how)} />
        ))}
      </ul>
    </details>
  );
}

interface PersonProps {
  row: ParticipantRow;
  closed: boolean;
  onChange: (how: Change) => void;
}

function Person({ row, closed, onChange }: PersonProps) {
  const about = `person-${row.id}`;
  return (
    <li class={`people__person${row.removed ? ' people__person--removed' : ''}`}>
      <p id={about} class="people__who">
        <strong>{row.label}</strong>
        <span class="people__how">{how(row)}</span>
      </p>
      {!closed && (
        <p class="people__actions">
          {!row.removed && (
            <select
              class="people__group"
              aria-label={t('move', { label: row.label })}
              value={row.group}
              onChange={(event) => onChange({ group: event.currentTarget.value as GroupName })}
            >
              {GROUPS.map((group) => (
                <option key={group} value={group}>
                  {t(`group_${group}`)}
                </option>
              ))}
            </select>
          )}
          <Button kind="subtle" aria-describedby={about} onClick={() => onChange({ removed: !row.removed })}>
            {t(row.removed ? 'bring_back' : 'remove')}
          </Button>
        </p>
      )}
    </li>
  );
}

/** How many take part: who was left out is listed, and not counted. */
function present(rows: ParticipantRow[]): number {
  return rows.filter((row) => !row.removed).length;
}

function how(row: ParticipantRow): string {
  const parts = [t(`via_${row.via}`), t(row.connected ? 'connected' : 'not_connected')];
  if (!row.confirmed) parts.push(t('not_confirmed'));
  if (row.rehearsal) parts.push(t('simulated'));
  return row.removed ? t('removed') : parts.join(', ');
}
