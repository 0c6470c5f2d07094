import type { Page } from '@playwright/test';
import type { Snapshot } from '../src/shared/api/types';
import { newMeeting } from './support/helper';
import { inspect } from './support/inspect';
import { focused, tabTo } from './support/keyboard';
import { opgave } from './support/numbers';
import type { Cockpit } from './support/people';
import { expect, test } from './support/test';
import { always, fill } from './support/voice';

const SIZES = { bewoner: 5, wijkpartner: 0, ambtenaar: 5 };

/** The line of a punt on the cockpit, in the first list that it stands in. */
const lineOf = ({ page }: Cockpit, number: number) =>
  page
    .locator('.results__line')
    .filter({ hasText: new RegExp(`^\\s*${number} `) })
    .first();

const more = (page: Page) => page.getByText('Opnieuw scoren of opnieuw beginnen').click();
const publishedOf = ({ published }: Snapshot, item: string) => published.filter((one) => one.item === item);

test('a punt is scored again after the conversation, and every screen tells what moved', async ({ hall }) => {
  test.slow();
  const meeting = await newMeeting();
  const [cockpit, scherm, phone] = await Promise.all([
    hall.cockpit(meeting),
    hall.scherm(meeting),
    hall.joined(meeting, 'wijkpartner'),
  ]);
  const room = await fill(meeting, SIZES);
  await cockpit.press('Begin');
  await cockpit.press('Open opgave 1');
  for (const voice of room.bewoner) await voice.score(always(1));
  for (const voice of room.ambtenaar) await voice.score(always(5));
  await cockpit.press('Toon de resultaten', true);
  const [first] = opgave(await cockpit.snapshot('facilitator'), 1).items;
  if (!first) throw new Error('no punten');

  await test.step('one tap on the punt, and the room scores only that', async () => {
    await cockpit.page.getByRole('button', { name: 'Wat bespreken we?' }).click();
    await lineOf(cockpit, first.number)
      .getByRole('button', { name: /^Opnieuw scoren na het gesprek/ })
      .click();
    await cockpit.page.getByRole('button', { name: 'Laat opnieuw scoren' }).click();
    await expect(cockpit.heading(`Opnieuw scoren: punt ${first.number}`)).toBeVisible();
    await expect(cockpit.page.getByText(/^De eerste uitkomst blijft bewaard\. Na het tonen/)).toBeVisible();
    await expect(scherm.heading(`Opnieuw: punt ${first.number}`)).toBeVisible();
    await expect(scherm.page.getByText(first.text)).toBeVisible();
    await inspect(cockpit.page, { name: 'cockpit-again-1-scoring', kind: 'page' });
    await inspect(scherm.page, { name: 'scherm-again-1-scoring', kind: 'scherm' });
    for (const voice of [...room.bewoner, ...room.ambtenaar]) await voice.score([5]);
  });

  await test.step('the reveal tells what moved, on every screen', async () => {
    await expect(scherm.page.getByText('5 van 5 klaar')).toHaveCount(2);
    await cockpit.press('Toon de resultaten', true);
    await expect(scherm.heading('Het gesprek heeft iets veranderd')).toBeVisible();
    for (const { page } of [scherm, cockpit]) {
      await expect(page.getByText('Na het gesprek herkennen bewoners dit vaker.').first()).toBeVisible();
      await expect(page.getByText('De groepen staan dichter bij elkaar.').first()).toBeVisible();
      await expect(page.locator('.movement__numbers').first()).toHaveText('1,0 → 5,0');
      await expect(page.locator('.movement').first().locator('.chart-mark--hollow')).toHaveCount(2);
    }
    await inspect(scherm.page, { name: 'scherm-again-2-moved', kind: 'scherm' });
    await inspect(cockpit.page, { name: 'cockpit-again-2-moved', kind: 'page' });
    await expect(phone.page.getByText('Bij 1 punt is iets veranderd.')).toBeVisible();
    const [before, after] = publishedOf(await phone.snapshot('participant'), first.id);
    expect(before?.groups.bewoner?.counts).toEqual([0, 5, 0, 0, 0, 0]);
    expect(after?.movement?.groups.bewoner?.direction).toBe('up');
  });

  await test.step('all punten can be scored again as well', async () => {
    await more(cockpit.page);
    await cockpit.page.getByRole('button', { name: 'Alle punten opnieuw scoren na het gesprek' }).click();
    await cockpit.page.getByRole('button', { name: 'Laat opnieuw scoren' }).click();
    await expect(cockpit.page.getByText(/: alle punten opnieuw$/)).toBeVisible();
    for (const voice of room.bewoner) await voice.score(always(3));
    for (const voice of room.ambtenaar) await voice.score(always(5));
    await cockpit.press('Toon de resultaten', true);
    await expect(scherm.heading('Bij 13 van de 13 punten heeft het gesprek iets veranderd')).toBeVisible();
    await inspect(scherm.page, { name: 'scherm-again-3-all', kind: 'scherm' });
    await inspect(cockpit.page, { name: 'cockpit-again-3-all', kind: 'page' });
  });
});

test('an opgave begins again: the result is taken back everywhere; and a timer closes nothing', async ({ hall }) => {
  const meeting = await newMeeting();
  const [cockpit, scherm] = await Promise.all([hall.cockpit(meeting), hall.scherm(meeting)]);
  const room = await fill(meeting, SIZES);
  await cockpit.press('Begin');
  await cockpit.press('Open opgave 1');

  await test.step('the timer counts down in the cockpit and on the scherm', async () => {
    await cockpit.page.getByRole('button', { name: 'Timer starten: 4 minuten' }).click();
    for (const { page } of [cockpit, scherm]) await expect(page.getByRole('timer')).toHaveText(/^Nog [34]:\d\d$/);
    await cockpit.page.getByRole('button', { name: '1 minuut erbij' }).click();
    for (const { page } of [cockpit, scherm]) await expect(page.getByRole('timer')).toHaveText(/^Nog [45]:\d\d$/);
    await inspect(scherm.page, { name: 'scherm-timer', kind: 'scherm' });
    await inspect(cockpit.page, { name: 'cockpit-timer', kind: 'page' });
    await cockpit.page.getByRole('button', { name: 'Stop de timer' }).click();
    for (const { page } of [cockpit, scherm]) await expect(page.getByRole('timer')).toHaveCount(0);
  });

  for (const voice of [...room.bewoner, ...room.ambtenaar]) await voice.score(always(2));
  await expect(cockpit.page.getByText('5 van 5 klaar')).toHaveCount(2);
  await cockpit.press('Toon de resultaten');
  await expect(scherm.page.locator('.reveal')).toBeVisible();
  await more(cockpit.page);
  await cockpit.page.getByRole('button', { name: 'Begin opnieuw met deze opgave' }).click();
  const dialog = cockpit.page.getByRole('dialog', { name: 'Opnieuw beginnen met opgave 1?' });
  await expect(dialog).toContainText('De uitkomst wordt teruggenomen.');
  await inspect(cockpit.page, { name: 'cockpit-restart', kind: 'page' });
  await dialog.getByRole('button', { name: 'Begin opnieuw', exact: true }).click();
  await expect(scherm.page.getByText('0 van 5 klaar')).toHaveCount(2);
  expect((await cockpit.snapshot('facilitator')).published).toEqual([]);
  for (const voice of [...room.bewoner, ...room.ambtenaar]) await voice.score(always(4));
  await expect(cockpit.page.getByText('5 van 5 klaar')).toHaveCount(2);
  await cockpit.press('Toon de resultaten');
  const { published } = await cockpit.snapshot('facilitator');
  expect(published.map(({ round, movement }) => [round, movement])).toEqual(published.map(() => [2, null]));
});

test('two spelleiders: the second sees who leads, and a stale click does nothing and says so', async ({ hall }) => {
  const meeting = await newMeeting();
  const [anna, henk] = await Promise.all([hall.cockpit(meeting), hall.secondCockpit(meeting)]);
  await anna.press('Begin');
  const { leading } = await anna.snapshot('facilitator');
  const leads = henk.page.getByText(`${leading?.name} leidt nu. Overnemen?`);

  await test.step('the second only watches', async () => {
    await expect(leads).toBeVisible();
    await expect(henk.page.getByRole('button', { name: 'Open opgave 1' })).toHaveAttribute('aria-disabled', 'true');
    await inspect(henk.page, { name: 'cockpit-second', kind: 'page' });
  });

  await test.step('and takes over', async () => {
    await henk.page.getByRole('button', { name: 'Overnemen' }).click();
    await expect(leads).toBeHidden();
    await expect(anna.page.getByText('Henk leidt nu. Overnemen?')).toBeVisible();
    await expect(anna.page.getByRole('button', { name: 'Open opgave 1' })).toHaveAttribute('aria-disabled', 'true');
  });

  await test.step('a click on a state that is over says who was first', async () => {
    await anna.page.getByRole('button', { name: 'Overnemen' }).click();
    await expect(anna.page.getByText('Henk leidt nu. Overnemen?')).toBeHidden();
    // Both press at once: one step is taken, and the other says so.
    await henk.page.getByRole('button', { name: 'Overnemen' }).click();
    await expect(henk.page.getByText(/leidt nu/)).toBeHidden();
    const button = henk.page.locator('.step-bar').getByRole('button', { name: 'Open opgave 1', exact: true });
    await expect(button).toHaveAttribute('aria-disabled', 'false');
    await anna.page.evaluate(() => {
      const find = (name: string) =>
        [...document.querySelectorAll<HTMLButtonElement>('.step-bar button')].find((one) => one.textContent === name);
      find('Overnemen')?.click();
    });
    await button.click({ force: true });
    const { current, opgaven } = await henk.snapshot('facilitator');
    const opened = current.opgave === 1;
    expect(opgaven[0]?.state).toBe(opened ? 'scoring' : 'waiting');
    const words = /Dit was al gedaan|leidt nu/;
    await expect((opened ? anna : henk).page.locator('.step-bar').getByText(words).first()).toBeVisible();
  });
});

test('a spelleider leads two rounds with the keyboard alone', async ({ hall }) => {
  test.slow();
  const meeting = await newMeeting({ opgaven: [3] });
  const cockpit = await hall.cockpit(meeting);
  const { page } = cockpit;
  const room = await fill(meeting, SIZES);
  const { items } = opgave(await cockpit.snapshot('facilitator'), 3);
  const low = items.map(() => 1 as const);
  const high = items.map(() => 5 as const);
  const press = async (name: string | RegExp) => {
    await expect(page.getByRole('button', { name }).first()).not.toHaveAttribute('aria-disabled', 'true');
    await tabTo(page, name);
    await page.keyboard.press('Enter');
  };
  await press('Begin');
  await press('Open opgave 3');
  await expect(cockpit.heading('Wie is er')).toBeVisible();
  for (const voice of room.bewoner) await voice.score(low, 3);
  for (const voice of room.ambtenaar) await voice.score(high, 3);
  await expect(page.getByText('5 van 5 klaar')).toHaveCount(2);
  await press('Toon de resultaten');
  await expect(page.locator('.results').first()).toBeVisible();
  await press('Wat bespreken we?');
  await press(/^Opnieuw scoren na het gesprek/);
  await press('Laat opnieuw scoren');
  await expect(cockpit.heading(/^Opnieuw scoren: punt/)).toBeVisible();
  await expect.poll(async () => (await focused(page)).name).toMatch(/^Opnieuw scoren: punt/);
  for (const voice of [...room.bewoner, ...room.ambtenaar]) await voice.score([4], 3);
  await expect(page.getByText('5 van 5 klaar')).toHaveCount(2);
  await page.evaluate(() => document.body.focus());
  await press('Toon de resultaten');
  await expect(page.getByRole('region', { name: 'Wat veranderde het gesprek?' })).toBeVisible();
  await tabTo(page, 'Opnieuw scoren of opnieuw beginnen');
  await page.keyboard.press('Enter');
  await press('Begin opnieuw met deze opgave');
  await expect(page.getByRole('dialog')).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(page.getByRole('dialog')).toBeHidden();
  expect((await focused(page)).name).toBe('Begin opnieuw met deze opgave');
});
