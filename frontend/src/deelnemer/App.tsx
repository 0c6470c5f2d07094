import type { Portal } from '../shared/live/portal';
import type { Go } from './join/entering';
import { JoinByCode } from './join/JoinByCode';
import { JoinByLink } from './join/JoinByLink';
import type { Page } from './page';
import { Session } from './session/Session';

interface AppProps {
  page: Page;
  portal: Portal | null;
  go: Go;
}

/** Which page the server says this is. */
export function App({ page, portal, go }: AppProps) {
  if (portal !== null) return <Session portal={portal} />;
  return (
    <div class="column stack">
      {page.kind === 'join-link' ? (
        <JoinByLink page={page} go={go} />
      ) : page.kind === 'join' ? (
        <JoinByCode go={go} />
      ) : null}
    </div>
  );
}
