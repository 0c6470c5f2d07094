const OUT_OF_SIGHT = 15_000;

/**
 * Keep the part of a page with `data-renew` (in milliseconds) up to date as long as the page says that it changes.
 *
 * The focus stays where it is; a sentence with `data-renewed` is replaced only when it says something else, so that a
 * screen reader tells what is new and nothing twice. Without this the page has a link to itself.
 */
export function renewWhatChanges(page: Document, fetcher: typeof fetch = fetch): void {
  const part = page.querySelector<HTMLElement>('[data-renew]');
  const every = Number(part?.dataset.renew);
  if (!part || !every) return;
  const again = () => setTimeout(() => void renew(), page.hidden ? OUT_OF_SIGHT : every);
  const renew = async () => {
    const fresh = await read(fetcher, page.location.href);
    const found = fresh?.querySelector<HTMLElement>('[data-renew]');
    if (fresh && found) {
      const free = !part.contains(page.activeElement) || part === page.activeElement;
      if (free) part.replaceChildren(...found.children);
      const said = page.querySelector('[data-renewed]');
      const says = fresh.querySelector('[data-renewed]')?.textContent ?? '';
      if (said && said.textContent !== says) said.textContent = says;
      if (free && !found.dataset.renew) return;
    }
    again();
  };
  again();
}

async function read(fetcher: typeof fetch, address: string): Promise<Document | null> {
  try {
    const answer = await fetcher(address, { credentials: 'same-origin', headers: { Accept: 'text/html' } });
    return answer.ok && !answer.redirected ? new DOMParser().parseFromString(await answer.text(), 'text/html') : null;
  } catch {
    return null;
  }
}
