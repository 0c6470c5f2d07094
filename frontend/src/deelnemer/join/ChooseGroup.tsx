import { useEffect, useState } from 'preact/hooks';
import type { GroupName, Language } from '../../shared/api/types';
import { Button } from '../../shared/ui/Button';
import type { PromiseData } from '../page';
import { spaced, t } from '../text';
import { AlreadyIn } from './AlreadyIn';
import { join, type Go } from './entering';
import { GroupQuestion } from './GroupQuestion';
import type { Door } from './JoinByCode';
import { LanguageChoice, PLAIN } from './LanguageChoice';
import { PromiseText } from './PromiseText';
import { Refused } from './Refused';
import { say } from './steps-text';
import { useEntering } from './useEntering';

interface ChooseGroupProps {
  heading: { current: HTMLHeadingElement | null };
  door: Door;
  go: Go;
  /** What was chosen with the code. */
  language: Language;
  onBack: () => void;
  onWrongCode: (words: string) => void;
}

/** The meeting behind a code: go on in it, or say who you are and join. */
export function ChooseGroup({ heading, door, go, language, onBack, onWrongCode }: ChooseGroupProps) {
  const { seen } = door;
  const [again, setAgain] = useState(false);
  return (
    <>
      <p class="place">{seen.wijk}</p>
      <h1 ref={heading} tabIndex={-1} class="nl-heading nl-heading--level-1">
        {seen.title}
      </h1>
      {seen.joined !== null && !again ? (
        <AlreadyIn joined={seen.joined} onAgain={() => setAgain(true)} />
      ) : (
        <Enter
          {...{ door, go, onWrongCode, language }}
          promise={{ smallestGroup: seen.smallest_group, retention: seen.retention }}
        />
      )}
      <Button kind="subtle" onClick={onBack}>
        {say('other_code')}
      </Button>
    </>
  );
}

type EnterProps = Pick<ChooseGroupProps, 'door' | 'go' | 'onWrongCode' | 'language'> & { promise: PromiseData };

function Enter({ door: { code, seen }, promise, go, onWrongCode, language: before }: EnterProps) {
  const [group, setGroup] = useState<GroupName | null>(null);
  const [missing, setMissing] = useState(false);
  const [language, setLanguage] = useState<Language>(seen.languages.includes(before) ? before : PLAIN);
  const { busy, failure, enter } = useEntering(go);
  const wrongCode = failure?.code === 'code_not_valid' ? failure.words : undefined;

  useEffect(() => {
    if (wrongCode !== undefined) onWrongCode(wrongCode);
  }, [wrongCode, onWrongCode]);

  return (
    <form
      class="stack"
      onSubmit={(event) => {
        event.preventDefault();
        setMissing(group === null);
        if (group !== null) void enter(() => join({ code, group, language }));
        else event.currentTarget.querySelector('input')?.focus();
      }}
    >
      <p class="lead">{say('with_code', { code: spaced(code) })}</p>
      <LanguageChoice offered={seen.languages} value={language} onValue={setLanguage} />
      <GroupQuestion value={group} onValue={setGroup} missing={missing} />
      <PromiseText {...promise} />
      <Refused failure={failure} />
      <Button kind="primary" type="submit" wide disabled={busy}>
        {busy ? t('busy') : t('join')}
      </Button>
    </form>
  );
}
