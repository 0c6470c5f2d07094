import { newMeeting } from './support/helper';
import { means, unfold } from './support/numbers';
import { ANSWERS, type Phone, type Value } from './support/people';
import { expect, test } from './support/test';
import { always, fill } from './support/voice';
import { NO_LINE } from './support/watch';

const THREE_EACH = { bewoner: 3, wijkpartner: 3, ambtenaar: 3 };

test('reloading the phone, the cockpit and the scherm changes nothing, in any state', async ({ hall }) => {
  const meeting = await newMeeting();
  const cockpit = await hall.cockpit(meeting);
  const scherm = await hall.scherm(meeting);
  const phone = await hall.joined(meeting, 'bewoner');
  const room = await fill(meeting, THREE_EACH);

  /** The words on the three screens, without what passes by itself. */
  const reloads = async (phoneSays: string | RegExp, schermSays: string | RegExp, button: string | null) => {
    for (const seat of [phone, cockpit, scherm]) await seat.page.reload();
    await expect(phone.page.getByText(phoneSays).first()).toBeVisible();
    await expect(scherm.page.getByText(schermSays).first()).toBeVisible();
    const primary = cockpit.page.locator('.step-bar .nl-button--primary');
    if (button === null) await expect(cockpit.heading('De bijeenkomst is gesloten')).toBeVisible();
    else await expect(primary).toHaveText(button);
  };

  const code = await phone.returnCode();
  await reloads('De spelleider begint zo', 'Doe mee met uw telefoon', 'Begin');
  await expect(phone.page.getByText(`${code.slice(0, 4)} ${code.slice(4)}`)).toBeVisible();

  await cockpit.press('Begin');
  await reloads('De spelleider begint zo', 'Zo beginnen we', 'Open opgave 1');

  await cockpit.press('Open opgave 1');
  await reloads('U leest steeds een kort punt.', 'Opgave 1 · eerste van 2 vandaag', 'Toon de resultaten');

  await test.step('half-way: the same punt, the same answers', async () => {
    await phone.begin();
    await phone.score([1, 2, 3]);
    await phone.tapAnswer(4);
    await phone.seesTick(4);
    await reloads('Punt 4 van 13', '13 punten op uw telefoon', 'Toon de resultaten');
    await expect(phone.page.getByRole('radio', { name: ANSWERS[4] })).toBeChecked();
    await phone.seesTick(4);
    await expect(phone.page.getByText('4 van de 13 ingevuld', { exact: true })).toBeVisible();
  });

  await test.step('paused', async () => {
    await cockpit.press('Pauze');
    await expect(phone.heading('Even pauze')).toBeVisible();
    await reloads('De spelleider gaat zo verder.', 'Pauze', 'Ga verder');
    await cockpit.press('Ga verder');
    await expect(phone.page.getByText('Punt 4 van 13')).toBeVisible();
  });

  await Promise.all(
    Object.values(room).flatMap((voices) => voices.map((voice, i) => voice.score(always((i + 1) as Value)))),
  );
  await cockpit.press('Toon de resultaten', true);
  await test.step('revealed: the same numbers again', async () => {
    await phone.seesResults();
    await unfold(phone.page);
    const before = [await means(phone.page), await means(scherm.page)];
    await reloads('Uitkomst · Opgave 1', 'Opgave 1: Veel verschillende bewoners bereiken', 'Volgende opgave: 3');
    await unfold(phone.page);
    expect([await means(phone.page), await means(scherm.page)]).toEqual(before);
    await expect(phone.page.getByText(`Dit was uw antwoord: 4`)).toHaveCount(1);
  });

  await test.step('closed', async () => {
    await cockpit.press('Sluit de bijeenkomst', true);
    await reloads('De bijeenkomst is afgelopen', 'Dank u wel voor het meedoen', null);
    await unfold(phone.page);
    expect(Object.keys(await means(phone.page))).toHaveLength(13);
  });
});

test.describe('an answer that was given without internet', () => {
  /** A phone with one answer sent and one that waits on the phone. */
  async function offline(phone: Phone): Promise<void> {
    phone.watch.forgive(NO_LINE);
    await phone.begin();
    await phone.score([2]);
    await phone.cut();
    await phone.tapAnswer(5);
    await expect(phone.answerLine(5)).toContainText('bewaard op uw telefoon');
    await expect(phone.page.getByText('Uw telefoon heeft geen internet').first()).toBeVisible();
  }

  test('is sent when the internet is back', async ({ hall }) => {
    const meeting = await newMeeting();
    const cockpit = await hall.cockpit(meeting);
    const phone = await hall.joined(meeting, 'bewoner');
    await cockpit.press('Begin');
    await cockpit.press('Open opgave 1');
    await offline(phone);
    await phone.mend();
    await phone.seesTick(5);
    expect((await phone.answersAtServer()).slice(0, 3)).toEqual([2, 5, undefined]);
  });

  test('survives a browser that falls over, and is sent by the next page', async ({ hall }) => {
    const meeting = await newMeeting();
    const cockpit = await hall.cockpit(meeting);
    const phone = await hall.joined(meeting, 'bewoner');
    await cockpit.press('Begin');
    await cockpit.press('Open opgave 1');
    await offline(phone);
    const address = phone.page.url();
    await phone.fallOver();
    await phone.mend();
    expect((await phone.answersAtServer()).slice(0, 3)).toEqual([2, undefined, undefined]);
    const again = await phone.context.newPage();
    await again.goto(address);
    await expect.poll(async () => (await phone.answersAtServer()).slice(0, 3)).toEqual([2, 5, undefined]);
    await expect(again.getByText('2 van de 13 ingevuld', { exact: true })).toBeVisible();
  });

  test('that came after the end says that it does not count', async ({ hall }) => {
    const meeting = await newMeeting();
    const cockpit = await hall.cockpit(meeting);
    const phone = await hall.joined(meeting, 'bewoner');
    await cockpit.press('Begin');
    await cockpit.press('Open opgave 1');
    await offline(phone);
    await cockpit.press('Toon de resultaten', true);
    await cockpit.press('Sluit de bijeenkomst', true);
    await cockpit.page.waitForTimeout(CLOSING_GRACE);
    await phone.mend();
    await expect(phone.heading('De bijeenkomst is afgelopen')).toBeVisible();
    await expect(phone.page.getByText('1 antwoord kwam te laat en telt niet mee.')).toBeVisible();
  });
});

/** Answers under way are let in for so long after closing, and a little more. */
const CLOSING_GRACE = 5_500;

test('the back button and the join link lead back to the own place', async ({ hall }) => {
  const meeting = await newMeeting();
  const cockpit = await hall.cockpit(meeting);
  const phone = await hall.joined(meeting, 'wijkpartner');
  await cockpit.press('Begin');
  await cockpit.press('Open opgave 1');
  await phone.begin();
  await phone.score([5, 4]);

  await phone.page.goBack();
  await expect(phone.page.getByText('U doet al mee als wijkpartner.')).toBeVisible();
  await phone.page.getByRole('link', { name: 'Ga verder' }).tap();
  await phone.arrived();
  await expect(phone.page.getByText('Punt 3 van 13')).toBeVisible();

  await phone.page.goto(meeting.links.wijkpartner);
  await phone.page.getByRole('link', { name: 'Ga verder' }).tap();
  await phone.arrived();
  await expect(phone.page.getByText('2 van de 13 ingevuld', { exact: true })).toBeVisible();
  const { presence } = await phone.snapshot('participant');
  expect(presence.groups.wijkpartner?.joined).toBe(1);
});

test('who comes late sees the present moment, and that joining is still fine', async ({ hall }) => {
  const meeting = await newMeeting();
  const cockpit = await hall.cockpit(meeting);
  await cockpit.press('Begin');
  await cockpit.press('Open opgave 1');
  const phone = await hall.joined(meeting, 'ambtenaar');
  await expect(phone.page.getByText('De bijeenkomst is al bezig. U kunt gewoon meedoen.')).toBeVisible();
  await phone.page.getByRole('button', { name: 'Ik heb hem opgeschreven' }).tap();
  await phone.begin();
  await phone.tapAnswer(3);
  await phone.seesTick(3);
});
