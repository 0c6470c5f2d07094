import { readFile } from 'node:fs/promises';
import type { Page } from '@playwright/test';
import { inspectCharts } from './support/charts';
import { type Meeting, newMeeting, newTown } from './support/helper';
import { inspect } from './support/inspect';
import { Leader } from './support/leader';
import { expect, type Hall, test } from './support/test';
import { always, fill } from './support/voice';

const OF_OPGAVE = /, opgave 1: \d/;

test('on the first day a gemeente hears what to do next, and so does a wijk without sessions', async ({ hall }) => {
  const town = await newTown();
  const { page } = await hall.beheerder(town);
  await page.goto(`/${town.gemeente}/beheer/uitvoer`);
  await expect(page.getByText('Er is nog geen bijeenkomst gesloten.')).toBeVisible();
  await page.goto(`/${town.gemeente}/beheer/overzicht`);
  await expect(page.getByText('Er is nog geen bijeenkomst geweest.')).toBeVisible();
  await inspect(page, { name: 'looking-back-1-first-day', kind: 'page' });
  await page.getByRole('link', { name: 'Maak een bijeenkomst' }).click();
  await expect(page).toHaveURL(/\/beheer\/sessies\/nieuw$/);

  const meeting = await newMeeting();
  const desk = await hall.beheerder(meeting);
  await desk.page.goto(`/${meeting.gemeente}/beheer/overzicht`);
  await desk.page
    .getByRole('navigation', { name: /^Overzicht per / })
    .getByRole('link')
    .first()
    .click();
  await desk.page.getByRole('link', { name: /per opgave$/ }).click();
  await expect(desk.heading('Er is nog geen bijeenkomst geweest')).toBeVisible();
  await inspect(desk.page, { name: 'looking-back-2-no-session', kind: 'page' });
  await desk.page.getByRole('link', { name: 'Maak een bijeenkomst' }).click();
  await expect(desk.page).toHaveURL(/\/beheer\/sessies\/nieuw$/);
});

test('a session is followed while it runs, and looked back on: filters, deep links and files', async ({ hall }) => {
  test.slow();
  const meeting = await newMeeting();
  const desk = await hall.beheerder(meeting);
  const { page } = desk;
  const home = `/${meeting.gemeente}/beheer`;
  const look = (name: string) => inspect(page, { name: `looking-back-${name}`, kind: 'page' });
  const lookAtCharts = async (name: string) => {
    await look(name);
    await inspectCharts(page, name);
  };
  await test.step('its tile is live', async () => {
    await page.goto(`${home}/overzicht`);
    await followed(meeting, page, () => look('3-live'));
  });

  await test.step('a filter stands in the address, and shows the same to who gets it', async () => {
    await page.goto(`${home}/overzicht`);
    await lookAtCharts('4-overview');
    const all = await page.getByRole('link', { name: OF_OPGAVE }).first().innerText();
    await page.getByLabel('Wie', { exact: true }).selectOption('ambtenaar');
    await page.getByRole('button', { name: 'Toon' }).click();
    await expect(page).toHaveURL(/\/overzicht\?groep=ambtenaar#kaart$/);
    const theirs = await page.getByRole('link', { name: OF_OPGAVE }).first().innerText();
    expect(theirs).not.toBe(all);
    expect(await seenBy(hall, meeting, page.url())).toBe(theirs);
  });

  await test.step('a cell leads to the opgave on the page of the wijk', async () => {
    await page.getByRole('link', { name: OF_OPGAVE }).first().click();
    await expect(page).toHaveURL(/\/beheer\/wijken\/[0-9a-f-]+#opgave-1$/);
    await expect(page.locator('#opgave-1')).toBeInViewport();
    await expect(page.getByRole('img', { name: /^Plattegrond: bewoners kansen benut/ })).toBeVisible();
    await lookAtCharts('5-wijk');
  });

  await test.step('each punt of the session opens to how people answered, and a choice of punten stands in the address', async () => {
    await page.goto(`${home}/sessies/${meeting.session}/rapport`);
    await lookAtCharts('6-report');
    await page.getByRole('link', { name: 'Bekijk elk punt apart' }).click();
    await expect(page.getByRole('img', { name: /^bewoners gemiddeld/ }).first()).toBeVisible();
    const people = page.getByRole('img', { name: /^bewoners 1: / }).first();
    await expect(people).toBeHidden();
    await page.locator('.wp-punt__people > summary').first().press('Enter');
    await expect(people).toBeVisible();
    await lookAtCharts('7-punten');
    await page.getByLabel('Welke punten').selectOption('sterk');
    await page.getByRole('button', { name: 'Toon' }).click();
    await expect(page.getByText('Er is geen punt dat hierbij past.')).toBeVisible();
    await expect(page).toHaveURL(/\/punten\?opgave=&welke=sterk&tekst=$/);
    await page.goto(`${home}/sessies/${meeting.session}/punten#punt-1-9`);
    await expect(page.locator('#punt-1-9')).toBeInViewport();
  });

  await test.step('wijken lie beside each other, and a choice among them stands in the address', async () => {
    await another(meeting);
    await page.goto(`${home}/overzicht`);
    await page.getByRole('link', { name: 'Vergelijk wijken' }).click();
    const pictures = page.getByRole('img', { name: /^Kansen benut: bewoners/ });
    await expect(pictures).toHaveCount(2);
    await lookAtCharts('8-compare');
    await page.getByText(/^Kies wijken/).click();
    await page.getByLabel('Het Veen').check();
    await page.getByRole('button', { name: 'Vergelijk' }).click();
    await expect(page).toHaveURL(/\/beheer\/vergelijken\?wat=opgave&opgave=1&wijk=/);
    await expect(pictures).toHaveCount(1);
    await page.getByRole('link', { name: 'Een punt' }).click();
    await lookAtCharts('8-compare-punt');
  });

  await test.step('of a second session in a wijk one sees what it was before', async () => {
    await another(meeting);
    await page.goto(`${home}/vergelijken?wat=tijd&opgave=1`);
    await lookAtCharts('8-compare-time');
    await page.getByRole('link', { name: 'Het Veen', exact: true }).click();
    await expect(page.getByRole('img', { name: /: bewoners \d+, .*; .*: bewoners \d+, / }).first()).toBeVisible();
    await lookAtCharts('9-trends');
    await page.getByRole('link', { name: /^Lees het korte overzicht/ }).click();
    await look('9-short');
    await page.getByRole('link', { name: /^Deel dit overzicht/ }).click();
    await look('9-share');
  });

  for (const [name, where] of [
    ['colleagues', 'collegas'],
    ['notes', 'notities'],
    ['log', 'logboek'],
  ] as const) {
    await page.goto(`${home}/${where}`);
    await look(`9-${name}`);
  }

  await test.step('a file of everything is made while one waits, and holds what the screen showed', async () => {
    await page.goto(`${home}/overzicht`);
    await page.getByRole('link', { name: /^Gegevens ophalen/ }).click();
    await page.getByLabel('Wat voor bestand?').selectOption('csv');
    await page.getByRole('button', { name: 'Maak het bestand' }).click();
    const file = page.getByRole('link', { name: 'Haal het bestand op: hele gemeente, CSV' });
    await expect(file).toBeVisible({ timeout: 30_000 });
    await expect(page.getByText('Het laatste bestand is klaar.')).toBeVisible();
    await look('10-files');
    const [download] = await Promise.all([page.waitForEvent('download'), file.click()]);
    const text = await readFile(await download.path(), 'utf8');
    expect(text).toContain('Een avond in de wijk');
    expect(text.trim().split('\n').length).toBeGreaterThan(10);
  });
});

/** From the first step to the last, as who looks at the overview sees it without doing anything. */
async function followed(meeting: Meeting, page: Page, look: () => Promise<void>): Promise<void> {
  const tile = (words: RegExp) => expect(page.getByText(words)).toBeVisible({ timeout: 15_000 });
  const leader = await Leader.of(meeting);
  const room = await fill(meeting, { bewoner: 4, wijkpartner: 3, ambtenaar: 4 });
  await leader.step('start');
  await leader.step('open', { opgave: 1 });
  await page.reload();
  await tile(/^nu bezig: opgave 1 van/);
  await look();
  await leader.step('pause');
  await tile(/^pauze: opgave 1 van/);
  await leader.step('resume');
  await Promise.all([...room.bewoner, ...room.wijkpartner].map((voice) => voice.score(always(2))));
  await Promise.all(room.ambtenaar.map((voice) => voice.score(always(5))));
  await leader.step('reveal');
  await leader.step('close');
  await expect(page.getByRole('heading', { name: 'Nu bezig' })).toBeHidden({ timeout: 15_000 });
  leader.leave();
}

/** A session of another wijk is held. */
async function another(meeting: Meeting): Promise<void> {
  const elsewhere = await newMeeting({ gemeente: meeting.gemeente, wijk: 'Het Veen', opgaven: [1] });
  const leader = await Leader.of(elsewhere);
  const { bewoner } = await fill(elsewhere, { bewoner: 3, wijkpartner: 0, ambtenaar: 0 });
  await leader.step(['start', 'open'], { opgave: 1 });
  await Promise.all(bewoner.map((voice) => voice.score(always(4))));
  await leader.step(['reveal', 'close']);
  leader.leave();
}

/** What somebody else of the gemeente reads first about opgave 1 at this address. */
async function seenBy(hall: Hall, meeting: Meeting, address: string): Promise<string> {
  const { page } = await hall.beheerder({ ...meeting, beheerder: meeting.signIn });
  await page.goto(address);
  return page.getByRole('link', { name: OF_OPGAVE }).first().innerText();
}
