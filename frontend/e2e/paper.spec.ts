import type { Page } from '@playwright/test';
import { newMeeting } from './support/helper';
import { inspect } from './support/inspect';
import { opgave } from './support/numbers';
import { Seat, type Value } from './support/people';
import { expect, test } from './support/test';
import { NO_LINE } from './support/watch';

const PUNTEN = 13;
const line = (values: readonly Value[]): string => values.join('');
const all = (value: Value): Value[] => Array.from({ length: PUNTEN }, () => value);

/** Type a card in one go. */
async function typeCard(page: Page, values: readonly Value[], number?: string): Promise<void> {
  if (number !== undefined) await page.getByLabel('Nummer van de kaart').fill(number);
  await page.getByLabel('Alle cijfers achter elkaar').fill(line(values));
  await page.getByRole('button', { name: 'Kaart opslaan' }).click();
}

test('a volunteer types in cards at a table, corrects one, and paper adds up with a phone', async ({ hall }) => {
  test.slow();
  const meeting = await newMeeting();
  const cockpit = await hall.cockpit(meeting);
  const phone = await hall.joined(meeting, 'bewoner');
  await cockpit.press('Begin');
  await cockpit.press('Open opgave 1');
  const table = await hall.seat(Seat, meeting, { viewport: { width: 1280, height: 900 } });
  const { page } = table;
  table.watch.forgive(NO_LINE, /the server responded with a status of (409|404)/);

  await test.step('the spelleider makes a link for a table', async () => {
    await cockpit.page.getByText('Papier', { exact: true }).click();
    await cockpit.page.getByRole('button', { name: 'Maak een link voor een vrijwilliger' }).click();
    const link = cockpit.page.getByRole('link', { name: 'Open de pagina voor deze tafel' });
    const address = (await link.getAttribute('href')) ?? '';
    expect(address).toContain(`/${meeting.gemeente}/tafel/`);
    await inspect(cockpit.page, { name: 'paper-1-cockpit', kind: 'page' });
    await cockpit.page.getByRole('dialog').getByRole('button', { name: 'Sluiten' }).click();
    await page.goto(new URL(address).pathname);
    await expect(page.getByRole('heading', { name: 'Papier invoeren' })).toBeVisible();
    await inspect(page, { name: 'paper-2-table', kind: 'page' });
  });

  await test.step('digit by digit, with the keyboard alone', async () => {
    await page.getByLabel(/^1 /).focus();
    await page.keyboard.type(line(all(1)));
    await page.keyboard.press('Enter');
    await expect(page.getByText('Kaart 1 opgeslagen.', { exact: true }).first()).toBeVisible();
    await expect(page.getByLabel('Nummer van de kaart')).toHaveValue('2');
  });

  await test.step('a card that stands already is corrected, and both stay in the list', async () => {
    await typeCard(page, all(5), '1');
    await expect(page.getByRole('alert')).toContainText('Kaart 1 is al ingevoerd');
    await page.locator('.card__bar').getByRole('button', { name: 'Verbeter kaart 1' }).click();
    await page.getByLabel('Alle cijfers achter elkaar').fill(line(all(2)));
    await page.getByRole('button', { name: 'Verbetering opslaan' }).click();
    await expect(page.locator('.entries__row')).toHaveCount(2);
    await expect(page.locator('.entries__row').first()).toContainText('verbeterd');
    await expect(page.locator('.entries__row').last()).toContainText('vervangen');
    await typeCard(page, all(2), '2');
    await expect(page.locator('.entries__row')).toHaveCount(3);
  });

  await test.step('a card typed without a connection is sent when it is back, also after a reload', async () => {
    await table.context.setOffline(true);
    await typeCard(page, all(4), '3');
    await expect(page.getByText(/Nog 1 kaart wordt verstuurd/)).toBeVisible();
    await table.context.setOffline(false);
    await page.reload();
    await expect(page.locator('.entries__row')).toHaveCount(4);
    await expect(page.getByText(/wordt verstuurd/)).toHaveCount(0);
  });

  await test.step('the cockpit counts both, and asks for the paper before the reveal', async () => {
    await phone.begin();
    await phone.score(all(2));
    const { progress, opgaven } = await cockpit.snapshot('facilitator');
    const [first] = opgaven[0]?.items ?? [];
    await expect
      .poll(async () => (await cockpit.snapshot('facilitator')).progress.items[first?.id ?? ''])
      .toEqual({
        bewoner: 4,
        wijkpartner: 0,
        ambtenaar: 0,
      });
    expect(progress.paper[first?.id ?? '']?.bewoner).toBe(3);
    await cockpit.page.locator('.step-bar').getByRole('button', { name: 'Toon de resultaten' }).click();
    const dialog = cockpit.page.getByRole('dialog');
    await expect(dialog).toContainText('Is alle papier ingevoerd?');
    await dialog.getByRole('button', { name: 'Toon de resultaten' }).click();
    await expect.poll(async () => (await cockpit.snapshot('facilitator')).published.length).toBe(PUNTEN);
  });

  await test.step('paper and phone are one result, and nothing more is let in', async () => {
    const { published } = await cockpit.snapshot('facilitator');
    const first = opgave(await cockpit.snapshot('facilitator'), 1).items[0];
    const result = published.find((one) => one.item === first?.id);
    expect(result?.groups.bewoner?.counts).toEqual([0, 0, 3, 0, 1, 0]);
    expect(result?.paper).toEqual({ bewoner: 3, wijkpartner: null, ambtenaar: null });
    await expect(page.getByLabel('Opgave').locator('option')).toHaveCount(1);
  });

  await test.step('the link is ended, and the table with it', async () => {
    await cockpit.page.getByRole('button', { name: 'Stop de link van tafel 1' }).click();
    await expect(page.getByText(/Deze link werkt niet meer/)).toBeVisible();
  });
});
