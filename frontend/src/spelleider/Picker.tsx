import './picker.css';

interface PickerProps<Name extends string> {
  /** What is chosen here. */
  name: string;
  options: readonly (readonly [Name, string])[];
  /** None of them, when something else holds now. */
  chosen: Name | null;
  /** `tabs` lead to parts of the page, `buttons` say how something stands. */
  kind?: 'buttons' | 'tabs';
  busy?: boolean;
  onChoose: (name: Name, click: MouseEvent) => void;
}

/** A few choices in a row, of which the present one is pressed. */
export function Picker<Name extends string>({
  name,
  options,
  chosen,
  kind = 'buttons',
  busy = false,
  onChoose,
}: PickerProps<Name>) {
  return (
    <div class={`picker picker--${kind}`} role="group" aria-label={name}>
      {options.map(([option, words]) => (
        <button
          key={option}
          type="button"
          class="picker__option"
          aria-pressed={option === chosen}
          aria-disabled={busy}
          onClick={(click) => onChoose(option, click)}
        >
          {words}
        </button>
      ))}
    </div>
  );
}
