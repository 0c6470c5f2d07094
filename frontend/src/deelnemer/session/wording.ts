/** For an element with words of the checklist: in which language they are, and which way it is read. */
export function wording(language = 'nl'): { lang: string; dir: 'rtl' | 'ltr' } {
  return { lang: language.split('-')[0] ?? 'nl', dir: language === 'ar' ? 'rtl' : 'ltr' };
}
