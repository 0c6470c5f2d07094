import type { ComponentChildren } from 'preact';
import { useState } from 'preact/hooks';
import type { ItemView } from '../shared/api/types';
import { Button } from '../shared/ui/Button';
import { Field } from '../shared/ui/Field';
import { Notice } from '../shared/ui/Notice';
import { counts } from './typing';
import { t } from './words';

interface CountsFormProps {
  items: ItemView[];
  /** The number of the punt to begin with: the one that is corrected. */
  punt: number | null;
  correcting: boolean;
  /** These counts are on their way to the server. */
  busy: boolean;
  /** What came of what was typed last: told beside the button. */
  result: ComponentChildren;
  onSave: (item: string, counts: number[]) => void;
}

const ANSWERS = ['1', '2', '3', '4', '5', '0'] as const;

/** Cards that were counted before: of one punt, how many say what. */
export function CountsForm({ items, punt, correcting, busy, result, onSave }: CountsFormProps) {
  const [item, setItem] = useState((items.find(({ number }) => number === punt) ?? items[0])?.id ?? '');
  const [texts, setTexts] = useState<Record<string, string>>({});
  const [tried, setTried] = useState(false);
  const numbers = counts(['0', '1', '2', '3', '4', '5'].map((value) => texts[value] ?? ''));
  const some = numbers?.some((number) => number > 0) === true;

  const save = (event: Event): void => {
    event.preventDefault();
    if (busy) return;
    const fine = numbers !== null && some;
    setTried(!fine);
    if (fine) onSave(item, numbers);
  };

  return (
    <form class="card" onSubmit={save} noValidate>
      <div class="wp-field">
        <label class="utrecht-form-label" for="which-punt">
          {t('which_punt')}
        </label>
        <select
          id="which-punt"
          class="tafel__select"
          value={item}
          onChange={(event) => setItem(event.currentTarget.value)}
        >
          {items.map(({ id, number, text }) => (
            <option key={id} value={id}>
              {t('punt_option', { number, text })}
            </option>
          ))}
        </select>
      </div>
      <fieldset class="card__answers">
        <legend class="utrecht-form-label">{t('counts')}</legend>
        <div class="card__counts">
          {ANSWERS.map((value) => (
            <Field
              key={value}
              label={value === '0' ? t('scale_0') : `${value} ${t(`scale_${value}`)}`}
              inputMode="numeric"
              autoComplete="off"
              value={texts[value] ?? ''}
              onValue={(text) => setTexts({ ...texts, [value]: text })}
            />
          ))}
        </div>
      </fieldset>
      <div class="card__bar">
        {tried && (numbers === null || !some) ? (
          <Notice kind="error" urgent>
            {t(numbers === null ? 'counts_wrong' : 'empty')}
          </Notice>
        ) : (
          result
        )}
        <Button kind="primary" type="submit" aria-disabled={busy}>
          {t(correcting ? 'correct' : 'save_counts')}
        </Button>
      </div>
    </form>
  );
}
