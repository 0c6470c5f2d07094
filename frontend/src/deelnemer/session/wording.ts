/** For an element with words of the checklist: in which language they are, where that is not the one of the page. */
export function wording(language: string | undefined): { lang?: string; dir?: 'rtl' | 'ltr' } {
  if (language === undefined || language.startsWith('nl')) return {};
  return { lang: language, dir: language === 'ar' ? 'rtl' : 'ltr' };
}
