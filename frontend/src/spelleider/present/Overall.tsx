import { sessionPath } from '../../shared/api/client';
import type { Snapshot } from '../../shared/api/types';
import type { Desk } from '../points/desk';
import { revealedOf } from '../points/points';
import { t } from '../words';
import { conclusionOf, Results } from './Results';

/** The lists over all opgaven so far, and the way to take everything along. */
export function Overall({ desk }: { desk: Desk }) {
  const { snapshot } = desk;
  const opgaven = revealedOf(snapshot);
  return (
    <>
      <p class="present__text">{conclusionOf(opgaven, snapshot)}</p>
      <Results opgaven={opgaven} desk={desk} names />
      <Downloads snapshot={snapshot} />
    </>
  );
}

/** The results as files. */
function Downloads({ snapshot }: { snapshot: Snapshot }) {
  const address = `/api/v1${sessionPath(snapshot.gemeente, snapshot.session, '/results')}`;
  return (
    <p class="results__remark">
      {t('downloads')}{' '}
      <a class="nl-link" href={`${address}?format=csv`} download>
        {t('download_csv')}
      </a>{' '}
      ·{' '}
      <a class="nl-link" href={address} download>
        {t('download_json')}
      </a>{' '}
      ·{' '}
      <a class="nl-link" href={`/${snapshot.gemeente}/beheer/sessies/${snapshot.session}/rapport`}>
        {t(snapshot.state === 'closed' ? 'report' : 'report_provisional')}
      </a>
    </p>
  );
}
