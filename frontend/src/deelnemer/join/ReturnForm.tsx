import { useState } from 'preact/hooks';
import { Button } from '../../shared/ui/Button';
import { Field } from '../../shared/ui/Field';
import { Notice } from '../../shared/ui/Notice';
import { t } from '../text';
import { comeBack, digitsOf, type Go } from './entering';
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
  const wrongCode = tried && digits === null;
  const wrongReturn = tried && letters === '';
  return (
    <form
      class="stack"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        setTried(true);
        if (digits !== null && letters !== '') void enter(() => comeBack(digits, letters.toUpperCase()));
        else
          event.currentTarget
            .querySelectorAll('input')
            .item(digits === null ? 0 : 1)
            .focus();
      }}
    >
      <h1 ref={heading} tabIndex={-1} class="nl-heading nl-heading--level-1">
        {t('return_title')}
      </h1>
      <p class="lead">{t('return_intro')}</p>
      {failure !== null && <Notice kind="error" title={failure.words} urgent />}
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
          label={t('return_code')}
          hint={t('return_code_hint')}
          error={wrongReturn ? t('return_code_missing') : undefined}
          autoComplete="off"
          autoCapitalize="characters"
          spellcheck={false}
          value={returnCode}
          onValue={setReturnCode}
        />
      </div>
      <Button kind="primary" type="submit" wide disabled={busy}>
        {busy ? t('busy') : t('return_go')}
      </Button>
      <Button kind="subtle" onClick={onBack}>
        {t('back_to_join')}
      </Button>
    </form>
  );
}
