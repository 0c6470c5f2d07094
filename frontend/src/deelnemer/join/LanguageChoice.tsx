import { useId } from 'preact/hooks';
import type { Language } from '../../shared/api/types';
import { say } from './steps-text';
import './language-choice.css';

/** Each language in its own name and script. */
const NAMES: Record<Language, string> = {
  'nl-b1': 'Makkelijk Nederlands',
  nl: 'Nederlands (tekst uit 2009)',
  en: 'English',
  tr: 'Türkçe',
  ar: 'العربية',
  pl: 'Polski',
  uk: 'Українська',
};
export const PLAIN: Language = 'nl-b1';

export interface LanguageChoiceProps {
  /** What the gemeente offers, as the page or the server said it. */
  offered: readonly string[];
  value: Language;
  onValue: (language: Language) => void;
}

/** In which language somebody reads the punten; nothing where there is one language. */
export function LanguageChoice({ offered, value, onValue }: LanguageChoiceProps) {
  const id = useId();
  const languages = (Object.keys(NAMES) as Language[]).filter((one) => offered.includes(one));
  if (languages.length < 2) return null;
  const translated = !value.startsWith('nl');
  return (
    <div class="language">
      <label for={id} class="language__label">
        {say('language')}
      </label>
      <select
        id={id}
        class="language__select"
        value={value}
        aria-describedby={translated ? `${id}-note` : undefined}
        onChange={(event) => onValue(event.currentTarget.value as Language)}
      >
        {languages.map((one) => (
          <option key={one} value={one} lang={one === PLAIN ? 'nl' : one} selected={one === value}>
            {NAMES[one]}
          </option>
        ))}
      </select>
      {translated && (
        <p id={`${id}-note`} class="language__note">
          {say('language_draft')}
        </p>
      )}
    </div>
  );
}
