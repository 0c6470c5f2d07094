import { useEffect, useRef, useState } from 'preact/hooks';
import type { ItemView } from '../shared/api/types';
import { Button } from '../shared/ui/Button';
import { Field } from '../shared/ui/Field';
import { answer, cardNumber, line, type Typed } from './typing';
import { t } from './words';

interface CardFormProps {
  items: ItemView[];
  /** The number to begin with. */
  card: number | null;
  correcting: boolean;
  /** Where to type first, when a card was saved just now. */
  begin: Begin | null;
  onSave: (card: number | null, answers: Record<string, number>, begin: Begin) => void;
}

/** How somebody types: digit by digit, or all in one go. */
export type Begin = 'digits' | 'line';

/** One card: its number, and a digit for each punt; a digit leads on to the next punt. */
export function CardForm({ items, card, correcting, begin, onSave }: CardFormProps) {
  const [number, setNumber] = useState(card === null ? '' : String(card));
  const [answers, setAnswers] = useState<Typed[]>(items.map(() => ''));
  const [quick, setQuick] = useState('');
  const [tried, setTried] = useState(false);
  const form = useRef<HTMLFormElement>(null);
  const read = line(quick, items.length);
  const problem = read.problem === null ? undefined : t(`quick_${read.problem}`, { n: items.length });
  const filled = answers.some((one) => one !== '');
  const wrongNumber = number.trim() !== '' && cardNumber(number) === null;

  const fields = (): HTMLInputElement[] => [
    ...(form.current?.querySelectorAll<HTMLInputElement>('.card__digit') ?? []),
  ];
  const go = (place: number): void => {
    const field = fields()[place];
    field?.focus();
    field?.select();
  };
  useEffect(() => {
    const [, typedLine, first] = form.current?.querySelectorAll('input') ?? [];
    if (begin !== null) (begin === 'line' ? typedLine : first)?.focus();
  }, [begin]);
  const put = (place: number, typed: string): void => {
    const key = answer(typed.slice(-1));
    if (key === '' && typed !== '') return;
    setAnswers(answers.map((one, index) => (index === place ? key : one)));
    if (key !== '') go(place + 1);
  };
  const save = (event: Event): void => {
    event.preventDefault();
    setTried(true);
    if (!filled || wrongNumber) {
      if (!filled) go(0);
      return;
    }
    const said = items.flatMap(({ id }, place) => (answers[place] ? [[id, Number(answers[place])] as const] : []));
    onSave(cardNumber(number), Object.fromEntries(said), quick === '' ? 'digits' : 'line');
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
        error={tried && wrongNumber ? t('card_wrong') : undefined}
      />
      <Field
        label={t('quick')}
        hint={t('quick_hint', { n: items.length })}
        inputMode="numeric"
        autoComplete="off"
        value={quick}
        error={problem}
        onValue={(text) => {
          setQuick(text);
          const typed = line(text, items.length);
          if (typed.problem === null) setAnswers(items.map((_, place) => typed.answers[place] ?? ''));
        }}
      />
      <fieldset class="card__answers">
        <legend class="utrecht-form-label">{t('answers')}</legend>
        <p class="wp-field__hint">{t('answers_hint')}</p>
        {tried && !filled && (
          <p class="wp-field__error" role="alert">
            {t('empty')}
          </p>
        )}
        <ol class="card__rows">
          {items.map(({ id, number: punt, text }, place) => (
            <li key={id} class="card__row">
              <label class="card__punt" for={`punt-${id}`}>
                <span class="card__number">{punt}</span> {text}
              </label>
              <input
                id={`punt-${id}`}
                class="card__digit utrecht-textbox utrecht-textbox--html-input"
                inputMode="numeric"
                autoComplete="off"
                maxLength={2}
                aria-describedby={`means-${id}`}
                value={answers[place]}
                onInput={(event) => {
                  put(place, event.currentTarget.value);
                  event.currentTarget.value = answers[place] ?? '';
                }}
                onKeyDown={(event) => {
                  if (event.key === 'ArrowDown') go(place + 1);
                  else if (event.key === 'ArrowUp' || (event.key === 'Backspace' && !answers[place])) go(place - 1);
                  else return;
                  event.preventDefault();
                }}
              />
              <span id={`means-${id}`} class="card__means">
                {answers[place] ? t(`scale_${answers[place] as '0'}`) : t('nothing')}
              </span>
            </li>
          ))}
        </ol>
      </fieldset>
      <Button kind="primary" type="submit">
        {t(correcting ? 'correct' : 'save')}
      </Button>
    </form>
  );
}
