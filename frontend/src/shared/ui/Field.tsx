import type { JSX } from 'preact';
import { useId } from 'preact/hooks';
import './field.css';

interface FieldProps extends Omit<JSX.InputHTMLAttributes<HTMLInputElement>, 'id' | 'class' | 'className' | 'onInput'> {
  label: string;
  hint?: string;
  /** What is wrong with what was filled in, and what to do. */
  error?: string | undefined;
  value: string;
  onValue: (value: string) => void;
}

/** One text field with its label above it; the hint and the error belong to it for who cannot see them. */
export function Field({ label, hint, error, value, onValue, ...rest }: FieldProps) {
  const id = useId();
  const described = [hint && `${id}-hint`, error && `${id}-error`].filter(Boolean).join(' ');
  const invalid = error !== undefined;
  return (
    <div class={`wp-field utrecht-form-field${invalid ? ' utrecht-form-field--invalid' : ''}`}>
      <label class="utrecht-form-label" for={id}>
        {label}
      </label>
      {hint !== undefined && (
        <p id={`${id}-hint`} class="wp-field__hint">
          {hint}
        </p>
      )}
      {invalid && (
        <p id={`${id}-error`} class="wp-field__error" role="alert">
          {error}
        </p>
      )}
      <input
        type="text"
        {...rest}
        id={id}
        class={`utrecht-textbox utrecht-textbox--html-input${invalid ? ' utrecht-textbox--invalid' : ''}`}
        aria-describedby={described === '' ? undefined : described}
        aria-invalid={invalid}
        value={value}
        onInput={(event) => onValue(event.currentTarget.value)}
      />
    </div>
  );
}
