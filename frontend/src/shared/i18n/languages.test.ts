import { afterEach, describe, expect, it } from 'vitest';
import { translation, translator } from '.';
import ar from './locales/ar.json';
import en from './locales/en.json';
import agenda from './locales/nl/agenda.json';
import common from './locales/nl/common.json';
import deelnemer from './locales/nl/deelnemer.json';
import joinSteps from './locales/nl/join-steps.json';
import ownPace from './locales/nl/own-pace.json';
import propose from './locales/nl/propose.json';
import scoring from './locales/nl/scoring.json';
import pl from './locales/pl.json';
import tr from './locales/tr.json';
import uk from './locales/uk.json';

type Texts = Record<string, string>;

/** What a phone says while somebody joins and scores. Of the common texts, those about results stay Dutch with them. */
const RESULTS = /^(groups_|Groups_|word_|too_few_to_show$|as_table$)/;
const SPOKEN: Record<string, Texts> = {
  agenda,
  common: Object.fromEntries(Object.entries(common).filter(([key]) => !RESULTS.test(key))),
  deelnemer,
  'join-steps': joinSteps,
  'own-pace': ownPace,
  propose,
  scoring,
};
const languages: [string, Record<string, Texts>][] = Object.entries({ en, tr, ar, pl, uk });
const places = (text: string) => [...text.matchAll(/\{(\w+)\}/g)].map(([, name]) => name).sort();
/** Texts with a number are written once: the number stands where no word bends to it. */
const once = (texts: Texts) => Object.keys(texts).filter((key) => !key.endsWith('_one'));

afterEach(() => {
  translation.value = null;
});

describe.each(languages)('the texts in %s', (language, parts) => {
  it('are all there and no other ones', () => {
    expect(Object.keys(parts).sort()).toEqual(Object.keys(SPOKEN).sort());
    for (const [part, texts] of Object.entries(SPOKEN)) {
      expect(Object.keys(parts[part] ?? {}).sort(), part).toEqual(once(texts).sort());
    }
  });

  it('have the same places to fill in, and say something', () => {
    for (const [part, texts] of Object.entries(SPOKEN)) {
      for (const key of once(texts)) {
        const said = parts[part]?.[key] ?? '';
        expect(said.trim(), `${part}.${key}`).not.toBe('');
        expect(places(said), `${part}.${key}`).toEqual(places(texts[key] ?? ''));
      }
    }
  });

  it('are said with any number', () => {
    translation.value = { language, parts };
    const t = translator({ ...common, ...scoring }, 'scoring', 'common');
    for (const n of [0, 1, 2, 5, 11, 100]) {
      expect(t('points', { n })).toBe((parts.scoring?.points_other ?? '').replace('{n}', String(n)));
    }
    expect(t('scale_4')).toBe(parts.common?.scale_4);
  });
});

describe('a language', () => {
  it('falls back to Dutch for each text that it has not', () => {
    translation.value = { language: 'en', parts: { scoring: { next: 'Next' } } };
    const t = translator({ ...common, ...scoring }, 'scoring', 'common');
    expect([t('next'), t('previous'), t('points', { n: 1 })]).toEqual(['Next', 'Vorige', '1 punt']);
  });

  it('says nothing on a screen that has no words in it', () => {
    translation.value = { language: 'en', parts: { common: { close: 'Close' } } };
    expect(translator(common)('close')).toBe('Sluiten');
  });
});
