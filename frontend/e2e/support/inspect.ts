import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { expect } from './test';

const TAGS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];
const NARROW = { width: 320, height: 568 };
const WIDE = { width: 1280, height: 800 };
/** WIJK_SHOTS=<folder>: also draw what is looked at, for people to judge. */
const SHOTS = process.env.WIJK_SHOTS;
const SIZES = {
  page: [
    { width: 360, height: 740 },
    { width: 1280, height: 800 },
  ],
  scherm: [
    { width: 1280, height: 720 },
    { width: 1920, height: 1080 },
  ],
};

export interface Inspection {
  /** Which state of which screen. */
  name: string;
  /** `phone`: everything to tap is 48 by 48. `scherm`: a beamer has one form, and nobody touches it. */
  kind: 'phone' | 'page' | 'scherm';
}

/** Hold one state of one screen to the rules that a machine can check, on a phone and on a desk. */
export async function inspect(page: Page, { name, kind }: Inspection): Promise<void> {
  const before = page.viewportSize();
  for (const size of kind === 'scherm' ? [WIDE] : [NARROW, WIDE]) {
    await page.setViewportSize(size);
    const where = `${name} at ${size.width} px`;
    // A phone looks the same on a desk; a page may have a table there and cards here.
    if (kind !== 'phone' || size === NARROW) expect.soft(await broken(page), `axe: ${where}`).toEqual([]);
    const reach = await page.evaluate(() => document.documentElement.scrollWidth);
    expect.soft(reach, `scrolls sideways: ${where}`).toBeLessThanOrEqual(size.width);
    expect.soft(await unreadTables(page), `tables: ${where}`).toEqual([]);
    if (kind === 'scherm') expect.soft(await unreadable(page), `cannot be read from ten metres: ${where}`).toEqual([]);
    if (kind === 'phone' && size === NARROW) {
      expect.soft(await smallTargets(page), `targets below 48 by 48: ${where}`).toEqual([]);
    }
    expect.soft(await page.locator('h1').count(), `one h1: ${where}`).toBe(1);
    expect.soft(await page.title(), `a title: ${where}`).toMatch(/\S+ .*Wijkplatform/);
  }
  if (SHOTS !== undefined) {
    for (const size of SIZES[kind === 'scherm' ? 'scherm' : 'page']) {
      await page.setViewportSize(size);
      await page.screenshot({ path: `${SHOTS}/${name}-${size.width}.png`, fullPage: kind !== 'scherm' });
    }
  }
  if (before) await page.setViewportSize(before);
}

/** The rules of axe that are broken. Without the pages that it opens for frames: there are no frames here. */
async function broken(page: Page): Promise<unknown[]> {
  const { violations } = await new AxeBuilder({ page })
    .options({ resultTypes: ['violations'] })
    .withTags(TAGS)
    .setLegacyMode()
    .analyze();
  return violations.flatMap(({ id, nodes }) => nodes.map(({ html, any }) => [id, html, any[0]?.message]));
}

/** Tables that become cards on a phone: what is out of sight, or lost its place in the table for who listens. */
async function unreadTables(page: Page): Promise<string[]> {
  return page.locator('.wp-table--cards').evaluateAll((tables) =>
    tables.flatMap((table) => {
      const frame = table.parentElement ?? table;
      const silent = table.querySelectorAll(':is(thead, tbody, tr, th, td):not([role])').length;
      return [
        ...(frame.scrollWidth > frame.clientWidth ? [`scrolls: ${frame.scrollWidth} in ${frame.clientWidth}`] : []),
        ...(table.role === 'table' && silent === 0 ? [] : [`without a role: ${silent}`]),
      ];
    }),
  );
}

/** Texts of a beamer below 2.6 hundredths of its height (a title: 5), or out of the picture. */
async function unreadable(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const hundredth = Math.min(innerHeight, (innerWidth * 9) / 16) / 100;
    const rounding = 0.01;
    const texts = document.createTreeWalker(document.querySelector('.scherm') ?? document.body, NodeFilter.SHOW_TEXT);
    const found: string[] = [];
    for (let text = texts.nextNode(); text !== null; text = texts.nextNode()) {
      const one = text.parentElement;
      const words = text.textContent?.trim() ?? '';
      if (one === null || words === '' || one.closest('.wp-visually-hidden')) continue;
      const picture = one.closest<SVGSVGElement>('svg[viewBox]');
      const scale = picture ? picture.getBoundingClientRect().width / picture.viewBox.baseVal.width : 1;
      const size = (parseFloat(getComputedStyle(one).fontSize) * scale) / hundredth;
      const range = document.createRange();
      range.selectNodeContents(text);
      const { left, right, top, bottom } = range.getBoundingClientRect();
      const out = left < 0 || top < 0 || right > innerWidth || bottom > innerHeight;
      if (out || size + rounding < (one.closest('h1') ? 5 : 2.6)) found.push(`${words}: ${size.toFixed(2)}`);
    }
    return found;
  });
}

/** What can be tapped and is smaller than a fingertip; a link inside a sentence may be as high as its line. */
async function smallTargets(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const least = 48;
    const rounding = 0.5;
    const all = [
      ...document.querySelectorAll<HTMLElement>('a[href], button, summary, select, input:not([type=hidden])'),
    ];
    return all.flatMap((one) => {
      const target = one instanceof HTMLInputElement && one.type === 'radio' ? (one.closest('label') ?? one) : one;
      const { width, height, top } = target.getBoundingClientRect();
      const away = width === 0 || top < -height || one.classList.contains('wp-skip');
      const inSentence = one.matches('p a') && one.parentElement?.textContent.trim() !== one.textContent.trim();
      if (away || inSentence || (width + rounding >= least && height + rounding >= least)) return [];
      return [
        `${one.textContent || one.getAttribute('aria-label') || one.tagName}: ${Math.round(width)} × ${Math.round(height)}`,
      ];
    });
  });
}
