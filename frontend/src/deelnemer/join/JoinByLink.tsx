import { useState } from 'preact/hooks';
import type { GroupName, Language } from '../../shared/api/types';
import { Button } from '../../shared/ui/Button';
import { Notice } from '../../shared/ui/Notice';
import { GroupShape } from '../../shared/ui/GroupMark';
import type { Page } from '../page';
import { lazily } from '../lazily';
import { t } from '../text';
import type { AlreadyInProps } from './AlreadyIn';
import { join, type Go } from './entering';
import type { GroupQuestionProps } from './GroupQuestion';
import type { LanguageChoiceProps } from './LanguageChoice';
import { PromiseText } from './PromiseText';
import { Refused } from './Refused';
import { useEntering } from './useEntering';

const useSteps = lazily(() => import('./steps'));

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
        <LazyAlreadyIn joined={page.joined} onAgain={() => setAgain(true)} />
      ) : page.locked ? (
        <DoorClosed />
      ) : (
        <Enter page={page} go={go} />
      )}
      <a class="nl-link quiet-link" href="/doe-mee#terugkomen">
        {t('have_return_code')}
      </a>
    </>
  );
}

/** Before anything is asked: nobody new may come in now. */
function DoorClosed() {
  return (
    <>
      <Notice kind="warning" title={t('door_closed_title')}>
        <p>{t('door_closed')}</p>
      </Notice>
      <Button wide onClick={() => location.reload()}>
        {t('try_again')}
      </Button>
    </>
  );
}

function Enter({ page, go }: JoinByLinkProps) {
  const [chosen, setChosen] = useState<GroupName | null>(null);
  const [missing, setMissing] = useState(false);
  const [language, setLanguage] = useState<Language>('nl-b1');
  const { busy, failure, enter } = useEntering(go);
  const group = page.group ?? chosen;
  return (
    <form
      class="stack"
      onSubmit={(event) => {
        event.preventDefault();
        setMissing(group === null);
        if (group === null) event.currentTarget.querySelector('input')?.focus();
        else void enter(() => join({ join_token: page.token, language, ...(page.group === null ? { group } : {}) }));
      }}
    >
      {page.languages.length > 1 && <LazyLanguage offered={page.languages} value={language} onValue={setLanguage} />}
      {page.group === null ? (
        <LazyGroupQuestion value={chosen} onValue={setChosen} missing={missing} />
      ) : (
        <p class={`role-card wp-group-${page.group}`}>
          <GroupShape group={page.group} />
          <span>{t(`you_are_${page.group}`)}</span>
        </p>
      )}
      <PromiseText {...page.promise} />
      <Refused failure={failure} />
      <Button kind="primary" type="submit" wide disabled={busy}>
        {busy ? t('busy') : t('join')}
      </Button>
    </form>
  );
}

/** Most people come here for the first time. */
function LazyAlreadyIn(props: AlreadyInProps) {
  const Loaded = useSteps()?.AlreadyIn;
  return Loaded === undefined ? <p class="soft">{t('loading')}</p> : <Loaded {...props} />;
}

/** Most links say the group. */
function LazyGroupQuestion(props: GroupQuestionProps) {
  const Loaded = useSteps()?.GroupQuestion;
  return Loaded === undefined ? <p class="soft">{t('loading')}</p> : <Loaded {...props} />;
}

/** Its room is kept, so that nothing moves when it comes. */
function LazyLanguage(props: LanguageChoiceProps) {
  const Loaded = useSteps()?.LanguageChoice;
  return <div class="language-room">{Loaded !== undefined && <Loaded {...props} />}</div>;
}
