import { signal } from '@preact/signals';
import common from './locales/nl/common.json';

export type Values = Record<string, string | number>;

/** Texts by key, with `{name}` where a value comes. `<key>_one` and `<key>_other` are chosen by `values.n`. */
type Catalogue = Record<string, string>;
type Plain<K> = K extends `${infer Stem}_one` | `${infer Stem}_other` ? Stem : K;
export type Keys<C extends Catalogue> = Plain<keyof C & string>;

/** The texts of another language than Dutch, by the name of the Dutch catalogue that they stand for. */
export interface Translation {
  language: string;
  parts: Record<string, Catalogue>;
}

/** The language that this page speaks where it has the words; `null`, and every word that is missing: Dutch. */
export const translation = signal<Translation | null>(null);

const plurals = new Intl.PluralRules('nl');
const numbers = new Intl.NumberFormat('nl');

/**
 * The function that gives the texts of one catalogue. `parts`: the names under which other languages have them. Reads
 * a signal: what calls it while rendering is drawn again when the language changes.
 */
export function translator<C extends Catalogue>(
  catalogue: C,
  ...parts: string[]
): (key: Keys<C>, values?: Values) => string {
  return (key, values = {}) => {
    const other = parts.length > 0 ? translation.value : null;
    for (const part of other ? parts : []) {
      const text = find(other?.parts[part] ?? {}, key, values, new Intl.PluralRules(other?.language));
      if (text !== undefined) return fill(text, values);
    }
    return fill(find(catalogue, key, values, plurals) ?? key, values);
  };
}

function find(catalogue: Catalogue, key: string, { n }: Values, rules: Intl.PluralRules): string | undefined {
  if (typeof n !== 'number') return catalogue[key];
  return catalogue[`${key}_${rules.select(n)}`] ?? catalogue[`${key}_other`] ?? catalogue[key];
}

/** A mean as people read it: one decimal and a comma. */
export function decimal(value: number): string {
  return value.toFixed(1).replace('.', ',');
}

function fill(text: string, values: Values): string {
  return text.replace(/\{(\w+)\}/g, (place, name: string) => {
    const value = values[name];
    if (value === undefined) return place;
    return typeof value === 'number' ? numbers.format(value) : value;
  });
}

export const t = translator(common, 'common');
