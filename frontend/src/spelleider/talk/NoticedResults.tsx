import type { OpgaveView, Snapshot } from '../../shared/api/types';
import { Agreements, Noticed } from '../../shared/talk/Agreements';
import { t } from '../../shared/talk/words';

/** What bewoners noticed of the afspraken of last time, as it was shown. */
export function NoticedResults({ opgave, snapshot }: { opgave: OpgaveView; snapshot: Snapshot }) {
  const asked = opgave.items.flatMap((item) => snapshot.agreements.find(({ id }) => id === item.agreement) ?? []);
  return (
    <Agreements
      agreements={asked}
      acts={({ noticed }) => {
        const now = noticed.filter(({ session }) => session === snapshot.session).at(-1);
        return now ? <Noticed noticed={now} /> : <p>{t('noticed_few')}</p>;
      }}
    />
  );
}
