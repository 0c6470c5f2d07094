import { newMeeting } from './support/helper';
import { inspect } from './support/inspect';
import { opgave } from './support/numbers';
import { expect, test } from './support/test';
import { always, fill } from './support/voice';

const SIZES = { bewoner: 4, wijkpartner: 0, ambtenaar: 4 };

test('everybody at an own pace, and a close that shows one opgave and keeps the other hidden', async ({ hall }) => {
  const meeting = await newMeeting({ pace: 'own', own_seconds: 30 * 60 });
  const [cockpit, scherm] = await Promise.all([hall.cockpit(meeting), hall.scherm(meeting)]);
  const room = await fill(meeting, SIZES);
  await cockpit.press('Begin');
  for (const voice of room.bewoner) await voice.score(always(2));
  for (const voice of room.ambtenaar.slice(0, 2)) await voice.score(always(5));

  await test.step('cockpit and scherm say how far each opgave is, and until when', async () => {
    const panel = cockpit.page.getByRole('region', { name: 'Nu open voor iedereen' });
    await expect(panel).toContainText('52 van 52 antwoorden');
    await expect(panel).toContainText('26 van 52 antwoorden');
    await expect(panel).toContainText(/Open tot \d\d\.\d\d uur/);
    await expect(scherm.heading('Geef antwoord in uw eigen tempo')).toBeVisible();
    await expect(scherm.page.locator('.own__entry').first()).toContainText(/bewoners\s*100%/);
    await expect(scherm.page.locator('.own__entry').first()).toContainText(/ambtenaren\s*50%/);
    await inspect(scherm.page, { name: 'scherm-own-pace', kind: 'scherm' });
    await inspect(cockpit.page, { name: 'cockpit-own-pace-1', kind: 'page' });
  });

  await test.step('the time is extended for all', async () => {
    const before = (await cockpit.snapshot('facilitator')).own_until ?? '';
    await cockpit.page.getByRole('button', { name: '15 minuten erbij' }).click();
    await expect
      .poll(async () => Date.parse((await cockpit.snapshot('facilitator')).own_until ?? '') - Date.parse(before))
      .toBe(15 * 60_000);
  });

  await test.step('at the close each open opgave is shown or stays hidden, as chosen', async () => {
    await cockpit.page.locator('.step-bar').getByRole('button', { name: 'Sluit de bijeenkomst' }).click();
    const dialog = cockpit.page.getByRole('dialog');
    await expect(dialog.getByRole('radio', { name: 'Verborgen bewaren' })).toHaveCount(2);
    await inspect(cockpit.page, { name: 'cockpit-close-open', kind: 'page' });
    await dialog
      .getByRole('group', { name: /^Opgave 1/ })
      .getByRole('radio', { name: 'Eerst tonen' })
      .check();
    await cockpit.confirm('Sluit de bijeenkomst');
    await expect(cockpit.heading('De bijeenkomst is gesloten')).toBeVisible();
    const snapshot = await cockpit.snapshot('facilitator');
    const shown = new Set(snapshot.published.map(({ item }) => item));
    expect(opgave(snapshot, 1).items.every(({ id }) => shown.has(id))).toBe(true);
    expect(opgave(snapshot, 3).items.some(({ id }) => shown.has(id))).toBe(false);
    await expect(scherm.page.getByText(/^Dank u wel voor het meedoen/)).toBeVisible();
  });
});

test('in mixed pace the room is led from opgave to opgave, and one is shown while another is open', async ({
  hall,
}) => {
  const meeting = await newMeeting({ pace: 'mixed', own_seconds: 30 * 60 });
  const [cockpit, scherm] = await Promise.all([hall.cockpit(meeting), hall.scherm(meeting)]);
  const room = await fill(meeting, SIZES);
  await cockpit.press('Begin');
  await cockpit.press('Doe opgave 1 samen');
  await expect(scherm.page.locator('.scoring')).toBeVisible();
  for (const voice of [...room.bewoner, ...room.ambtenaar]) await voice.score(always(2));
  await expect(cockpit.page.getByText('4 van 4 klaar')).toHaveCount(2);
  await cockpit.press('Toon de resultaten');
  await expect(scherm.page.locator('.reveal')).toBeVisible();
  const panel = cockpit.page.getByRole('region', { name: 'Nu open voor iedereen' });
  const some = opgave(await cockpit.snapshot('facilitator'), 3).items.map(() => 3 as const);
  for (const voice of room.bewoner) await voice.score(some, 3);
  await expect(panel).toContainText(`${4 * some.length} van ${4 * some.length} antwoorden`);
  await inspect(cockpit.page, { name: 'cockpit-mixed', kind: 'page' });
  await cockpit.press('Doe opgave 3 samen');
  await expect(panel).toBeHidden();
});

test('the ten waarden come first, say where the room stands, and lead on to the opgaven', async ({ hall }) => {
  const meeting = await newMeeting({ opgaven: [0, 1] });
  const [cockpit, scherm] = await Promise.all([hall.cockpit(meeting), hall.scherm(meeting)]);
  const room = await fill(meeting, { bewoner: 8, wijkpartner: 0, ambtenaar: 8 });
  await cockpit.press('Begin');
  await expect(cockpit.page.getByRole('button', { name: 'Meteen naar opgave 1' })).toBeVisible();
  await cockpit.press('Open de tien waarden');
  const values = (differ: 1 | 5) => [5, 5, 1, 1, differ, differ, 3, 3, 3, 0] as const;
  for (const voice of room.bewoner) await voice.score(values(1), 0);
  for (const voice of room.ambtenaar) await voice.score(values(5), 0);
  await inspect(cockpit.page, { name: 'cockpit-values-1-scoring', kind: 'page' });
  await cockpit.press('Toon de resultaten');
  for (const seat of [cockpit, scherm]) {
    await expect(seat.heading('Waar staan we met de eerste stap?')).toBeVisible();
    const part = (name: string) =>
      seat.page
        .locator('section')
        .filter({ has: seat.heading(name) })
        .last();
    await expect(part('Sterk: dit herkennen we').locator('li')).toHaveCount(2);
    await expect(part('Zwak: dit herkennen we niet').locator('li')).toHaveCount(2);
    await expect(part('Hier verschillen we').locator('li')).toHaveCount(2);
  }
  await inspect(scherm.page, { name: 'scherm-values', kind: 'scherm' });
  await inspect(cockpit.page, { name: 'cockpit-values-2-result', kind: 'page' });
  await cockpit.press('Open opgave 1');
  await expect(scherm.page.locator('.scoring')).toBeVisible();
});

test('bars move while the room scores, only where the session chose so; and who is not asked is told', async ({
  hall,
}) => {
  const meeting = await newMeeting({ open_bars: true, bewoners_skip: [[1, 2]] });
  const [cockpit, scherm] = await Promise.all([hall.cockpit(meeting), hall.scherm(meeting)]);
  const room = await fill(meeting, { bewoner: 0, wijkpartner: 0, ambtenaar: 7 });
  await cockpit.press('Begin');
  await cockpit.press('Open opgave 1');
  for (const [place, voice] of room.ambtenaar.slice(0, 3).entries()) await voice.score(always(place === 0 ? 1 : 4));
  for (const { page } of [cockpit, scherm]) {
    await expect(page.locator('.moving-bars').first().locator('.stacked')).toHaveCount(1);
    await expect(page.getByText('Niet gevraagd aan bewoners').first()).toBeVisible();
  }
  for (const voice of room.ambtenaar.slice(3, 5)) await voice.score(always(5));
  for (const { page } of [cockpit, scherm]) {
    await expect(page.getByText('2 antwoorden staan er nog niet bij').first()).toBeVisible();
  }
  await inspect(scherm.page, { name: 'scherm-bars', kind: 'scherm' });
  await inspect(cockpit.page, { name: 'cockpit-bars', kind: 'page' });
  await cockpit.press('Toon de resultaten', true);
  await expect(scherm.page.locator('.moving-bars')).toHaveCount(0);
});
