/** How many characters (code points) a note may hold, and the name under it: what the server takes. */
export const LONGEST_NOTE = 1_000;
export const LONGEST_NAME = 80;

/** No emoji is longer. A heap of accents may be: it is cut all the same. */
const LONGEST_SIGN = 40;
const BELONGS = /^[\p{M}\p{Emoji_Modifier}\u200d\u{e0020}-\u{e007f}]$/u;
const HALF_FLAG = /^\p{Regional_Indicator}$/u;
const JOINER = '\u200d';

export function lengthOf(text: string): number {
  return [...text].length;
}

/** The first `most` characters of a text, or a little less: an emoji of several characters is never cut in half. */
export function fit(text: string, most: number): string {
  const signs = [...text];
  if (signs.length <= most) return text;
  let end = most;
  while (end > 0 && most - end < LONGEST_SIGN && isInside(signs, end)) end -= 1;
  return signs.slice(0, isInside(signs, end) ? most : end).join('');
}

/**
 * A text in which something was put in that ends at `caret`: as much of that as there is room for, so that what stood
 * behind it stays. With the place where the caret is now.
 */
export function fitAt(text: string, caret: number, most: number): { text: string; caret: number } {
  if (lengthOf(text) <= most) return { text, caret };
  const behind = text.slice(caret);
  const head = fit(text.slice(0, caret), Math.max(0, most - lengthOf(behind)));
  const fitted = fit(head + behind, most);
  return { text: fitted, caret: Math.min(head.length, fitted.length) };
}

/** Whether two characters are one sign: an emoji in several parts, a flag, or a letter with an accent of its own. */
function isInside(signs: string[], at: number): boolean {
  const [before = '', after = ''] = [signs[at - 1], signs[at]];
  if (at === 0 || after === '') return false;
  if (before === JOINER || BELONGS.test(after)) return true;
  if (!HALF_FLAG.test(after)) return false;
  let halves = 0;
  while (HALF_FLAG.test(signs[at - 1 - halves] ?? '')) halves += 1;
  return halves % 2 === 1;
}
