import type { GroupName } from '../../shared/api/types';
import { Button } from '../../shared/ui/Button';
import { GroupShape } from '../../shared/ui/GroupMark';
import { t } from '../text';

/** The place that this phone has in the session already. */
export interface Seat {
  path: string;
  group: GroupName;
}

/** Who takes part on this phone already goes on there, and does not become a second participant. */
export function AlreadyIn({ joined, onAgain }: { joined: Seat; onAgain: () => void }) {
  return (
    <>
      <p class={`role-card wp-group-${joined.group}`}>
        <GroupShape group={joined.group} />
        <span>{t(`already_${joined.group}`)}</span>
      </p>
      <a class="nl-button nl-button--primary wp-button--wide" href={joined.path}>
        <span class="nl-button__label">{t('go_on')}</span>
      </a>
      <Button kind="subtle" onClick={onAgain}>
        {t('join_again')}
      </Button>
    </>
  );
}
