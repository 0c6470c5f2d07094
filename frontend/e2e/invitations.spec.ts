import type { Page } from '@playwright/test';
import { mailsOf, newMeeting, URL_OF_SERVER, type ArrivedMail, type Meeting } from './support/helper';
import { inspect } from './support/inspect';
import { Seat } from './support/people';
import { expect, test, type Hall } from './support/test';

const FIVE = `Els Bos <els@woonbron.example>
kees@woonbron.example
ELS@woonbron.example
dit is geen adres
Jan de Wit; jan@woonbron.example`;

/** The desk of a beheerder, at the list of invitations. */
async function office(hall: Hall, meeting: Meeting): Promise<Page> {
  const { page, context } = await hall.seat(Seat, meeting, { viewport: { width: 1280, height: 800 } });
  await context.addCookies([{ ...meeting.beheerder, url: URL_OF_SERVER, httpOnly: true, sameSite: 'Lax' }]);
  await page.goto(`/${meeting.gemeente}/beheer`);
  await page.getByRole('link', { name: 'Uitnodigingen' }).click();
  return page;
}

async function fillIn(page: Page, meeting: Meeting): Promise<void> {
  await page.getByRole('link', { name: 'Nodig mensen uit' }).click();
  await page.getByLabel('Wie nodigt u uit?').fill(FIVE);
  await page.getByLabel('Organisatie', { exact: true }).fill('Woonbron');
  await page.getByLabel('Soort organisatie').selectOption('corporatie');
  await page.getByLabel('Bijeenkomst').selectOption(meeting.session);
  await page.getByRole('button', { name: 'Bekijk de lijst' }).click();
}

/** The mail that arrived, once so many did. */
async function arrived(gemeente: string, many: number): Promise<ArrivedMail[]> {
  await expect.poll(async () => (await mailsOf(gemeente)).length, { timeout: 30_000 }).toBe(many);
  return mailsOf(gemeente);
}

const standingOf = (page: Page, email: string) =>
  page.getByRole('row').filter({ hasText: email }).locator('.wp-status');

test('five lines become three invitations, and one of them a wijkpartner in the room', async ({ hall }) => {
  const meeting = await newMeeting();
  const cockpit = await hall.cockpit(meeting);
  const desk = await office(hall, meeting);
  const look = (name: string) => inspect(desk, { name: `page-uitnodigingen-${name}`, kind: 'page' });
  await expect(desk.getByText('Hier komen de mensen te staan die u uitnodigt.')).toBeVisible();
  await look('1-leeg');

  await fillIn(desk, meeting);
  await expect(desk.getByText('3 van de 5 regels kloppen')).toBeVisible();
  await expect(desk.locator('.wp-status')).toHaveText(['klopt', 'klopt', 'dubbel', 'ongeldig', 'klopt']);
  expect(await mailsOf(meeting.gemeente)).toEqual([]);
  await look('2-nakijken');

  await desk.getByRole('button', { name: 'Verstuur de uitnodigingen' }).click();
  await expect(desk.getByText('3 uitnodigingen gaan nu weg')).toBeVisible();
  await look('3-klaar');
  await desk.getByRole('link', { name: 'Naar alle uitnodigingen' }).click();
  await expect(desk.locator('.wp-status')).toHaveCount(3);
  await look('4-lijst');

  const mails = await arrived(meeting.gemeente, 3);
  await expect(async () => {
    await desk.reload();
    await expect(desk.locator('.wp-status')).toHaveText(['verstuurd', 'verstuurd', 'verstuurd'], { timeout: 1000 });
  }).toPass();
  expect(mails.map(({ to }) => to).sort()).toEqual(['els', 'jan', 'kees'].map((name) => `${name}@woonbron.example`));
  const link = (name: string) => mails.find(({ to }) => to.startsWith(name))?.path ?? '';

  // A scanner of mail opens the link, twice.
  for (let times = 0; times < 2; times += 1) expect((await fetch(URL_OF_SERVER + link('els'))).status).toBe(200);
  await desk.reload();
  await expect(standingOf(desk, 'els@')).not.toHaveText('geopend');

  const phone = await hall.phone(meeting);
  await phone.page.goto(link('els'));
  await expect(phone.heading('U bent uitgenodigd')).toBeVisible();
  await expect(phone.page.getByText('wijkpartner van Woonbron')).toBeVisible();
  await inspect(phone.page, { name: 'page-uitnodiging', kind: 'phone' });
  await phone.page.getByRole('button', { name: 'Neem de uitnodiging aan' }).tap();
  await phone.arrived();
  const { me } = await phone.snapshot('participant');
  expect(me).toMatchObject({ group: 'wijkpartner', confirmed: true });
  await cockpit.page.getByText('1 binnen').first().waitFor();
  await cockpit.page.locator('.people-list summary').filter({ hasText: 'Wijkpartners' }).click();
  await expect(cockpit.page.getByText('Wijkpartner 01 · Woonbron').first()).toBeVisible();
  await desk.reload();
  await expect(standingOf(desk, 'els@')).toHaveText('aangenomen');
  await desk.goto(`/${meeting.gemeente}/beheer/mensen`);
  await expect(desk.getByRole('row').filter({ hasText: 'els@' })).toContainText('Woonbron (corporatie)');
  await look('5-mensen');

  await phone.page.goto(`/${meeting.gemeente}/beheer`);
  await expect(phone.page.getByRole('button', { name: 'Doe mee' })).toBeVisible();
  await inspect(phone.page, { name: 'page-werkplek-wijkpartner', kind: 'page' });

  // The same link once more, and at the door of another gemeente.
  const other = await newMeeting();
  const late = await hall.phone(meeting);
  late.watch.forgive(/the server responded with a status of 404/);
  for (const path of [link('els'), link('kees').replace(meeting.gemeente, other.gemeente)]) {
    await late.page.goto(path);
    await expect(late.heading('Deze link werkt niet meer')).toBeVisible();
    await expect(late.page.getByRole('link', { name: 'Stuur mij een inloglink' })).toBeVisible();
  }
  await inspect(late.page, { name: 'page-uitnodiging-dood', kind: 'phone' });
});

test('an invitation is opened when a person moves, and not for somebody else', async ({ hall }) => {
  const meeting = await newMeeting();
  const desk = await office(hall, meeting);
  await fillIn(desk, meeting);
  await desk.getByRole('button', { name: 'Verstuur de uitnodigingen' }).click();
  await desk.getByRole('link', { name: 'Naar alle uitnodigingen' }).click();
  const path = (await arrived(meeting.gemeente, 3)).find(({ to }) => to.startsWith('kees'))?.path ?? '';

  const { page } = await hall.phone(meeting, { hasTouch: false });
  await page.goto(path);
  await page.waitForTimeout(500);
  await desk.reload();
  await expect(standingOf(desk, 'kees@')).not.toHaveText('geopend');
  const told = page.waitForResponse(/gezien$/);
  await page.mouse.move(100, 100);
  expect((await told).status()).toBe(204);
  await desk.reload();
  await expect(standingOf(desk, 'kees@')).toHaveText('geopend');
  await expect(page.getByRole('button', { name: 'Neem de uitnodiging aan' })).toBeVisible();

  const own = await hall.seat(Seat, meeting, { viewport: { width: 1280, height: 800 } });
  own.watch.forgive(/the server responded with a status of 409/);
  await own.context.addCookies([{ ...meeting.beheerder, url: URL_OF_SERVER, httpOnly: true, sameSite: 'Lax' }]);
  await own.page.goto(path);
  await expect(own.page.getByRole('alert')).toContainText('U bent aangemeld als iemand anders');
  await inspect(own.page, { name: 'page-uitnodiging-ander', kind: 'page' });
  await own.page.getByRole('button', { name: 'Meld mij af' }).click();
  await own.page.waitForURL(/inloggen/);
  await own.page.goto(path);
  await own.page.getByRole('button', { name: 'Neem de uitnodiging aan' }).click();
  await own.page.waitForURL(`**/doe-mee/${meeting.session}`);
});
