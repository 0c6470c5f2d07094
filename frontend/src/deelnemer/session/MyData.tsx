import { useEffect, useRef, useState } from 'preact/hooks';
import { call } from '../../shared/api/client';
import type { GroupName, Language, Me, Snapshot } from '../../shared/api/types';
import type { Portal } from '../../shared/live/portal';
import { translator } from '../../shared/i18n';
import myData from '../../shared/i18n/locales/nl/my-data.json';
import { Button } from '../../shared/ui/Button';
import { Dialog } from '../../shared/ui/Dialog';
import { GroupMark } from '../../shared/ui/GroupMark';
import { Notice } from '../../shared/ui/Notice';
import { announce } from '../../shared/ui/Status';
import { GroupCards } from '../join/GroupCards';
import { LanguageChoice } from '../join/LanguageChoice';
import { languagesHere, retentionHere } from '../page';
import { explain, t } from '../text';
import { pass } from './passing';
import { ReturnCode } from './ReturnCode';
import './my-data.css';

const say = translator(myData);

interface MyDataProps {
  portal: Portal;
  snapshot: Snapshot;
  me: Me;
  onClose: () => void;
}

/** 'Mijn gegevens': the terugkomcode, the group, what the spelleider calls you, and what still waits to be sent. */
export function MyData({ portal, snapshot, me, onClose }: MyDataProps) {
  const [changing, setChanging] = useState(false);
  const group = useRef<HTMLDivElement>(null);
  const changed = useRef(false);
  const outbox = portal.outbox.value;
  const unsent = outbox?.ops.value.length ?? 0;
  const free = !me.group_fixed && me.answers.length === 0 && unsent === 0 && snapshot.state !== 'closed';
  useEffect(() => {
    if (changed.current && !changing) group.current?.focus();
    changed.current = changing;
  }, [changing]);

  if (changing && free) {
    return (
      <Dialog title={t('my_data')} onClose={onClose}>
        <ChangeGroup portal={portal} snapshot={snapshot} me={me} onDone={() => setChanging(false)} />
      </Dialog>
    );
  }
  return (
    <Dialog title={t('my_data')} onClose={onClose}>
      <ReturnCode code={me.return_code} />
      <div ref={group} tabIndex={-1} class="my-group">
        <span>
          {say('group')}: <GroupMark group={me.group} />
        </span>
        {free && (
          <Button kind="subtle" onClick={() => setChanging(true)}>
            {say('not_right')}
          </Button>
        )}
      </div>
      <p>{say('you_are', { label: me.label })}</p>
      {unsent > 0 && <p>{t('waiting_to_send', { n: unsent })}</p>}
      {unsent === 0 && me.answers.length > 0 && <p>{say('all_sent')}</p>}
      {outbox?.lasting.value === false && unsent > 0 && <p>{t('stay_open')}</p>}
      <p>{retentionHere()}</p>
      <p>
        <a class="nl-link quiet-link" href="/privacy">
          {t('privacy')}
        </a>
      </p>
      {snapshot.shared_phones && snapshot.state !== 'closed' && (
        <Button wide onClick={() => pass('leaving')}>
          {say('hand_on')}
        </Button>
      )}
      <Button kind="primary" wide onClick={onClose}>
        {t('close')}
      </Button>
    </Dialog>
  );
}

/** Another language for the punten: answers stay, and so does the place. */
export function ChangeLanguage({ portal, snapshot, me }: Omit<ChangeGroupProps, 'onDone'>) {
  const [error, setError] = useState<string | null>(null);
  const change = async (language: Language) => {
    try {
      await changeMe(snapshot, { language });
      setError(null);
      portal.refresh();
      announce(say('language_changed'));
    } catch (failure) {
      setError(explain(failure));
    }
  };
  return (
    <>
      <LanguageChoice
        offered={languagesHere()}
        value={me.language as Language}
        small
        onValue={(language) => void change(language)}
      />
      {error !== null && <Notice kind="error" title={error} urgent />}
    </>
  );
}

function changeMe({ gemeente }: Snapshot, body: { group?: GroupName; language?: Language }): Promise<unknown> {
  return call(`/participants/me?gemeente=${encodeURIComponent(gemeente)}`, { method: 'PATCH', body });
}

interface ChangeGroupProps {
  portal: Portal;
  snapshot: Snapshot;
  me: Me;
  onDone: () => void;
}

function ChangeGroup({ portal, snapshot, me, onDone }: ChangeGroupProps) {
  const [chosen, setChosen] = useState<GroupName>(me.group);
  const [error, setError] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  const form = useRef<HTMLFormElement>(null);
  useEffect(() => form.current?.querySelector<HTMLInputElement>('input:checked')?.focus(), []);
  const change = async () => {
    setBusy(true);
    try {
      if (chosen !== me.group) await changeMe(snapshot, { group: chosen });
      portal.refresh();
      announce(say('group_changed', { group: t(`group_${chosen}`) }));
      onDone();
    } catch (failure) {
      setError(explain(failure));
      setBusy(false);
    }
  };
  return (
    <form
      ref={form}
      class="stack"
      onSubmit={(event) => {
        event.preventDefault();
        void change();
      }}
    >
      {error !== null && <Notice kind="error" title={error} urgent />}
      <GroupCards legend={say('change_group')} value={chosen} onValue={setChosen} />
      <Button kind="primary" type="submit" wide disabled={busy}>
        {busy ? t('busy') : say('choose_this_group')}
      </Button>
      <Button kind="subtle" onClick={onDone}>
        {say('keep_group')}
      </Button>
    </form>
  );
}
