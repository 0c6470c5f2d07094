/** Brings who cannot see the page to what it has to say first: an error, or what was done. */
export function focusWhatMatters(page: Document): void {
  page.querySelector<HTMLElement>('[data-focus]')?.focus();
}
