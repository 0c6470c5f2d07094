import type { GroupName } from '../api/types';
import { t } from '../i18n';
import './group-mark.css';

const SHAPES: Record<GroupName, string> = {
  bewoner: 'M8 1a7 7 0 1 0 0 14A7 7 0 1 0 8 1Z',
  wijkpartner: 'M1.5 1.5h13v13h-13Z',
  ambtenaar: 'M8 .8 15.6 14.6H.4Z',
};

/** The shape of a group, in its colour: never without its word beside it. */
export function GroupShape({ group }: { group: GroupName }) {
  return (
    <svg class={`wp-shape wp-group-${group}`} viewBox="0 0 16 16" aria-hidden="true" focusable="false">
      <path d={SHAPES[group]} />
    </svg>
  );
}

interface GroupMarkProps {
  group: GroupName;
  /** 'bewoner', 'bewoners' or 'Bewoners'. */
  word?: 'one' | 'many' | 'Many';
}

/** Who: shape, colour and word together. */
export function GroupMark({ group, word = 'one' }: GroupMarkProps) {
  const stem = ({ one: 'group', many: 'groups', Many: 'Groups' } as const)[word];
  return (
    <span class="wp-group-mark">
      <GroupShape group={group} />
      <span>{t(`${stem}_${group}`)}</span>
    </span>
  );
}
