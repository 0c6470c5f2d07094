import type { GroupName, ItemView, OpgaveView, PaperOp } from '../shared/api/types';

/** What is typed for one punt: a digit, a point for what the card leaves open, or nothing yet. */
export type Typed = string;

const NOT_FILLED_IN = '.';

/** One key as an answer: 0 to 5, '?' for 'weet ik niet', a point for 'not filled in', or nothing when it is none. */
export function answer(key: string): Typed {
  if (/^[0-5.]$/.test(key)) return key;
  return key === '?' ? '0' : '';
}

/** All answers in one go. `wrong`: another key than these; `long`: more than there are punten. */
export function line(text: string, punten: number): { answers: Typed[]; problem: 'wrong' | 'long' | null } {
  const keys = [...text.replace(/[\s,-]/g, '')];
  if (keys.some((key) => answer(key) === '')) return { answers: [], problem: 'wrong' };
  if (keys.length > punten) return { answers: [], problem: 'long' };
  return { answers: keys.map(answer), problem: null };
}

/** The answers that a card gives, by punt: what it leaves open is none. */
export function said(items: readonly ItemView[], typed: readonly Typed[]): Record<string, number> {
  const given = items.flatMap(({ id }, place) => {
    const key = typed[place] ?? '';
    return key === '' || key === NOT_FILLED_IN ? [] : [[id, Number(key)] as const];
  });
  return Object.fromEntries(given);
}

/** What was typed for a card, from the answers that it gave. */
export function typedAs(items: readonly ItemView[], answers: PaperOp['answers']): Typed[] {
  return items.map(({ id }) => (answers?.[id] === undefined ? (answers ? NOT_FILLED_IN : '') : String(answers[id])));
}

/** The number on a card, or null when it is none. */
export function cardNumber(text: string): number | null {
  const number = /^\d{1,4}$/.test(text.trim()) ? Number(text) : 0;
  return number >= 1 ? number : null;
}

/** How many cards said each of the six answers, or null when something is no number of cards. Nothing is none. */
export function counts(texts: readonly string[]): number[] | null {
  const numbers = texts.map((text) => (/^\d{0,3}$/.test(text.trim()) ? Number(text) : NaN));
  return numbers.every((number) => number <= 500) ? numbers : null;
}

/** The punten of an opgave that a group finds on its card in this round, in their order on it. */
export function asked(opgave: OpgaveView, group: GroupName): ItemView[] {
  return opgave.items.filter(
    ({ id, skipped_by }) => !skipped_by.includes(group) && (opgave.only === null || opgave.only === id),
  );
}

/** The opgave that cards most likely are about: the one that is open, else the first that is to come. */
export function likely(opgaven: readonly OpgaveView[], current: number | null): OpgaveView | undefined {
  const open = opgaven.filter(({ state }) => state === 'scoring');
  return (
    open.find(({ own }) => !own) ??
    open.find(({ number }) => number === current) ??
    open[0] ??
    opgaven.find(({ state }) => state === 'waiting')
  );
}
