import type { Page } from '@playwright/test';
import { expect } from './test';

const PHONE = { width: 360, height: 740 };
/** The width of A4 between its margins, in the pixels of a printer. */
const PAPER = { width: 718, height: 1000 };
const SMALLEST_WORDS = 10;

/** Hold the drawings of a page to what each must have: a finding, a table, and that all can use it everywhere. */
export async function inspectCharts(page: Page, name: string): Promise<void> {
  const before = page.viewportSize();
  await page.setViewportSize(PHONE);
  expect.soft(await page.locator('.wp-chart').count(), `drawings: ${name}`).toBeGreaterThan(0);
  expect.soft(await untold(page), `without a finding, a name or a table: ${name}`).toEqual([]);
  expect.soft(await small(page, SMALLEST_WORDS), `out of sight or too small on a phone: ${name}`).toEqual([]);
  expect.soft(await shut(page), `cannot be opened by keyboard: ${name}`).toEqual([]);
  await page.emulateMedia({ forcedColors: 'active' });
  expect.soft(await unseen(page), `lost in forced colours: ${name}`).toEqual([]);
  await page.emulateMedia({ forcedColors: 'none', media: 'print' });
  await page.setViewportSize(PAPER);
  expect.soft(await small(page, 0), `off the paper: ${name}`).toEqual([]);
  await page.emulateMedia({ media: null });
  if (before) await page.setViewportSize(before);
}

/** Drawings without a finding above them, a name for who listens, or the same numbers in a table. */
async function untold(page: Page): Promise<string[]> {
  return page.locator('.wp-chart').evaluateAll((charts) =>
    charts.flatMap((chart) => {
      const [figure, name] = [chart.closest('figure'), chart.getAttribute('aria-label') ?? ''];
      const finding = figure?.querySelector('figcaption')?.textContent.trim() ?? '';
      const numbers =
        figure?.querySelector('table, a[href^="#getallen"]') ??
        chart.closest('section, article')?.querySelector('table');
      return [
        ...(finding === '' ? [`no finding: ${name}`] : []),
        ...(name === '' ? [`no name: ${finding}`] : []),
        ...(numbers ? [] : [`no table: ${finding}`]),
      ];
    }),
  );
}

/** Drawings that run off the page or are not there, and words in them of less than so many pixels. */
async function small(page: Page, least: number): Promise<string[]> {
  return page.locator('.wp-chart').evaluateAll((charts, pixels) => {
    const shown = charts.filter((chart) => chart.checkVisibility());
    return [
      ...(shown.length > 0 ? [] : ['none is shown']),
      ...shown.flatMap((chart) => {
        const { left, right, width } = chart.getBoundingClientRect();
        const scale = width / (chart as SVGSVGElement).viewBox.baseVal.width;
        const sizes = [...chart.querySelectorAll('text')].map(
          (one) => parseFloat(getComputedStyle(one).fontSize) * scale,
        );
        const name = chart.getAttribute('aria-label') ?? '';
        return [
          ...(left < 0 || right > innerWidth || width === 0 ? [`${left} to ${right}: ${name}`] : []),
          ...(Math.min(...sizes, pixels) < pixels ? [`${Math.min(...sizes).toFixed(1)} px: ${name}`] : []),
        ];
      }),
    ];
  }, least);
}

/** What hides a table or a drawing and does not open by Enter. */
async function shut(page: Page): Promise<string[]> {
  const lids = page.locator('main summary');
  const found: string[] = [];
  for (const lid of (await lids.all()).slice(0, 12)) {
    if (!(await lid.isVisible())) continue;
    const open = () => lid.evaluate((one) => (one.parentElement as HTMLDetailsElement).open);
    const was = await open();
    await lid.press('Enter');
    if ((await open()) === was) found.push(await lid.innerText());
    else await lid.press('Enter');
  }
  return found;
}

/** Drawings that do not keep their own colours on their own ground, so that marks stay what they are. */
async function unseen(page: Page): Promise<string[]> {
  return page.locator('.wp-chart').evaluateAll((charts) =>
    charts.flatMap((chart) => {
      const { backgroundColor, forcedColorAdjust } = getComputedStyle(chart) as CSSStyleDeclaration & {
        forcedColorAdjust: string;
      };
      return backgroundColor === 'rgb(255, 255, 255)' && forcedColorAdjust === 'none' ? [] : [backgroundColor];
    }),
  );
}
