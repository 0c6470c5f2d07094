import { useEffect, useId, useRef, useState } from 'preact/hooks';
import type { Box as BoxName } from '../../shared/api/types';
import { Button } from '../../shared/ui/Button';
import { Field } from '../../shared/ui/Field';
import { Notice } from '../../shared/ui/Notice';
import { announce } from '../../shared/ui/Status';
import { fit, fitAt, lengthOf, LONGEST_NAME, LONGEST_NOTE } from './fit';
import type { Notes, Written } from './notes';
import { t } from './text';

/** From here on the room that is left is told. */
const NEARLY_FULL = 100;

/** What is wrong with what was typed: too much of it, or nothing at all. */
type Wrong = 'cut' | 'nothing' | null;

interface BoxProps {
  notes: Notes;
  item: string;
  box: BoxName;
}

/** One box about a punt: what is typed in it is kept until the server has it. */
export function Box({ notes, item, box }: BoxProps) {
  const written = notes.of(item, box);
  const { text, signed, state, refused } = written;
  const [wrong, setWrong] = useState<Wrong>(null);
  const field = useRef<HTMLTextAreaElement>(null);
  const id = useId();
  const left = LONGEST_NOTE - lengthOf(text);
  useTold(state);

  const typed = (element: HTMLTextAreaElement, composing: boolean) => {
    const { value, selectionEnd } = element;
    // A word that is still being composed is left alone: it is cut when it stands.
    const kept = composing ? null : fitAt(value, selectionEnd, LONGEST_NOTE);
    const cut = kept !== null && kept.text !== value;
    if (cut) {
      element.value = kept.text;
      element.setSelectionRange(kept.caret, kept.caret);
    }
    setWrong(cut ? 'cut' : null);
    notes.write(item, box, { text: element.value });
  };
  const send = () => {
    if (text.trim() !== '') notes.send(item, box);
    else {
      setWrong('nothing');
      field.current?.focus();
    }
  };

  return (
    <form
      class="note-box"
      onSubmit={(event) => {
        event.preventDefault();
        send();
      }}
    >
      <label class="note-box__label" for={id}>
        {t(box)}
      </label>
      <textarea
        ref={field}
        id={id}
        class="utrecht-textbox note-box__text"
        rows={3}
        dir="auto"
        value={text}
        readOnly={state === 'sending'}
        aria-describedby={`${id}-room`}
        aria-invalid={wrong !== null}
        onInput={(event) => typed(event.currentTarget, event.isComposing)}
        onCompositionEnd={(event) => typed(event.currentTarget, false)}
      />
      <p id={`${id}-room`} class="note-box__room">
        {left <= NEARLY_FULL && t('room', { n: Math.max(0, left) })}
      </p>
      {wrong !== null && (
        <Notice kind={wrong === 'cut' ? 'warning' : 'error'} urgent>
          <p>{t(wrong)}</p>
        </Notice>
      )}
      {refused !== null && (
        <Notice kind="error" title={t('refused')} urgent>
          <p>{refused}</p>
        </Notice>
      )}
      {(text !== '' || signed !== '') && (
        <Name
          value={signed}
          sending={state === 'sending'}
          onValue={(name) => notes.write(item, box, { signed: name })}
        />
      )}
      <div class="note-box__foot">
        <Button type="submit" disabled={state === 'sending'}>
          {t('send')}
        </Button>
        <State written={written} />
      </div>
      {!notes.lasting.value && text !== '' && <p>{t('not_lasting')}</p>}
    </form>
  );
}

/** A name is asked for only by who wants one under it. */
function Name({ value, sending, onValue }: { value: string; sending: boolean; onValue: (name: string) => void }) {
  return (
    <details class="fold" open={value !== ''}>
      <summary>{t('with_name')}</summary>
      <Field
        label={t('name')}
        hint={t('name_hint')}
        dir="auto"
        autoComplete="off"
        readOnly={sending}
        value={value}
        onValue={(name) => onValue(fit(name, LONGEST_NAME))}
      />
    </details>
  );
}

/** How it is with what stands in the box, or with what was sent from there last. */
function State({ written: { text, state } }: { written: Written }) {
  const words = state === 'writing' ? (text.trim() === '' ? null : 'unsent') : state;
  if (words === null) return null;
  return <span class={`note-state note-state--${words}`}>{t(words)}</span>;
}

/** A note that goes, and one that arrived, are told to who listens. */
function useTold(state: Written['state']): void {
  const before = useRef(state);
  useEffect(() => {
    if (before.current !== state && state !== 'writing') announce(t(state));
    before.current = state;
  }, [state]);
}
