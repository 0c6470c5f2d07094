import { useState } from 'preact/hooks';
import type { GroupName } from '../../shared/api/types';
import { Button } from '../../shared/ui/Button';
import { GroupShape } from '../../shared/ui/GroupMark';
import { Notice } from '../../shared/ui/Notice';
import type { Page } from '../page';
import { t } from '../text';
import { join, type Go } from './entering';
import { GroupCards } from './GroupCards';
import { PromiseText } from './PromiseText';
import { useEntering } from './useEntering';

interface JoinByLinkProps {
  page: Extract<Page, { kind: 'join-link' }>;
  go: Go;
}

/** `/doe-mee/<token>`: the QR code says the session and mostly the group; joining takes a press of the button. */
export function JoinByLink({ page, go }: JoinByLinkProps) {
  const [again, setAgain] = useState(false);
  return (
    <>
      <p class="place">{page.wijk}</p>
      <h1 class="nl-heading nl-heading--level-1">{page.sessionTitle}</h1>
      {page.joined !== null && !again ? (
        <AlreadyIn joined={page.joined} onAgain={() => setAgain(true)} />
      ) : (
        <Enter page={page} go={go} />
      )}
      <a class="nl-link quiet-link" href="/doe-mee">
        {t('have_return_code')}
      </a>
    </>
  );
}

function AlreadyIn({ joined, onAgain }: { joined: { path: string; group: GroupName }; onAgain: () => void }) {
  return (
    <>
      <p class={`role-card wp-group-${joined.group}`}>
        <GroupShape group={joined.group} />
        <span>{t(`already_${joined.group}`)}</span>
      </p>
      <a class="nl-button nl-button--primary wp-button--wide" href={joined.path}>
        <span class="nl-button__label">{t('go_on')}</span>
      </a>
      <Button kind="subtle" onClick={onAgain}>
        {t('join_again')}
      </Button>
    </>
  );
}

function Enter({ page, go }: JoinByLinkProps) {
  const [chosen, setChosen] = useState<GroupName | null>(null);
  const [missing, setMissing] = useState(false);
  const { busy, failure, enter } = useEntering(go);
  const group = page.group ?? chosen;
  return (
    <form
      class="stack"
      onSubmit={(event) => {
        event.preventDefault();
        setMissing(group === null);
        if (group === null) event.currentTarget.querySelector('input')?.focus();
        else void enter(() => join({ join_token: page.token, ...(page.group === null ? { group } : {}) }));
      }}
    >
      {failure !== null && <Notice kind="error" title={failure.words} urgent />}
      {page.group === null ? (
        <GroupCards
          legend={t('who_are_you')}
          value={chosen}
          onValue={setChosen}
          error={missing && chosen === null ? t('choose_group') : undefined}
        />
      ) : (
        <p class={`role-card wp-group-${page.group}`}>
          <GroupShape group={page.group} />
          <span>{t(`you_are_${page.group}`)}</span>
        </p>
      )}
      <PromiseText {...page.promise} />
      <Button kind="primary" type="submit" wide disabled={busy}>
        {busy ? t('busy') : t('join')}
      </Button>
    </form>
  );
}
