const COLOUR = /^#[0-9a-f]{6}$/i;

/** Lets the examples under the settings follow what is typed; the server makes them when this does not run. */
export function followTyping(page: Document): void {
  const sample = page.querySelector('[data-preview="accent"]');
  const accent = page.querySelector<HTMLInputElement>('#accent');
  accent?.addEventListener('input', () => {
    const colour = accent.value.trim();
    if (sample === null || !COLOUR.test(colour)) return;
    sample.querySelector('rect')?.setAttribute('fill', colour);
    sample.querySelector('text[text-decoration]')?.setAttribute('fill', colour);
  });
  const example = page.querySelector('[data-preview="term"]');
  const term = page.querySelector<HTMLSelectElement>('#term');
  term?.addEventListener('change', () => {
    if (example === null) return;
    const article = term.value === 'dorp' || term.value === 'gebied' ? 'het' : 'de';
    example.textContent = `${article} ${term.value}`;
  });
}
