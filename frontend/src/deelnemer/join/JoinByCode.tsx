import { useEffect, useRef, useState } from 'preact/hooks';
import { ApiError } from '../../shared/api/client';
import type { GroupName } from '../../shared/api/types';
import { Button } from '../../shared/ui/Button';
import { Field } from '../../shared/ui/Field';
import { Notice } from '../../shared/ui/Notice';
import type { PromiseData } from '../page';
import { spaced, t } from '../text';
import { digitsOf, join, type Go } from './entering';
import { GroupCards } from './GroupCards';
import { PromiseText } from './PromiseText';
import { ReturnForm } from './ReturnForm';
import { useEntering } from './useEntering';

interface JoinByCodeProps {
  promise: PromiseData;
  go: Go;
}

/** `/doe-mee`: type the code, say who you are, join. */
export function JoinByCode({ promise, go }: JoinByCodeProps) {
  const [typed, setTyped] = useState('');
  const [code, setCode] = useState<string | null>(null);
  const [returning, setReturning] = useState(false);
  const [codeError, setCodeError] = useState<string>();
  const heading = useRef<HTMLHeadingElement>(null);
  const moved = useRef(false);

  useEffect(() => {
    if (moved.current) heading.current?.focus();
    moved.current = true;
  }, [code, returning]);

  if (returning) return <ReturnForm heading={heading} go={go} onBack={() => setReturning(false)} />;
  if (code !== null) {
    const refuse = (words: string) => {
      setCodeError(words);
      setCode(null);
    };
    return <ChooseGroup {...{ heading, code, promise, go }} onBack={() => setCode(null)} onWrongCode={refuse} />;
  }
  return (
    <>
      <h1 ref={heading} tabIndex={-1} class="nl-heading nl-heading--level-1">
        {t('join')}
      </h1>
      <p class="lead">{t('join_intro')}</p>
      <form
        class="stack"
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          const digits = digitsOf(typed);
          setCodeError(digits === null ? t('code_wrong_form') : undefined);
          if (digits !== null) setCode(digits);
          else event.currentTarget.querySelector('input')?.focus();
        }}
      >
        <div class="code-field">
          <Field
            label={t('code')}
            hint={t('code_hint')}
            error={codeError}
            inputMode="numeric"
            autoComplete="off"
            enterkeyhint="next"
            value={typed}
            onValue={setTyped}
          />
        </div>
        <Button kind="primary" type="submit" wide>
          {t('next')}
        </Button>
      </form>
      <Button kind="subtle" onClick={() => setReturning(true)}>
        {t('have_return_code')}
      </Button>
    </>
  );
}

interface ChooseGroupProps extends JoinByCodeProps {
  heading: { current: HTMLHeadingElement | null };
  code: string;
  onBack: () => void;
  onWrongCode: (words: string) => void;
}

function ChooseGroup({ heading, code, promise, go, onBack, onWrongCode }: ChooseGroupProps) {
  const [group, setGroup] = useState<GroupName | null>(null);
  const [missing, setMissing] = useState(false);
  const { busy, failure, enter } = useEntering(go);
  const cause = failure?.cause;
  const wrongCode = cause instanceof ApiError && cause.code === 'code_not_valid' ? failure?.words : undefined;

  useEffect(() => {
    if (wrongCode !== undefined) onWrongCode(wrongCode);
  }, [wrongCode, onWrongCode]);

  return (
    <form
      class="stack"
      onSubmit={(event) => {
        event.preventDefault();
        setMissing(group === null);
        if (group !== null) void enter(() => join({ code, group }));
        else event.currentTarget.querySelector('input')?.focus();
      }}
    >
      <h1 ref={heading} tabIndex={-1} class="nl-heading nl-heading--level-1">
        {t('join')}
      </h1>
      <p class="lead">{t('with_code', { code: spaced(code) })}</p>
      {failure !== null && wrongCode === undefined && <Notice kind="error" title={failure.words} urgent />}
      <GroupCards
        legend={t('who_are_you')}
        value={group}
        onValue={setGroup}
        error={missing && group === null ? t('choose_group') : undefined}
      />
      <PromiseText {...promise} />
      <Button kind="primary" type="submit" wide disabled={busy}>
        {busy ? t('busy') : t('join')}
      </Button>
      <Button kind="subtle" onClick={onBack}>
        {t('other_code')}
      </Button>
    </form>
  );
}
