import { useEffect, useState } from 'preact/hooks';
import type { Snapshot } from '../../shared/api/types';
import type { Portal } from '../../shared/live/portal';
import { Button } from '../../shared/ui/Button';
import { Notice } from '../../shared/ui/Notice';
import { isFresh, notFreshAnyMore } from '../join/entering';
import { lazily } from '../lazily';
import { spaced, t } from '../text';
import type { LateProps } from './Late';

/** What somebody should know at this moment. The terugkomcode of who joined late gives way to the first answer. */
export function Notices({ portal, snapshot }: { portal: Portal; snapshot: Snapshot }) {
  const { me, session, state } = snapshot;
  const outbox = portal.outbox.value;
  const delivery = portal.delivery.value;
  const unsent = outbox?.ops.value.length ?? 0;
  const started = state !== 'lobby' && state !== 'concept';
  const over = !started || unsent > 0 || (me?.answers.length ?? 0) > 0;
  // What goes away under a finger moves what is tapped: it stays as long as this punt does.
  const [newcomer, setNewcomer] = useState(() => isFresh(session) && !over);
  useEffect(() => {
    if (over) notFreshAnyMore(session);
  }, [over, session]);
  const written = () => {
    notFreshAnyMore(session);
    setNewcomer(false);
  };
  const late = newcomer && portal.store.late.value;
  return (
    <div class="notices">
      {me && (newcomer || !me.confirmed) && (
        <Notice {...(late ? { title: t('late') } : {})}>
          {!me.confirmed && (
            <p>
              {t('unconfirmed', { label: me.label, group: t(`group_${me.group}`) })} {!late && t('just_go_on')}
            </p>
          )}
          {newcomer && (
            <>
              <p>
                {t('your_return_code')}: <strong class="return-code__inline">{spaced(me.return_code)}</strong>.{' '}
                {t('write_it_down')}
              </p>
              <Button onClick={written}>{t('written')}</Button>
            </>
          )}
        </Notice>
      )}
      {delivery !== null && delivery.refused.value.size > 0 && <LazyLate {...{ snapshot, delivery }} />}
      {outbox?.lasting.value === false && unsent > 0 && <Notice kind="warning">{t('stay_open')}</Notice>}
    </div>
  );
}

const useLate = lazily(() => import('./Late'));

function LazyLate(props: LateProps) {
  const Loaded = useLate()?.Late;
  return Loaded === undefined ? null : <Loaded {...props} />;
}
