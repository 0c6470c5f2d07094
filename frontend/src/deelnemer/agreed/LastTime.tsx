import type { Snapshot } from '../../shared/api/types';
import { AgreedList } from './AgreedList';
import { t } from './text';

/** What was agreed the time before: to read already, before it is asked about. */
export function LastTime({ snapshot }: { snapshot: Snapshot }) {
  return (
    <section class="agreed-part">
      <h2 class="agreed-part__title">{t('last_time')}</h2>
      <AgreedList agreements={snapshot.agreements.filter(({ earlier }) => earlier)} />
    </section>
  );
}
