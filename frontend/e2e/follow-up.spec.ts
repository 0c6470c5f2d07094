import { mailsOf, type Meeting, newMeeting } from './support/helper';
import { inspect } from './support/inspect';
import { Leader } from './support/leader';
import { type Phone, Seat } from './support/people';
import { expect, type Hall, test } from './support/test';
import { always, fill } from './support/voice';

const WHAT = 'De lampen bij de school worden gemaakt.\nOok in de <b>Fazantstraat</b>.';
const OWNER = 'wijkbeheerder@woonbron.example';
const SAID = 'Bij de school staat een vast gezicht.';
const NAMES = 'Piet van nummer 12 doet nooit open.';
const WHY = 'Er staat een naam in.';
const ANSWER = 'De lampen zijn besteld.';

test('from a difference to an afspraak, to its owner, and back to the bewoners who say whether they noticed', async ({
  hall,
}) => {
  test.setTimeout(200_000);
  const before = await newMeeting({ opgaven: [1] });
  const desk = await hall.beheerder(before);
  const anna = await hall.joined(before, 'bewoner');
  await firstEvening(hall, before, anna);

  const link = await test.step('the owner gets a mail with a link', async () => {
    const mails = async () => (await mailsOf(before.gemeente)).filter(({ to }) => to === OWNER);
    await expect.poll(async () => (await mails()).length, { timeout: 30_000 }).toBe(1);
    return (await mails())[0]?.path ?? '';
  });

  await test.step('without an account the owner answers by that link, and the gemeente reads it', async () => {
    const owner = await hall.seat(Seat, before, { viewport: { width: 360, height: 740 } });
    await owner.page.goto(link);
    await expect(owner.page.getByText('Ook in de <b>Fazantstraat</b>.')).toBeVisible();
    await owner.page.getByLabel('Bezig').check();
    await owner.page.getByLabel('Wat wilt u erover zeggen?').fill(ANSWER);
    await owner.page.getByRole('button', { name: 'Stuur uw antwoord' }).click();
    await expect(owner.page.getByText('Dank u. De gemeente ziet uw antwoord.')).toBeVisible();
    await inspect(owner.page, { name: 'follow-up-3-owner', kind: 'page' });
    await desk.page.goto(`/${before.gemeente}/beheer/afspraken`);
    await desk.page.getByRole('link', { name: /De lampen bij de school/ }).click();
    await expect(desk.page.getByText(ANSWER)).toBeVisible();
    await expect(desk.page.getByText('Stand: bezig.')).toBeVisible();
  });

  await secondEvening(hall, await newMeeting({ opgaven: [2], gemeente: before.gemeente }));

  await test.step('the workspace shows what bewoners noticed', async () => {
    await desk.page.reload();
    await expect(desk.page.getByText('Ja 4 · Een beetje 1 · Nee 1 · Weet ik niet 0')).toBeVisible();
    await inspect(desk.page, { name: 'follow-up-9-desk', kind: 'page' });
    await desk.page.getByRole('link', { name: 'Overzicht' }).click();
    const promise = desk.page.getByRole('row').filter({ hasText: 'De lampen bij de school' });
    await expect(promise).toContainText('bezig');
    await expect(promise).toContainText('Ja 4 · Een beetje 1 · Nee 1 · Weet ik niet 0');
    await inspect(desk.page, { name: 'follow-up-10-overview', kind: 'page' });
  });
});

/** A difference is talked about, and ends in an afspraak. */
async function firstEvening(hall: Hall, meeting: Meeting, anna: Phone): Promise<void> {
  const cockpit = await hall.cockpit(meeting);
  const scherm = await hall.scherm(meeting);
  const bert = await hall.joined(meeting, 'ambtenaar');
  const room = await fill(meeting, { bewoner: 4, wijkpartner: 0, ambtenaar: 4 });

  await test.step('the reveal shows where the groups differ, and the room talks about it', async () => {
    await cockpit.press('Begin');
    await cockpit.press('Open opgave 1');
    await Promise.all(room.bewoner.map((one) => one.score(always(1))));
    await Promise.all(room.ambtenaar.map((one) => one.score(always(5))));
    await cockpit.press('Toon de resultaten', true);
    await cockpit.page.getByRole('button', { name: 'Wat bespreken we?' }).click();
    await cockpit.page
      .getByRole('button', { name: /^Bespreek op het scherm/ })
      .first()
      .click();
    for (const phone of [anna, bert]) await expect(phone.heading('Waarom denken we hier anders over?')).toBeVisible();
  });

  await test.step('two groups write; one note is shown, and one is hidden with a reason', async () => {
    await write(anna, SAID);
    await write(bert, NAMES);
    const queue = cockpit.page.locator('.queue__note');
    await expect(queue).toHaveCount(2);
    await queue.filter({ hasText: SAID }).getByRole('button', { name: 'Toon de notitie' }).click();
    await expect(scherm.page.getByText(SAID)).toBeVisible();
    await queue.filter({ hasText: NAMES }).getByRole('button', { name: 'Toon niet' }).click();
    const dialog = cockpit.page.getByRole('dialog');
    await dialog.getByRole('button', { name: WHY }).click();
    await dialog.getByRole('button', { name: 'Toon niet' }).click();
    await expect(bert.page.getByText(`De spelleider toont dit niet. Reden: ${WHY}`)).toBeVisible();
    await expect(bert.page.getByText(SAID)).toBeVisible();
    expect(await anna.watch.everything()).not.toContain('nummer 12');
    expect(await scherm.watch.everything()).not.toContain('nummer 12');
    await inspect(scherm.page, { name: 'follow-up-1-notes', kind: 'scherm' });
  });

  await test.step('the point ends with an afspraak: who does what before when', async () => {
    await cockpit.page
      .locator('.talk')
      .getByRole('button', { name: /^Uitkomst kiezen/ })
      .click();
    const dialog = cockpit.page.getByRole('dialog');
    await dialog.getByLabel('Wat spreken wij af?').fill(WHAT);
    await dialog.getByLabel('Welke organisatie doet dit?').fill('Woonbron');
    await dialog.getByLabel('Wie doet het daar?').fill('wijkbeheerder');
    await dialog.getByLabel('E-mailadres van de eigenaar').fill(OWNER);
    await dialog.getByLabel('De eigenaar geeft binnen 3 dagen antwoord').check();
    await dialog.getByLabel('Waarom?').fill('Hier begint iedereen over.');
    await dialog.getByRole('button', { name: 'Bewaar de uitkomst' }).click();
    await expect(anna.page.getByText('Hier begint iedereen over.')).toBeVisible();
  });

  await test.step('the close asks about the other points; everybody reads what was agreed and what comes next', async () => {
    await cockpit.press('Sluit de bijeenkomst', true);
    await expect(cockpit.page.getByRole('region', { name: 'En nu?' })).toContainText('Woonbron');
    await expect(scherm.heading('En nu?')).toBeVisible();
    await expect(anna.heading('Dit spreken we af')).toBeVisible();
    await expect(anna.page.getByText(/geeft Woonbron antwoord/)).toBeVisible();
    for (const seat of [anna, scherm]) expect(await seat.watch.everything()).not.toContain(OWNER);
    await inspect(cockpit.page, { name: 'follow-up-2-closed', kind: 'page' });
    await inspect(anna.page, { name: 'follow-up-2-phone', kind: 'phone' });
  });
}

/** The next session of the wijk opens with what was agreed. */
async function secondEvening(hall: Hall, meeting: Meeting): Promise<void> {
  const leader = await Leader.of(meeting);
  const anna = await hall.joined(meeting, 'bewoner');
  const bert = await hall.joined(meeting, 'ambtenaar');
  const { bewoner } = await fill(meeting, { bewoner: 5, wijkpartner: 0, ambtenaar: 0 });

  await test.step('it is read in the lobby already', async () => {
    await expect(anna.heading('Dit spraken we de vorige keer af')).toBeVisible();
    expect(await anna.page.locator('.agreed__what').innerText()).toBe(WHAT);
    await inspect(anna.page, { name: 'follow-up-4-lobby', kind: 'phone' });
  });

  await test.step('only bewoners are asked, and what they answer is in the database', async () => {
    await leader.step(['start', 'open']);
    await expect(bert.page.getByText('Deze vraag is voor bewoners.')).toBeVisible();
    await inspect(bert.page, { name: 'follow-up-5-not-asked', kind: 'phone' });
    await anna.page.getByRole('button', { name: 'Begin' }).tap();
    await anna.page.getByRole('radio', { name: 'Een beetje' }).locator('..').tap();
    await expect(anna.page.getByText(/^Uw antwoord: een beetje/)).toContainText('verstuurd');
    expect(await anna.answersAtServer(-1)).toEqual([2]);
    await inspect(anna.page, { name: 'follow-up-6-asked', kind: 'phone' });
    await Promise.all(bewoner.map((one, i) => one.score([i === 0 ? 1 : 3], -1)));
  });

  await test.step('after the reveal everybody sees the counts', async () => {
    await leader.step('reveal');
    for (const phone of [anna, bert]) {
      await expect(phone.page.locator('.noticed__count')).toHaveText([
        'Ja 4',
        'Een beetje 1',
        'Nee 1',
        'Weet ik niet 0',
      ]);
    }
    await expect(anna.page.getByText('Uw antwoord: een beetje')).toBeVisible();
    await inspect(anna.page, { name: 'follow-up-7-result', kind: 'phone' });
  });
  leader.leave();
}

async function write(phone: Phone, text: string): Promise<void> {
  const box = phone.page.getByLabel('Wat gaat goed?', { exact: true });
  await box.fill(text);
  await phone.page.locator('form').filter({ has: box }).getByRole('button', { name: 'Verstuur' }).tap();
  await expect(phone.page.getByText('De spelleider leest dit eerst')).toBeVisible();
}
