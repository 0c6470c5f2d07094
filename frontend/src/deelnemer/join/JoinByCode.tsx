import { useEffect, useRef, useState } from 'preact/hooks';
import type { DoorSeen, Language } from '../../shared/api/types';
import { Button } from '../../shared/ui/Button';
import { lazily } from '../lazily';
import { t } from '../text';
import { CodeForm } from './CodeForm';
import type { Go } from './entering';
import { useHash } from './useHash';

const CHOOSING = '#groep';
const RETURNING = '#terugkomen';
const useSteps = lazily(() => import('./steps'));

/** A code that works, and what is behind it. */
export interface Door {
  code: string;
  seen: DoorSeen;
}

/** `/doe-mee`: type the code, see which meeting it opens, say who you are, join. */
export function JoinByCode({ go }: { go: Go }) {
  const hash = useHash();
  const [typed, setTyped] = useState('');
  const [door, setDoor] = useState<Door | null>(null);
  const [refused, setRefused] = useState<string>();
  const heading = useRef<HTMLHeadingElement>(null);
  const moved = useRef(false);
  const steps = useSteps();
  const [language, setLanguage] = useState<Language>('nl-b1');
  const wanted = hash === RETURNING ? 'return' : hash === CHOOSING && door !== null ? 'group' : 'code';
  const step = wanted !== 'code' && steps === null ? 'loading' : wanted;

  useEffect(() => {
    const toField = step === 'code' && refused !== undefined;
    if (moved.current && !toField) heading.current?.focus();
    moved.current = true;
  }, [step, refused]);

  const toCode = () => {
    location.hash = '';
  };
  if (steps !== null && step === 'return') return <steps.ReturnForm {...{ heading, go }} onBack={toCode} />;
  if (steps !== null && step === 'group' && door !== null) {
    const refuse = (words: string) => {
      setRefused(words);
      toCode();
    };
    return <steps.ChooseGroup {...{ heading, door, go, language }} onBack={toCode} onWrongCode={refuse} />;
  }
  if (step === 'loading') return <h1 class="nl-heading nl-heading--level-1">{t('loading')}</h1>;
  const open = (found: Door) => {
    setRefused(undefined);
    setDoor(found);
    location.hash = CHOOSING;
  };
  return (
    <>
      <h1 ref={heading} tabIndex={-1} class="nl-heading nl-heading--level-1">
        {t('join')}
      </h1>
      <p class="lead">{t('join_intro')}</p>
      <div class="language-room">
        {steps && <steps.LanguageChoice offered={steps.SPOKEN} value={language} onValue={setLanguage} />}
      </div>
      <CodeForm {...{ typed, refused }} onTyped={setTyped} onOpen={open} />
      <Button
        kind="subtle"
        onClick={() => {
          location.hash = RETURNING;
        }}
      >
        {t('have_return_code')}
      </Button>
    </>
  );
}
