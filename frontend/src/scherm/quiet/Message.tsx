import { GROUPS, type OpgaveView, type Snapshot } from '../../shared/api/types';
import { t } from '../words';
import { GroupMark } from '../../shared/ui/GroupMark';
import './message.css';

/** Nothing to answer yet: what comes first, to read already. */
export function Waiting({ opgave }: { opgave: OpgaveView | null }) {
  return (
    <section class="message">
      <p class="scherm__eyebrow">{t('waiting_soon')}</p>
      <h1 class="message__title">{opgave?.name ?? t('waiting_title')}</h1>
      {opgave && <p class="message__text">{opgave.definition}</p>}
    </section>
  );
}

export function Paused() {
  return (
    <section class="message">
      <h1 class="message__title">{t('paused_title')}</h1>
      <p class="message__text">{t('paused_text')}</p>
    </section>
  );
}

/** The end: who was there, in counts, and where the results are. */
export function Closed({ snapshot }: { snapshot: Snapshot }) {
  return (
    <section class="message">
      <h1 class="message__title">{t('closed_title')}</h1>
      <p class="message__text">{t('closed_text')}</p>
      <ul class="message__groups">
        {GROUPS.map((group) => (
          <li key={group}>
            <strong>{snapshot.presence.groups[group]?.joined ?? 0}</strong> <GroupMark group={group} word="many" />
          </li>
        ))}
      </ul>
    </section>
  );
}
