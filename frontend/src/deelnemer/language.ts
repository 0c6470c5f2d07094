import type { Language } from '../shared/api/types';
import { translation, type Translation } from '../shared/i18n';

type Words = Translation['parts'];
type Other = Exclude<Language, 'nl' | 'nl-b1'>;

const FILES: Record<Other, () => Promise<{ default: Words }>> = {
  en: () => import('../shared/i18n/locales/en.json'),
  tr: () => import('../shared/i18n/locales/tr.json'),
  ar: () => import('../shared/i18n/locales/ar.json'),
  pl: () => import('../shared/i18n/locales/pl.json'),
  uk: () => import('../shared/i18n/locales/uk.json'),
};
const isOther = (language: string): language is Other => language in FILES;
let wanted = 'nl';

/**
 * Let the whole page speak a language: fetched when it is asked for, and Dutch until it is there or where it has no
 * word. Both ways of Dutch have the same buttons.
 */
export async function speak(language: string): Promise<void> {
  wanted = language;
  if (!isOther(language)) {
    show(null);
    return;
  }
  const file = await FILES[language]().catch(() => null);
  if (wanted === language && file !== null) show({ language, parts: file.default });
}

function show(words: Translation | null): void {
  translation.value = words;
  const app = document.getElementById('app');
  app?.setAttribute('lang', words?.language ?? 'nl');
  app?.setAttribute('dir', words?.language === 'ar' ? 'rtl' : 'ltr');
}
