/** What a person does with a page, and a scanner of mail does not. */
const SIGNS = ['pointermove', 'pointerdown', 'touchstart', 'wheel', 'keydown'] as const;

/**
 * Tells the server once that a person looks at this page, when the page asks for it.
 *
 * Scanners of mail open links and some run scripts, so an opened page says nothing. What a script makes up is not
 * trusted by the browser, and does not count either.
 */
export function tellWhenSeen(page: Document, isReal = (sign: Event): boolean => sign.isTrusted): void {
  const address = page.querySelector<HTMLElement>('[data-seen]')?.dataset.seen;
  if (address === undefined) return;
  const tell = (sign: Event): void => {
    if (!isReal(sign)) return;
    for (const name of SIGNS) page.removeEventListener(name, tell);
    void fetch(address, { method: 'POST', credentials: 'same-origin', keepalive: true }).catch(() => undefined);
  };
  for (const name of SIGNS) page.addEventListener(name, tell, { passive: true });
}
