import type { ItemView } from '../shared/api/types';
import type { Typed } from './typing';
import { t } from './words';

interface DigitsProps {
  items: ItemView[];
  answers: Typed[];
  onGo: (place: number) => void;
  /** `text`: the key that was pressed in this place, or nothing when it was emptied. */
  onPut: (place: number, text: string) => void;
}

/** A field of one digit for each punt, with what the digit means. */
export function Digits({ items, answers, onGo, onPut }: DigitsProps) {
  const typed = (place: number, event: Event & { currentTarget: HTMLInputElement }): void => {
    const { value } = event.currentTarget;
    if (value === '' || /[0-5?.]$/.test(value)) onPut(place, value.slice(-1));
    event.currentTarget.value = answers[place] ?? '';
  };
  return (
    <fieldset class="card__answers">
      <legend class="utrecht-form-label">{t('answers')}</legend>
      <p class="wp-field__hint">{t('answers_hint')}</p>
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
              onInput={(event) => typed(place, event)}
              onKeyDown={(event) => {
                if (event.key === 'ArrowDown') onGo(place + 1);
                else if (event.key === 'ArrowUp' || (event.key === 'Backspace' && !answers[place])) onGo(place - 1);
                else return;
                event.preventDefault();
              }}
            />
            <span id={`means-${id}`} class="card__means">
              {/^[0-5]$/.test(answers[place] ?? '') ? t(`scale_${answers[place] as '0'}`) : t('nothing')}
            </span>
          </li>
        ))}
      </ol>
    </fieldset>
  );
}
