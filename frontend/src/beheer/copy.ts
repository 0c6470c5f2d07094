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

/**
 * Lets a link to a part of a page copy itself as well as go there, and says so beside it.
 *
 * Without JavaScript, or with a clipboard that stays closed, it is a link like any other.
 */
export function copyLinks(page: Document): void {
  page.addEventListener('click', (event) => {
    const link = event.target instanceof Element ? event.target.closest<HTMLAnchorElement>('[data-copy-link]') : null;
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
    void copied(link.href).then((done) => {
      if (done) sayBeside(link);
    });
  });
}

/** The place stands there before its words do: only then is it read out. */
function sayBeside(link: HTMLAnchorElement): void {
  const place = link.nextElementSibling ?? link.ownerDocument.createElement('span');
  place.setAttribute('role', 'status');
  link.after(place);
  setTimeout(() => {
    place.textContent = ` ${DONE}`;
  }, 100);
}

async function copied(text: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return false;
  }
}
