import { type Page } from '@playwright/test';
import { GROUPS, type OpgaveView, type ResultsExport, type Snapshot } from '../../src/shared/api/types';

/** Per number of a punt: the rows of the table under its picture, as they are read. */
export type Tables = Record<string, string[][]>;

const WORDS = { bewoner: 'bewoners', wijkpartner: 'wijkpartners', ambtenaar: 'ambtenaren' } as const;
export const TOO_FEW = 'Te weinig antwoorden om te tonen';

/** What every screen has to say about an opgave, by the server's own snapshot. */
export function expectedMeans(snapshot: Snapshot, number = 1): Tables {
  return tables(snapshot, number, (result, head) => {
    if (!result?.counts) return [head, TOO_FEW];
    const mean = result.mean === null ? 'geen' : result.mean.toFixed(1).replace('.', ',');
    const [unknown = 0] = result.counts;
    return [head, mean, String(unknown), `${(result.answered ?? 0) - unknown} van ${result.answered}`];
  });
}

/** Everything that was taken away, as a snapshot of its results. */
export function asSnapshot(json: string, snapshot: Snapshot): Snapshot {
  const taken = JSON.parse(json) as ResultsExport;
  return { ...snapshot, published: taken.items.map((item) => item.result) };
}

/** The same for the table of all answers, which only the cockpit shows. */
export function expectedCounts(snapshot: Snapshot, number = 1): Tables {
  return tables(snapshot, number, (result, head) => {
    if (!result?.counts) return [head, TOO_FEW];
    const [unknown, ...levels] = result.counts;
    return [head, ...levels.map(String), String(unknown)];
  });
}

type Group = Snapshot['published'][number]['groups'][string];

function tables(
  snapshot: Snapshot,
  number: number,
  row: (result: Group | undefined, head: string) => string[],
): Tables {
  return Object.fromEntries(
    opgave(snapshot, number).items.map((item) => {
      const result = snapshot.published.find((one) => one.item === item.id);
      return [String(item.number), GROUPS.map((group) => row(result?.groups[group], WORDS[group]))];
    }),
  );
}

export function opgave(snapshot: Snapshot, number: number): OpgaveView {
  const found = snapshot.opgaven.find((one) => one.number === number);
  if (found === undefined) throw new Error(`opgave ${number} is not on the agenda`);
  return found;
}

/** The tables of means that stand on a page. */
export async function means(page: Page): Promise<Tables> {
  const found = await page.locator('figure.difference').evaluateAll((figures) =>
    figures.map((figure) => {
      const number = figure.querySelector('.difference__number')?.textContent ?? '';
      const rows = [...figure.querySelectorAll('tbody tr')];
      return [number, rows.map((row) => [...row.children].map((cell) => cell.textContent))] as const;
    }),
  );
  return Object.fromEntries(found);
}

/** The tables of all answers that stand on a page, by the number in their caption. */
export async function counts(page: Page): Promise<Tables> {
  const found = await page.locator('figure.level-two').evaluateAll((figures) =>
    figures.map((figure) => {
      const number = /\d+$/.exec(figure.querySelector('figcaption')?.textContent ?? '')?.[0] ?? '';
      const rows = [...figure.querySelectorAll('tbody tr')];
      return [number, rows.map((row) => [...row.children].map((cell) => cell.textContent))] as const;
    }),
  );
  return Object.fromEntries(found);
}

/** The means as the table for a spreadsheet has them: a row per punt and group, cells apart by semicolons. */
export function meansInTable(csv: string): Tables {
  const [, ...rows] = csv.trim().split('\r\n').map(cellsOf);
  const found: Tables = {};
  for (const [, number = '', , , , group = '', answered = '', unknown = '', ...rest] of rows) {
    const head = WORDS[group as keyof typeof WORDS];
    const rated = `${Number(answered) - Number(unknown)} van ${answered}`;
    // A spreadsheet leaves out the decimal of a whole number.
    const mean = (rest[5] ?? '') === '' ? 'geen' : Number(rest[5]?.replace(',', '.')).toFixed(1).replace('.', ',');
    const row = unknown === '' ? [head, TOO_FEW] : [head, mean, unknown, rated];
    found[number] = [...(found[number] ?? []), row];
  }
  return found;
}

/** The cells of a row; a text with a semicolon in it stands in quotes. */
function cellsOf(row: string): string[] {
  return [...row.matchAll(/("(?:[^"]|"")*"|[^;]*)(?:;|$)/g)].map(([, cell = '']) => cell.replace(/^"|"$/g, ''));
}

/** The part of a table for some of its punten. */
export function only(all: Tables, numbers: string[]): Tables {
  return Object.fromEntries(numbers.map((number) => [number, all[number] ?? []]));
}

/** Unfold everything on a page, also what appears by unfolding. */
export async function unfold(page: Page): Promise<void> {
  const closed = page.locator('details:not([open])');
  while ((await closed.count()) > 0) {
    await closed.evaluateAll((all) => all.forEach((one) => one.setAttribute('open', '')));
    await page.evaluate(() => new Promise(requestAnimationFrame));
  }
}
