import { useEffect, useRef, useState } from 'preact/hooks';
import { Button } from '../../shared/ui/Button';
import { Field } from '../../shared/ui/Field';
import { t } from '../text';
import { digitsOf, look } from './entering';
import type { Door } from './JoinByCode';
import { useEntering } from './useEntering';

interface CodeFormProps {
  typed: string;
  /** Why the code that is typed here lets nobody in. */
  refused: string | undefined;
  onTyped: (typed: string) => void;
  onOpen: (door: Door) => void;
}

/** The code of the meeting: it is tried at once, and what is wrong stands at the field. */
export function CodeForm({ typed, refused, onTyped, onOpen }: CodeFormProps) {
  const [malformed, setMalformed] = useState(false);
  const { busy, failure, enter } = useEntering(onOpen);
  const form = useRef<HTMLFormElement>(null);
  const error = malformed ? t('code_wrong_form') : (failure?.words ?? refused);
  const toField = () => form.current?.querySelector('input')?.focus();
  useEffect(() => {
    if (failure !== null || refused !== undefined) toField();
  }, [failure, refused]);
  return (
    <form
      ref={form}
      class="stack"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        const code = digitsOf(typed);
        setMalformed(code === null);
        if (code === null) toField();
        else void enter(async () => ({ code, seen: await look(code) }));
      }}
    >
      <div class="code-field">
        <Field
          label={t('code')}
          hint={t('code_hint')}
          error={busy ? undefined : error}
          inputMode="numeric"
          autoComplete="off"
          enterkeyhint="next"
          value={typed}
          onValue={onTyped}
        />
      </div>
      <Button kind="primary" type="submit" wide disabled={busy}>
        {busy ? t('busy') : t('next')}
      </Button>
    </form>
  );
}
