import { useId } from 'preact/hooks';

interface TextAreaProps {
  label: string;
  hint?: string;
  error?: string | undefined;
  value: string;
  rows?: number;
  onValue: (value: string) => void;
}

/** Text of more than a line, with its label, hint and error. */
export function TextArea({ label, hint, error, value, rows = 3, onValue }: TextAreaProps) {
  const id = useId();
  const described = [hint && `${id}-hint`, error && `${id}-error`].filter(Boolean).join(' ');
  return (
    <div class={`wp-field utrecht-form-field${error === undefined ? '' : ' utrecht-form-field--invalid'}`}>
      <label class="utrecht-form-label" for={id}>
        {label}
      </label>
      {hint !== undefined && (
        <p id={`${id}-hint`} class="wp-field__hint">
          {hint}
        </p>
      )}
      {error !== undefined && (
        <p id={`${id}-error`} class="wp-field__error" role="alert">
          {error}
        </p>
      )}
      <textarea
        id={id}
        class="utrecht-textarea utrecht-textarea--html-textarea"
        dir="auto"
        rows={rows}
        aria-describedby={described === '' ? undefined : described}
        aria-invalid={error !== undefined}
        value={value}
        onInput={(event) => onValue(event.currentTarget.value)}
      />
    </div>
  );
}
