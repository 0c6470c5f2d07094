const DONE = 'De link is gekopieerd.';
const FAILED = 'Kopiëren lukte niet. De link is nu gekozen: kopieer hem zelf.';

/**
 * Shows the buttons that copy what a field holds. Without JavaScript there is the field itself.
 *
 * The field is selected as well, so that a browser that keeps its clipboard closed leaves only Ctrl+C to do.
 */
export function offerToCopy(page: Document): void {
  for (const button of page.querySelectorAll<HTMLButtonElement>('[data-copy]')) {
    const field = page.querySelector<HTMLInputElement>(`#${button.dataset.copy ?? ''}`);
    const told = page.querySelector<HTMLElement>('[data-copied]');
    if (!field) continue;
    button.hidden = false;
    button.addEventListener('click', () => {
      field.select();
      void copied(field.value).then((done) => {
        if (told) told.textContent = done ? DONE : FAILED;
      });
    });
  }
}

async function copied(text: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return false;
  }
}
