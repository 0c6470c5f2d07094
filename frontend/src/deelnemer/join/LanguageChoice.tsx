import { useId } from 'preact/hooks';
import type { Language } from '../../shared/api/types';
import { speak } from '../language';
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
/** The same where there is room for two letters. */
const SHORT: Record<Language, string> = {
  'nl-b1': 'NL',
  nl: 'NL',
  en: 'EN',
  tr: 'TR',
  ar: 'ع',
  pl: 'PL',
  uk: 'УК',
};
export const PLAIN: Language = 'nl-b1';

/** The languages of the buttons, before it is known which ones the gemeente offers. */
export const SPOKEN: readonly Language[] = [PLAIN, 'en', 'tr', 'ar', 'pl', 'uk'];

export interface LanguageChoiceProps {
  /** What the gemeente offers, as the page or the server said it. */
  offered: readonly string[];
  value: Language;
  onValue: (language: Language) => void;
  /** In the bar of a phone: without its label above it. */
  small?: boolean;
}

/** In which language somebody reads the punten; nothing where there is one language. */
export function LanguageChoice({ offered, value, onValue, small = false }: LanguageChoiceProps) {
  const id = useId();
  const languages = (Object.keys(NAMES) as Language[]).filter((one) => offered.includes(one));
  if (languages.length < 2) return null;
  const translated = !value.startsWith('nl');
  return (
    <div class={`language${small ? ' language--small' : ''}`}>
      <label for={id} class={small ? 'wp-visually-hidden' : 'language__label'}>
        {say('language')}
      </label>
      {small && (
        <span class="language__short" aria-hidden="true">
          {SHORT[value]}
        </span>
      )}
      <select
        id={id}
        class="language__select"
        value={value}
        aria-describedby={translated && !small ? `${id}-note` : undefined}
        onChange={(event) => {
          const chosen = event.currentTarget.value as Language;
          void speak(chosen);
          onValue(chosen);
        }}
      >
        {languages.map((one) => (
          <option key={one} value={one} lang={one === PLAIN ? 'nl' : one} selected={one === value}>
            {NAMES[one]}
          </option>
        ))}
      </select>
      {translated && !small && (
        <p id={`${id}-note`} class="language__note">
          {say('language_draft')}
        </p>
      )}
    </div>
  );
}
