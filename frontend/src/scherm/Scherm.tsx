import type { Snapshot } from '../shared/api/types';
import { TrialMark } from '../shared/ui/TrialMark';
import { t } from './words';
import { Join } from './join/Join';
import { Closed, Paused, Waiting } from './quiet/Message';
import { ListsPage } from './reveal/ListsPage';
import { Revealed } from './reveal/Revealed';
import { OwnPace } from './scoring/OwnPace';
import { Scoring } from './scoring/Scoring';
import { EndPage } from './talk/EndPage';
import { inGroupsOfFour, withoutProtocol } from './join/address';
import { doorStands, stageOf } from './stage';
import './scherm.css';

interface SchermProps {
  snapshot: Snapshot;
  /** Since when there is no connection, as people read a clock. The last picture stays. */
  lostSince: string | null;
  dark: boolean;
}

/** The beamer: the present moment, readable from ten metres, without controls and without personal data. */
export function Scherm({ snapshot, lostSince, dark }: SchermProps) {
  return (
    <div class={`scherm${dark ? ' wp-dark' : ''}`}>
      <Top snapshot={snapshot} lostSince={lostSince} />
      <Present snapshot={snapshot} />
    </div>
  );
}

function Top({ snapshot, lostSince }: Omit<SchermProps, 'dark'>) {
  return (
    <header class="scherm__top">
      <p class="scherm__session">
        <strong>{snapshot.title}</strong> {snapshot.title.includes(snapshot.wijk) ? '' : snapshot.wijk}
      </p>
      <TrialMark snapshot={snapshot} />
      <p class="scherm__lost" role="status">
        {lostSince && t('lost', { time: lostSince })}
      </p>
      {snapshot.doors && doorStands(snapshot) ? (
        <p>
          {t('door', { address: withoutProtocol(snapshot.doors.address) })}{' '}
          <strong class="scherm__code">{inGroupsOfFour(snapshot.doors.code)}</strong>
        </p>
      ) : (
        <p>{snapshot.gemeente_name}</p>
      )}
    </header>
  );
}

function Present({ snapshot }: { snapshot: Snapshot }) {
  const stage = stageOf(snapshot);
  switch (stage.name) {
    case 'join':
      return snapshot.doors ? <Join doors={snapshot.doors} presence={snapshot.presence} /> : <Waiting opgave={null} />;
    case 'waiting':
      return <Waiting opgave={stage.opgave} />;
    case 'own':
      return <OwnPace opgaven={stage.opgaven} snapshot={snapshot} />;
    case 'scoring':
      return <Scoring opgave={stage.opgave} snapshot={snapshot} />;
    case 'reveal':
      return <Revealed opgave={stage.opgave} snapshot={snapshot} />;
    case 'paused':
      return <Paused />;
    case 'closed':
      if (snapshot.agreements.some(({ earlier, status }) => !earlier && status !== 'dropped'))
        return <EndPage snapshot={snapshot} />;
      return snapshot.published.length > 0 ? (
        <ListsPage about="all" snapshot={snapshot} />
      ) : (
        <Closed snapshot={snapshot} />
      );
  }
}
