import type { GroupName } from '../../shared/api/types';
import { Button } from '../../shared/ui/Button';
import { GroupShape } from '../../shared/ui/GroupMark';
import { say } from './steps-text';

/** The place that this phone has in the session already. */
export interface Seat {
  path: string;
  group: GroupName;
}

export interface AlreadyInProps {
  joined: Seat;
  onAgain: () => void;
}

/** Who takes part on this phone already goes on there, and does not become a second participant. */
export function AlreadyIn({ joined, onAgain }: AlreadyInProps) {
  return (
    <>
      <p class={`role-card wp-group-${joined.group}`}>
        <GroupShape group={joined.group} />
        <span>{say(`already_${joined.group}`)}</span>
      </p>
      <a class="nl-button nl-button--primary wp-button--wide" href={joined.path}>
        <span class="nl-button__label">{say('go_on')}</span>
      </a>
      <Button kind="subtle" onClick={onAgain}>
        {say('join_again')}
      </Button>
    </>
  );
}
