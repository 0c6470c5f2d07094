import { newMeeting } from './support/helper';
import { Line, withoutSockets } from './support/line';
import { expect, test } from './support/test';

test('an answer without a receipt survives a phone that falls over', async ({ hall }) => {
  const meeting = await newMeeting();
  const cockpit = await hall.cockpit(meeting);
  const phone = await hall.joined(meeting, 'bewoner');
  const line = await Line.of(phone);
  await cockpit.press('Begin');
  await cockpit.press('Open opgave 1');
  await phone.begin();
  line.losesAnswers();
  await phone.tapAnswer(5);
  await expect.poll(() => line.lost.length).toBeGreaterThan(0);
  await expect(phone.answerLine(5)).toContainText('bewaard op uw telefoon');

  const address = phone.page.url();
  await phone.fallOver();
  expect((await phone.answersAtServer())[0]).toBe(undefined);
  line.mend();
  const again = await phone.context.newPage();
  await again.goto(address);
  await expect.poll(async () => (await phone.answersAtServer())[0]).toBe(5);
});

test('an answer that got lost on the way goes again over the next line', async ({ hall }) => {
  const meeting = await newMeeting();
  const cockpit = await hall.cockpit(meeting);
  const phone = await hall.joined(meeting, 'bewoner');
  const line = await Line.of(phone);
  await cockpit.press('Begin');
  await cockpit.press('Open opgave 1');
  await phone.begin();
  line.losesAnswers();
  await phone.tapAnswer(5);
  await expect.poll(() => line.lost.length).toBeGreaterThan(0);
  await line.break();
  line.mend();
  await phone.seesTick(5);
  expect((await phone.answersAtServer())[0]).toBe(5);
});

test('a phone, a cockpit and a scherm that missed a step catch up over the next line', async ({ hall }) => {
  const meeting = await newMeeting();
  const leads = await hall.cockpit(meeting);
  const [phone, cockpit, scherm] = [
    await hall.joined(meeting, 'bewoner'),
    await hall.cockpit(meeting),
    await hall.scherm(meeting),
  ];
  await leads.press('Begin');
  const lines = await Promise.all([phone, cockpit, scherm].map((seat) => Line.of(seat)));
  const primary = cockpit.page.locator('.step-bar .nl-button--primary');
  await expect(phone.page.getByText('De spelleider begint zo')).toBeVisible();
  await expect(primary).toHaveText('Open opgave 1');
  await expect(scherm.page.getByText('Zo beginnen we')).toBeVisible();

  await Promise.all(lines.map((line) => line.break()));
  await leads.press('Open opgave 1');
  await expect(phone.page.getByText('De spelleider begint zo')).toBeVisible();
  await expect(primary).toHaveText('Open opgave 1');
  await expect(scherm.page.getByText('Zo beginnen we')).toBeVisible();

  for (const line of lines) line.mend();
  await expect(phone.page.getByText('U leest steeds een kort punt.')).toBeVisible(TO_COME_BACK);
  await expect(primary).toHaveText('Toon de resultaten', TO_COME_BACK);
  await expect(scherm.page.getByText('13 punten op uw telefoon.')).toBeVisible(TO_COME_BACK);
});

/** A page that tried in vain for a while waits up to sixteen seconds before it tries again. */
const TO_COME_BACK = { timeout: 25_000 };

test('where no socket comes through, a phone and a scherm go on over HTTP', async ({ hall }) => {
  const meeting = await newMeeting();
  const cockpit = await hall.cockpit(meeting);
  const phone = await hall.joined(meeting, 'bewoner');
  const scherm = await hall.scherm(meeting);
  await Promise.all([phone, scherm].map((seat) => withoutSockets(seat)));
  await cockpit.press('Begin');
  await cockpit.press('Open opgave 1');
  await phone.begin();
  await phone.tapAnswer(3);
  await phone.seesTick(3);
  expect((await phone.answersAtServer())[0]).toBe(3);
  await expect(scherm.page.getByText('13 punten op uw telefoon.')).toBeVisible();
});
