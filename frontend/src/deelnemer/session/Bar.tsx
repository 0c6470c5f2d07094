import { signal } from '@preact/signals';
import { useLayoutEffect, useState } from 'preact/hooks';
import type { Me, Snapshot } from '../../shared/api/types';
import type { Portal } from '../../shared/live/portal';
import { Button } from '../../shared/ui/Button';
import { GroupShape } from '../../shared/ui/GroupMark';
import { TrialMark } from '../../shared/ui/TrialMark';
import { lazily } from '../lazily';
import { languagesHere } from '../page';
import { t } from '../text';
import './bar.css';

/** 'Punt 2 van 13' while somebody is at a punt: then the head of the page is one line, so that the whole scale is in sight. */
export const at = signal<string | null>(null);

/** Say where this person is, as long as this stands on the page. */
export function useAt(words: string | null): void {
  useLayoutEffect(() => {
    at.value = words;
    document.body.classList.toggle('wp-body--at-punt', words !== null);
  }, [words]);
  useLayoutEffect(
    () => () => {
      at.value = null;
      document.body.classList.remove('wp-body--at-punt');
    },
    [],
  );
}

const useMyData = lazily(() => import('./MyData'));

/** Where you are, who you are here, and the way to your own data. */
export function Bar({ portal, snapshot, me }: { portal: Portal; snapshot: Snapshot; me: Me }) {
  const [open, setOpen] = useState(false);
  const part = useMyData();
  const several = languagesHere().length > 1;
  return (
    <div class="bar">
      <div>
        {at.value !== null && <p class="bar__at">{at.value}</p>}
        <p class="bar__who">
          {snapshot.state !== 'lobby' && (
            <span class="wp-group-mark">
              <GroupShape group={me.group} />
              <span>{me.confirmed ? t(`group_${me.group}`) : me.label}</span>
            </span>
          )}
          {at.value === null && <TrialMark snapshot={snapshot} />}
        </p>
      </div>
      {several && part && <part.ChangeLanguage {...{ portal, snapshot, me }} />}
      <Button kind="subtle" onClick={() => setOpen(true)}>
        {t('my_data')}
      </Button>
      {open && part && <part.MyData portal={portal} snapshot={snapshot} me={me} onClose={() => setOpen(false)} />}
    </div>
  );
}
