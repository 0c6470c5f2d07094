import nl from '../../../../wijkplatform/content/findings/nl.json';
import type { Finding, GroupName, ItemKind, Term } from '../api/types';

export type Catalogue = Omit<typeof nl, 'sentences'> & { sentences: Record<string, string> };

/** The values of a finding, as `wijkplatform/content/findings/README.md` lists them. */
interface FindingValues {
  kind?: ItemKind;
  group?: GroupName;
  groups?: GroupName[];
  words?: string[];
  often?: keyof typeof nl.often;
  gap?: keyof typeof nl.gap;
  /** A day, as 2026-03-12. */
  date?: string;
  [count: string]: unknown;
}

/** A finding as one or two short sentences, by the rules of that README. */
export function say(finding: Finding, term: Term, catalogue: Catalogue = nl): string {
  const values = finding.values as FindingValues;
  const { sentences } = catalogue;
  const divided = values.words?.[0] === 'divided' ? sentences[`${finding.key}_first_divided`] : undefined;
  const template = divided ?? sentences[`${finding.key}_${values.kind ?? ''}`] ?? sentences[finding.key] ?? '';
  return fill(template, values, term, catalogue);
}

function fill(template: string, values: FindingValues, term: Term, catalogue: Catalogue): string {
  return template.replace(/\{(\w+)\}/g, (_, name: string) => {
    const text = fill(value(name.toLowerCase(), values, term, catalogue), values, term, catalogue);
    const capital = name.charAt(0) !== name.charAt(0).toLowerCase();
    return capital ? text.charAt(0).toUpperCase() + text.slice(1) : text;
  });
}

function value(name: string, values: FindingValues, term: Term, catalogue: Catalogue): string {
  const at = name.endsWith('b') ? 1 : 0;
  const group = values.groups?.[at];
  const word = (values.words?.[at] ?? '') as keyof Catalogue['words'];
  switch (name) {
    case 'a':
    case 'b':
      return group === undefined ? '' : catalogue.groups[group];
    case 'group':
      return values.group === undefined ? '' : catalogue.groups[values.group];
    case 'word_a':
    case 'word_b':
      return catalogue.words[word];
    case 'short_a':
    case 'short_b':
      return catalogue.short[word];
    case 'this':
      return catalogue.this[values.kind === 'valkuil' ? 'valkuil' : 'kans'];
    case 'here':
      return catalogue.here[term];
    case 'all':
      return catalogue.all[values.groups?.length === 2 ? '2' : '3'];
    case 'often':
      return catalogue.often[values.often ?? 'as_often'];
    case 'gap':
      return catalogue.gap[values.gap ?? 'none'];
    case 'date':
      return new Intl.DateTimeFormat(`${catalogue.language}-GB`, {
        day: 'numeric',
        month: 'long',
        year: 'numeric',
        timeZone: 'UTC',
      }).format(new Date(values.date ?? 0));
    default:
      return String(values[name]);
  }
}
