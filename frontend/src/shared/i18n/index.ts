import common from './locales/nl/common.json';

export type Values = Record<string, string | number>;

/** Texts by key, with `{name}` where a value comes. `<key>_one` and `<key>_other` are chosen by `values.n`. */
type Catalogue = Record<string, string>;
type Plain<K> = K extends `${infer Stem}_one` | `${infer Stem}_other` ? Stem : K;
export type Keys<C extends Catalogue> = Plain<keyof C & string>;

const plurals = new Intl.PluralRules('nl');
const numbers = new Intl.NumberFormat('nl');

/** The function that gives the texts of one catalogue. */
export function translator<C extends Catalogue>(catalogue: C): (key: Keys<C>, values?: Values) => string {
  return (key, values = {}) => {
    const plural = typeof values.n === 'number' ? catalogue[`${key}_${plurals.select(values.n)}`] : undefined;
    return fill(plural ?? catalogue[key] ?? key, values);
  };
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

export const t = translator(common);
