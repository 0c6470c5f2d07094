import type { BrowserContextOptions, Page } from '@playwright/test';
import { newMeeting, URL_OF_SERVER, type Meeting } from './support/helper';
import { inspect } from './support/inspect';
import { tabTo } from './support/keyboard';
import { Cockpit, Seat } from './support/people';
import { expect, test, type Hall } from './support/test';

const DAY = 24 * 60 * 60 * 1000;
const soon = new Date(Date.now() + 30 * DAY);
const DATE = `${soon.getDate()}-${soon.getMonth() + 1}-${soon.getFullYear()}`;
const ROOM = 26;

/** The desk of a spelleider, at the list of sessions. */
async function desk(hall: Hall, meeting: Meeting, wishes: BrowserContextOptions = {}): Promise<Page> {
  const { page, context } = await hall.seat(Seat, meeting, { viewport: { width: 1280, height: 800 }, ...wishes });
  await context.addCookies([{ ...meeting.signIn, url: URL_OF_SERVER, httpOnly: true, sameSite: 'Lax' }]);
  await page.goto(`/${meeting.gemeente}/beheer`);
  return page;
}

/** The session that stands in the address of the page. */
const sessionIn = (page: Page) => /sessies\/([0-9a-f-]{36})/.exec(page.url())?.[1] ?? '';

const look = (page: Page, name: string) => inspect(page, { name: `page-bijeenkomst-${name}`, kind: 'page' });

test('a spelleider prepares a session with the waarden, single punten and an own pace, and leads it', async ({
  hall,
}) => {
  const meeting = await newMeeting();
  const page = await desk(hall, meeting);
  await page.getByRole('link', { name: /^Verwijderen/ }).click();
  await look(page, '1-verwijderen');
  await page.getByRole('button', { name: 'Ja, verwijder' }).click();
  await expect(page.getByText('Er is nog geen bijeenkomst. In drie stappen bent u klaar.')).toBeVisible();
  await look(page, '2-leeg');

  await page.getByRole('link', { name: 'Nieuwe bijeenkomst' }).click();
  await look(page, '3-formulier');
  const sum = page.locator('.wp-sum__words');
  await expect(sum).toHaveText('Nog niets gekozen');
  await page.getByLabel('Eerst de tien waarden').check();
  await page.getByLabel('1. Veel verschillende bewoners bereiken').check();
  await expect(sum).toHaveText('23 punten, ongeveer 8 minuten');
  await page.getByLabel('Kies punten, opgave 2', { exact: true }).click();
  await page.locator('#items-14').check();
  await page.locator('#items-18').check();
  await expect(sum).toHaveText('25 punten, ongeveer 8 minuten');
  await page.getByLabel('Bewoners slaan punten over die zij vaak niet kunnen weten').check();
  await expect(sum).toHaveText('25 punten, ongeveer 8 minuten Bewoners krijgen er 23.');
  await expect(page.getByLabel('Tijd van het einde')).toBeHidden();
  await page.getByLabel('Iedereen in eigen tempo').check();
  await page.getByLabel('Kleinste groep', { exact: true }).fill('2');

  const answered = page.waitForResponse((answer) => answer.request().method() === 'POST');
  (hall.seats[0] as Seat).watch.forgive(/the server responded with a status of 400/);
  await page.getByRole('button', { name: 'Bewaar de bijeenkomst' }).click();
  expect((await answered).status()).toBe(400);
  await expect(page.getByRole('alert')).toBeFocused();
  await expect(page.getByRole('alert').getByRole('link')).toHaveCount(4);
  await expect(page.getByText('Met 2 als kleinste groep kunnen mensen soms raden')).toBeVisible();
  await expect(sum).toHaveText('25 punten, ongeveer 8 minuten Bewoners krijgen er 23.');
  await look(page, '4-fout');

  await page.getByLabel('Naam van de nieuwe wijk').fill('Oost');
  await page.getByLabel('Datum', { exact: true }).fill(DATE);
  await page.getByLabel('Begin', { exact: true }).fill('19.30');
  await page.getByLabel('Tijd van het einde').fill('21.00');
  await page.getByRole('button', { name: 'Bewaar de bijeenkomst' }).click();
  await expect(page.getByRole('heading', { name: 'De bijeenkomst staat klaar' })).toBeFocused();
  await expect(page.getByText('25 punten, ongeveer 8 minuten. Bewoners krijgen er 23')).toBeVisible();
  await look(page, '5-klaar');

  const prepared = { ...meeting, session: sessionIn(page) };
  await page.getByRole('link', { name: 'Open de cockpit' }).click();
  await page.getByRole('button', { name: 'Begin' }).click();
  const cockpit = new Cockpit(page, page.context(), (hall.seats[0] as Seat).watch, prepared);
  await expect.poll(async () => (await cockpit.snapshot('facilitator')).state).toBe('running');
  const { opgaven, pace, smallest_group, wijk } = await cockpit.snapshot('facilitator');
  expect({ pace, smallest_group, wijk }).toEqual({ pace: 'own', smallest_group: 2, wijk: 'Oost' });
  expect(opgaven.map(({ number, state, own, items }) => [number, state, own, items.length])).toEqual([
    [0, 'scoring', true, 10],
    [1, 'scoring', true, 13],
    [2, 'scoring', true, 2],
  ]);
  const skipped = opgaven.flatMap(({ items }) => items.filter((item) => item.skipped_by.includes('bewoner')));
  expect(skipped.map(({ number }) => number)).toEqual([13, 18]);
});

test('a copy becomes the next session, without JavaScript and in a narrow window', async ({ hall }) => {
  const meeting = await newMeeting({ opgaven: [3] });
  const page = await desk(hall, meeting, { javaScriptEnabled: false, viewport: { width: 320, height: 568 } });
  await page.getByRole('link', { name: /^Kopiëren/ }).click();
  await expect(page.getByRole('heading', { name: 'Kopie van een bijeenkomst' })).toBeVisible();
  await expect(page.getByLabel('Wijk', { exact: true })).toHaveValue('De Linden');
  await expect(page.getByLabel('3. Open wijkpodium')).toBeChecked();
  await page.getByLabel('4. Vorm en manier van werken').check();
  await page.getByRole('button', { name: 'Reken de tijd uit' }).click();
  await expect(page.getByText('23 punten, ongeveer 8 minuten. Er is nog niets bewaard.')).toBeVisible();
  await page.getByLabel('Datum', { exact: true }).fill(DATE);
  await page.getByLabel('Begin', { exact: true }).fill('20.00');
  await page.getByLabel('Naam van de bijeenkomst').fill('De tweede avond');
  await page.getByRole('button', { name: 'Bewaar de bijeenkomst' }).click();
  await page.getByRole('link', { name: 'Pas de bijeenkomst aan' }).click();
  await expect(page.getByLabel('Naam van de bijeenkomst')).toHaveValue('De tweede avond');
  await page.getByLabel('Plaats', { exact: true }).fill('De Brink');
  await page.getByRole('button', { name: 'Bewaar de bijeenkomst' }).click();
  await expect(page.getByText('De Brink')).toBeVisible();
});

test('a session is prepared with the keyboard alone', async ({ hall }) => {
  const page = await desk(hall, await newMeeting());
  const type = async (label: string, text: string) => {
    const field = page.getByLabel(label, { exact: true });
    for (let step = 0; step < 20; step += 1) {
      await page.keyboard.press('Tab');
      if (await field.evaluate((one) => one === document.activeElement)) break;
    }
    await expect(field).toBeFocused();
    await page.keyboard.type(text);
  };
  await tabTo(page, 'Nieuwe bijeenkomst');
  await page.keyboard.press('Enter');
  await type('Wijk', 'De');
  await type('Datum', DATE);
  await type('Begin', '19.30');
  await type('Naam van de bijeenkomst', 'Met de toetsen');
  await page.keyboard.press('Tab');
  await page.keyboard.press('Space');
  await expect(page.getByLabel('Eerst de tien waarden')).toBeChecked();
  await page.keyboard.press('Tab');
  await page.keyboard.press('Tab');
  await expect(page.getByLabel('Kies punten, opgave 1', { exact: true })).toBeFocused();
  await page.keyboard.press('Enter');
  await page.keyboard.press('Tab');
  await page.keyboard.press('Space');
  await expect(page.locator('.wp-sum__words')).toHaveText('11 punten, ongeveer 4 minuten');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { name: 'De bijeenkomst staat klaar' })).toBeFocused();
  await expect(page.getByText('Met de toetsen')).toBeVisible();
});

test('a trial plays by itself, is marked on every screen, and is wiped by one button', async ({ hall }) => {
  test.slow();
  const meeting = await newMeeting({ opgaven: [10] });
  const page = await desk(hall, meeting);
  await page.getByRole('button', { name: /^Begin een proef/ }).click();
  await expect(page.getByText('Proefsessie', { exact: true })).toBeVisible();
  await expect(page.getByText(`${ROOM} deelnemers zijn binnen`)).toBeVisible({ timeout: 40_000 });
  const trial = { ...meeting, session: sessionIn(page), cockpit: page.url() };
  const cockpit = new Cockpit(page, page.context(), (hall.seats[0] as Seat).watch, trial);
  const { doors, trial: marked } = await cockpit.snapshot('facilitator');
  expect(marked).toBe(true);
  const links = doors?.links as Meeting['links'];

  const phone = await hall.phone({ ...trial, links });
  await phone.joinByLink('bewoner');
  await expect(phone.page.getByText('Proefsessie', { exact: true })).toBeVisible();
  const list = await desk(hall, meeting);
  await list.goto(`/${meeting.gemeente}/beheer/sessies/${trial.session}/klaar`);
  const [scherm] = await Promise.all([
    list.waitForEvent('popup'),
    list.getByRole('button', { name: 'Open het scherm' }).click(),
  ]);
  await expect(scherm.getByText('Proefsessie', { exact: true })).toBeVisible();
  await list.getByRole('link', { name: 'Naar alle bijeenkomsten' }).click();
  await expect(list.getByText('proefsessie', { exact: true })).toBeVisible();
  await look(list, '6-lijst-met-proef');

  await cockpit.press('Begin');
  await cockpit.press('Open opgave 10');
  for (const many of ['12 van 13 klaar', '6 van 6 klaar', '8 van 8 klaar']) {
    await expect(page.getByText(many)).toBeVisible({ timeout: 40_000 });
  }
  await cockpit.press('Toon de resultaten', true);
  await expect(phone.page.getByText('Uitkomst · Opgave 10')).toBeVisible();

  for (const { watch } of hall.seats) watch.forgive(/the server responded with a status of 404/);
  await list.getByRole('button', { name: /^Wis de proef/ }).click();
  await expect(list.getByText('De proef is gewist. Er is niets van bewaard.')).toBeVisible();
  await expect(list.getByText('proefsessie', { exact: true })).toHaveCount(0);
  await expect(scherm.getByText('De proef is voorbij')).toBeVisible();
});
