import { useState } from 'preact/hooks';
import { call, sessionPath } from '../../shared/api/client';
import { GROUPS, type ScreenLink, type Snapshot } from '../../shared/api/types';
import { Button } from '../../shared/ui/Button';
import { Notice } from '../../shared/ui/Notice';
import { Codes } from '../people/Codes';
import { words } from '../people/participants';
import { t } from '../words';

/** People come in: what is ready, and the doors to show or to read aloud. */
export function Lobby({ snapshot }: { snapshot: Snapshot }) {
  const people = GROUPS.reduce((sum, group) => sum + (snapshot.presence.groups[group]?.joined ?? 0), 0);
  return (
    <>
      <ScreenOpener snapshot={snapshot} />
      <p class={`check check--${people > 0 ? 'done' : 'open'}`}>
        {people > 0 ? t('check_people', { n: people }) : t('check_nobody')}
      </p>
      {snapshot.doors?.joining === 'locked' && <p>{t('doors_hidden')}</p>}
      {snapshot.doors?.joining === 'open' && <Codes doors={snapshot.doors} />}
    </>
  );
}

/** Makes a scherm link and opens it in a tab of its own; the link stays in sight in case the browser stops the tab. */
function ScreenOpener({ snapshot }: { snapshot: Snapshot }) {
  const [url, setUrl] = useState<string | null>(null);
  const [trouble, setTrouble] = useState<string | null>(null);
  const open = async (): Promise<void> => {
    const tab = window.open('', '_blank');
    setTrouble(null);
    try {
      const path = sessionPath(snapshot.gemeente, snapshot.session, '/screens');
      const link = await call<ScreenLink>(path, { method: 'POST' });
      setUrl(link.url);
      if (tab) tab.location.href = link.url;
    } catch (failure) {
      tab?.close();
      setTrouble(words(failure));
    }
  };
  return (
    <>
      <div class="screen-opener">
        <Button onClick={open}>{t(url === null ? 'screen_open' : 'screen_again')}</Button>
        <span>{t('screen_how')}</span>
        {url !== null && (
          <a class="nl-link" href={url} target="_blank" rel="noopener">
            {t('screen_link')}
          </a>
        )}
      </div>
      {trouble !== null && <Notice kind="error">{trouble}</Notice>}
    </>
  );
}
