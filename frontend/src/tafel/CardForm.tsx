import type { ComponentChildren } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import type { ItemView } from '../shared/api/types';
import { Button } from '../shared/ui/Button';
import { Field } from '../shared/ui/Field';
import { Notice } from '../shared/ui/Notice';
import { Digits } from './Digits';
import { answer, cardNumber, line, said, type Typed } from './typing';
import { t } from './words';

interface CardFormProps {
  items: ItemView[];
  /** The number to begin with. */
  card: number | null;
  /** The digits to begin with: of a card that was typed before and not saved. */
  typed: Typed[];
  correcting: boolean;
  /** This card is on its way to the server. */
  busy: boolean;
  /** Where to type first, when a card was saved just now. */
  begin: Begin | null;
  /** What came of the last card: told beside the button. */
  result: ComponentChildren;
  onSave: (card: number | null, answers: Record<string, number>, begin: Begin) => void;
}

/** How somebody types: digit by digit, or all in one go. */
export type Begin = 'digits' | 'line';

/** Why a card is not saved yet: nothing on it, something wrong in a field, or fewer digits than punten. */
type Doubt = 'empty' | 'field' | 'few' | null;

/** One card: its number, and a digit for each punt; a digit leads on to the next punt. */
export function CardForm({ items, card, typed, correcting, busy, begin, result, onSave }: CardFormProps) {
  const [number, setNumber] = useState(card === null ? '' : String(card));
  const [answers, setAnswers] = useState<Typed[]>(items.map((_, place) => typed[place] ?? ''));
  const [quick, setQuick] = useState('');
  const [doubt, setDoubt] = useState<Doubt>(null);
  const form = useRef<HTMLFormElement>(null);
  const problem = line(quick, items.length).problem;
  const many = answers.filter((one) => one !== '').length;
  const wrongNumber = number.trim() !== '' && cardNumber(number) === null;

  const go = (place: number): void => {
    const field = form.current?.querySelectorAll<HTMLInputElement>('.card__digit')[place];
    field?.focus();
    field?.select();
  };
  const toField = (place: number): void => form.current?.querySelectorAll('input')[place]?.focus();
  useEffect(() => {
    if (begin !== null) toField(begin === 'line' ? 1 : 2);
  }, [begin]);
  const put = (place: number, key: Typed): void => {
    setDoubt(null);
    setAnswers(answers.map((one, index) => (index === place ? key : one)));
    if (key !== '') go(place + 1);
  };
  const save = (event: Event, sure = false): void => {
    event.preventDefault();
    if (busy) return;
    const answered = said(items, answers);
    if (wrongNumber || problem !== null) {
      setDoubt('field');
      toField(wrongNumber ? 0 : 1);
    } else if (Object.keys(answered).length === 0) {
      setDoubt('empty');
      go(0);
    } else if (many < items.length && !sure) {
      setDoubt('few');
    } else {
      setDoubt(null);
      onSave(cardNumber(number), answered, quick === '' ? 'digits' : 'line');
    }
  };

  return (
    <form class="card" ref={form} onSubmit={save} noValidate>
      <Field
        label={t('card')}
        hint={t('card_hint')}
        inputMode="numeric"
        autoComplete="off"
        value={number}
        onValue={setNumber}
        error={doubt === 'field' && wrongNumber ? t('card_wrong') : undefined}
      />
      <Field
        label={t('quick')}
        hint={t('quick_hint', { n: items.length })}
        inputMode="numeric"
        autoComplete="off"
        value={quick}
        error={problem === null ? undefined : t(`quick_${problem}`, { n: items.length })}
        onValue={(text) => {
          setQuick(text);
          setDoubt(null);
          const read = line(text, items.length);
          if (read.problem === null) setAnswers(items.map((_, place) => read.answers[place] ?? ''));
        }}
      />
      <Digits items={items} answers={answers} onGo={go} onPut={(place, text) => put(place, answer(text))} />
      <div class="card__bar">
        {doubt === null && result}
        {(doubt === 'empty' || doubt === 'field') && (
          <Notice kind="error" urgent>
            {t(doubt === 'empty' ? 'empty' : 'not_yet')}
          </Notice>
        )}
        {doubt === 'few' && (
          <Notice kind="warning" urgent>
            <p>{t('few', { typed: many, n: items.length })}</p>
            <Button onClick={(event) => save(event, true)}>{t('few_save')}</Button>
          </Notice>
        )}
        <Button kind="primary" type="submit" aria-disabled={busy}>
          {t(correcting ? 'correct' : 'save')}
        </Button>
      </div>
    </form>
  );
}
