import type { Snapshot } from '../../shared/api/types';
import { GroupShape } from '../../shared/ui/GroupMark';
import { t } from '../text';
import { useScoring } from './LazyScoring';
import { ReturnCode } from './ReturnCode';

/** Before it begins: where you are, as who, and something to read already. */
export function Waiting({ snapshot }: { snapshot: Snapshot }) {
  const { me } = snapshot;
  const LastTime = useScoring()?.LazyLastTime;
  const ahead = snapshot.opgaven.find((one) => one.state === 'waiting' && one.number >= 0);
  return (
    <div class="stack">
      <div>
        <p class="eyebrow">
          {snapshot.wijk} · {snapshot.gemeente_name}
        </p>
        <h1 tabIndex={-1} class="nl-heading nl-heading--level-1">
          {snapshot.title}
        </h1>
      </div>
      {me && (
        <p class={`role-card wp-group-${me.group}`}>
          <GroupShape group={me.group} />
          <span>{t(`you_are_${me.group}`)}</span>
        </p>
      )}
      <section class="soon">
        <p class="soon__title">
          {t('starts_soon')}
          <span class="soon__dots" aria-hidden="true">
            <i />
            <i />
            <i />
          </span>
        </p>
        <p>{t('stay_here')}</p>
      </section>
      {me && <ReturnCode code={me.return_code} />}
      {LastTime && <LastTime snapshot={snapshot} />}
      {ahead && (
        <section class="ahead">
          <h2 class="ahead__title">{t('read_ahead')}</h2>
          <p class="ahead__name">{ahead.name}</p>
          <p>{ahead.definition}</p>
        </section>
      )}
    </div>
  );
}
