import { useEffect, useRef, useState } from 'preact/hooks';
import { Button } from '../../shared/ui/Button';
import { Field } from '../../shared/ui/Field';
import { Notice } from '../../shared/ui/Notice';
import { t } from '../text';
import { comeBack, digitsOf, type Go } from './entering';
import { Refused } from './Refused';
import { say } from './steps-text';
import { useEntering } from './useEntering';

interface ReturnFormProps {
  heading: { current: HTMLHeadingElement | null };
  go: Go;
  onBack: () => void;
}

/** Go on where one was, on another phone. */
export function ReturnForm({ heading, go, onBack }: ReturnFormProps) {
  const [code, setCode] = useState('');
  const [returnCode, setReturnCode] = useState('');
  const [tried, setTried] = useState(false);
  const { busy, failure, enter } = useEntering(go);
  const digits = digitsOf(code);
  const letters = returnCode.replace(/[^0-9a-z]/gi, '');
  const form = useRef<HTMLFormElement>(null);
  const toField = (place: 0 | 1) => form.current?.querySelectorAll('input').item(place).focus();
  const refused = failure?.code === 'code_not_valid';
  // The code can be read from the screen; the terugkomcode is the one that people copy wrong.
  useEffect(() => {
    if (refused) toField(1);
  }, [failure, refused]);
  const wrongCode = tried && digits === null;
  const wrongReturn = tried && letters === '';
  return (
    <form
      ref={form}
      class="stack"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        setTried(true);
        if (digits !== null && letters !== '') void enter(() => comeBack(digits, letters.toUpperCase()));
        else toField(digits === null ? 0 : 1);
      }}
    >
      <h1 ref={heading} tabIndex={-1} class="nl-heading nl-heading--level-1">
        {say('return_title')}
      </h1>
      <p class="lead">{say('return_intro')}</p>
      <div class="code-field">
        <Field
          label={t('code')}
          hint={t('code_hint')}
          error={wrongCode ? t('code_wrong_form') : undefined}
          inputMode="numeric"
          autoComplete="off"
          value={code}
          onValue={setCode}
        />
      </div>
      <div class="code-field">
        <Field
          label={say('return_code')}
          hint={say('return_code_hint')}
          error={wrongReturn ? say('return_code_missing') : undefined}
          autoComplete="off"
          autoCapitalize="characters"
          spellcheck={false}
          value={returnCode}
          onValue={setReturnCode}
        />
      </div>
      {refused ? (
        <Notice kind="error" title={say('return_wrong')} urgent>
          <p>{say('return_wrong_code')}</p>
          <p>{say('return_wrong_own')}</p>
        </Notice>
      ) : (
        <Refused failure={failure} />
      )}
      <Button kind="primary" type="submit" wide disabled={busy}>
        {busy ? t('busy') : say('return_go')}
      </Button>
      <Button kind="subtle" onClick={onBack}>
        {say('back_to_join')}
      </Button>
    </form>
  );
}
