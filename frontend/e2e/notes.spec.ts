import { inspect } from './support/inspect';
import { newMeeting } from './support/helper';
import { Leader } from './support/leader';
import { opgave } from './support/numbers';
import type { Phone } from './support/people';
import { expect, test } from './support/test';
import { always, fill } from './support/voice';
import { NO_LINE } from './support/watch';

const HTML = '<img src="x" onerror="alert(1)"><script>alert(2)</script> & "zo"';
const EMOJI = '👩‍👩‍👧';
const ARABIC = 'المصابيح معطلة في شارعنا';
const LONG = `${'lang'.repeat(60)}woord`;
const CUT = 'Er passen 1.000 tekens in. Wat er niet in past, is weggelaten.';

test('two groups write about a punt on their phones: nothing is lost, and all of it is text', async ({ hall }) => {
  test.slow();
  const meeting = await newMeeting({ opgaven: [1] });
  const leader = await Leader.of(meeting);
  const anna = await hall.joined(meeting, 'bewoner');
  const bert = await hall.joined(meeting, 'ambtenaar');
  const room = await fill(meeting, { bewoner: 3, wijkpartner: 0, ambtenaar: 3 });
  await leader.step(['start', 'open']);
  await Promise.all(room.bewoner.map((one) => one.score(always(1))));
  await Promise.all(room.ambtenaar.map((one) => one.score(always(5))));
  await leader.step('reveal');
  const [first, second] = opgave(await leader.snapshot(), 1).items;
  const talkAbout = (item = first) => leader.step('show', { view: 'discussion', item: item?.id ?? '' });

  await test.step('the room comes to a punt, and so do the phones', async () => {
    await talkAbout();
    for (const phone of [anna, bert]) {
      await expect(phone.heading('Waarom denken we hier anders over?')).toBeVisible();
      await expect(phone.page.locator('.talk__punt')).toContainText(first?.text ?? '');
    }
    await inspect(anna.page, { name: 'phone-notes-1-asked', kind: 'phone' });
  });

  await test.step('what is typed stays at every keystroke: on a reload, and when the room goes on', async () => {
    await box(anna).pressSequentially('Er is een vast gezi');
    await anna.page.reload();
    await expect(box(anna)).toHaveValue('Er is een vast gezi');
    await talkAbout(second);
    await expect(anna.page.locator('.talk__punt')).toContainText(second?.text ?? '');
    await expect(box(anna)).toHaveValue('');
    await talkAbout();
    await expect(box(anna)).toHaveValue('Er is een vast gezi');
    await box(anna).fill(`${HTML} ${EMOJI}\n${LONG}`);
    await send(anna);
    await expect(form(anna).getByText('Verstuurd')).toBeVisible();
    await expect(box(anna)).toHaveValue('');
    await expect(anna.page.getByText('De spelleider leest dit eerst')).toBeVisible();
    expect(await bert.watch.everything()).not.toContain('alert(2)');
  });

  await test.step('without internet it waits on the phone, also through a dead battery, and arrives once', async () => {
    bert.watch.forgive(NO_LINE);
    await bert.cut();
    await box(bert, 'Wat kan beter?').fill(ARABIC);
    await send(bert, 'Wat kan beter?');
    await expect(form(bert, 'Wat kan beter?').getByText('wordt verstuurd')).toBeVisible();
    await inspect(bert.page, { name: 'phone-notes-2-offline', kind: 'phone' });
    await bert.mend();
    await expect(form(bert, 'Wat kan beter?').getByText('Verstuurd')).toBeVisible();
    await expect(box(bert, 'Wat kan beter?')).toHaveValue('');
    await bert.page.reload();
    await expect(bert.page.getByText('De spelleider leest dit eerst')).toHaveCount(1);
    expect((await leader.snapshot()).notes?.filter(({ text }) => text === ARABIC)).toHaveLength(1);
  });

  await test.step('what was shown is text for everybody, in its own direction and with its group', async () => {
    await leader.decide(HTML);
    await leader.decide(ARABIC);
    const notes = bert.page.locator('.talk__said .note');
    await expect(notes).toHaveCount(2);
    await expect(notes.first().locator('.note__text')).toHaveText(`${HTML} ${EMOJI}\n${LONG}`, { useInnerText: true });
    await expect(notes.first().locator('.note__below')).toHaveText('bewoner');
    await expect(notes.last().locator('.note__below')).toHaveText('ambtenaar');
    await expect(notes.first().locator('img, script')).toHaveCount(0);
    expect(await directions(bert)).toEqual(['ltr', 'rtl']);
    await expect(anna.page.getByText('Staat op het scherm')).toBeVisible();
    await inspect(bert.page, { name: 'phone-notes-3-shown', kind: 'phone' });
  });

  await test.step('ten thousand characters are cut with a message, and no emoji in half', async () => {
    await box(anna, 'Wat kan beter?').fill(`a${EMOJI.repeat(2_000)}`);
    await expect(form(anna, 'Wat kan beter?').getByRole('alert')).toHaveText(CUT);
    await expect(box(anna, 'Wat kan beter?')).toHaveValue(`a${EMOJI.repeat(199)}`);
    await box(anna, 'Wat kan beter?').fill('z'.repeat(10_000));
    await expect(box(anna, 'Wat kan beter?')).toHaveValue('z'.repeat(1_000));
    await expect(form(anna, 'Wat kan beter?').getByText('Nog 0 tekens')).toBeVisible();
    await inspect(anna.page, { name: 'phone-notes-4-cut', kind: 'phone' });
    await send(anna, 'Wat kan beter?');
    await expect(form(anna, 'Wat kan beter?').getByText('Verstuurd')).toBeVisible();
    const { me } = await anna.snapshot('participant');
    expect(me?.notes.map(({ text }) => text.length)).toContain(1_000);
  });

  await test.step('a hidden note tells its writer why, and nobody else reads it', async () => {
    await box(bert).fill('Piet van nummer 12 is een dief.');
    await form(bert).getByText('Zet mijn naam erbij').tap();
    await form(bert).getByLabel('Uw naam').fill('Bert');
    await inspect(bert.page, { name: 'phone-notes-5-name', kind: 'phone' });
    await send(bert);
    await leader.decide('Piet', 'Er staat een naam in.');
    const why = 'De spelleider toont dit niet. Reden: Er staat een naam in.';
    await expect(bert.page.getByText(why)).toBeVisible();
    await bert.page.reload();
    await expect(bert.page.getByText(why)).toBeVisible();
    await inspect(bert.page, { name: 'phone-notes-6-hidden', kind: 'phone' });
    expect(await anna.watch.everything()).not.toContain('nummer 12');
  });

  await test.step('from the list any punt can be written about, and what is left over is told at the end', async () => {
    await leader.step('show', { view: 'results' });
    const fold = anna.page.locator('.outcome').first();
    await expect(fold.getByText('Opgeschreven: 2 notities')).toBeVisible();
    await fold.getByRole('button', { name: 'Schrijf iets op' }).tap();
    await expect(fold.getByLabel('Wat gaat goed?')).toBeFocused();
    await anna.page.keyboard.type('Nooit verstuurd');
    await inspect(anna.page, { name: 'phone-notes-7-list', kind: 'phone' });
    await leader.step('close', { leave: 'De tijd was om' });
    await expect(anna.heading('En nu?')).toBeVisible();
    await expect(anna.page.getByText('Nooit verstuurd')).toBeVisible();
    await inspect(anna.page, { name: 'phone-notes-8-closed', kind: 'phone' });
  });
  leader.leave();
});

const box = (phone: Phone, name = 'Wat gaat goed?') => phone.page.getByLabel(name, { exact: true });
const form = (phone: Phone, name?: string) => phone.page.locator('form').filter({ has: box(phone, name) });
const send = (phone: Phone, name?: string) => form(phone, name).getByRole('button', { name: 'Verstuur' }).tap();

/** Which way each note that everybody reads is read. */
async function directions(phone: Phone): Promise<string[]> {
  const texts = phone.page.locator('.talk__said .note__text');
  return texts.evaluateAll((all) => all.map((one) => getComputedStyle(one).direction));
}
