import { newMeeting } from './support/helper';
import { inspect } from './support/inspect';
import { Leader } from './support/leader';
import { opgave } from './support/numbers';
import { ANSWERS, type Value } from './support/people';
import { expect, test } from './support/test';
import { always, fill } from './support/voice';
import { NO_LINE } from './support/watch';

test('scoring again after the conversation: of all punten, and of one', async ({ hall }) => {
  const meeting = await newMeeting({ opgaven: [1] });
  const leader = await Leader.of(meeting);
  const phone = await hall.joined(meeting, 'bewoner');
  const { page } = phone;
  const look = (name: string) => inspect(page, { name: `phone-again-${name}`, kind: 'phone' });
  const room = await fill(meeting, { bewoner: 3, wijkpartner: 3, ambtenaar: 0 });
  const voices = [...room.bewoner, ...room.wijkpartner];
  await leader.step(['start', 'open']);
  await phone.begin();
  await phone.score([2, 5, 0]);
  await Promise.all(room.bewoner.map((voice) => voice.score(always(1))));
  await Promise.all(room.wijkpartner.map((voice) => voice.score(always(5))));
  await leader.step('reveal');
  await phone.seesResults();

  await test.step('the scale opens again, empty, with the answer before in words', async () => {
    await leader.step('again');
    await expect(phone.heading('Opnieuw scoren na het gesprek')).toBeVisible();
    await look('1-opening');
    await page.getByRole('button', { name: 'Begin' }).tap();
    await expect(page.getByText('Opnieuw: 1 van 13')).toBeVisible();
    await expect(page.getByText('uw antwoord was 2')).toBeVisible();
    await expect(page.getByRole('radio', { checked: true })).toHaveCount(0);
    await look('2-punt');
    await phone.tapAnswer(4);
    await phone.seesTick(4);
    await expect(page.getByText('Uw vorige antwoord: 2, meestal niet.')).toBeVisible();
    await phone.next();
    await phone.next();
    await expect(page.getByText('uw antwoord was: weet ik niet')).toBeVisible();
    await page.reload();
    await expect(page.getByText('Opnieuw: 3 van 13')).toBeVisible();
  });

  await test.step('after the reveal it says what the conversation changed', async () => {
    await Promise.all(voices.map((voice) => voice.score(always(4))));
    await leader.step('reveal');
    await expect(phone.heading('Na het gesprek')).toBeVisible();
    await expect(page.getByText('Na het gesprek herkennen bewoners dit vaker.').first()).toBeVisible();
    await expect(page.getByText('De groepen staan dichter bij elkaar.').first()).toBeVisible();
    await look('3-movement');
  });

  await test.step('one punt again: the others are not asked', async () => {
    const item = opgave(await leader.snapshot(), 1).items[1]?.id ?? null;
    await leader.step('again', { item });
    await expect(page.getByText('Het gaat nu om dit ene punt.')).toBeVisible();
    await expect(page.getByText('1 punt', { exact: true })).toBeVisible();
    await page.getByRole('button', { name: 'Begin' }).tap();
    await expect(page.getByText('Opnieuw: 1 van 1')).toBeVisible();
    await phone.tapAnswer(3);
    await phone.next();
    await expect(phone.heading('Alles ingevuld')).toBeVisible();
    await leader.step('reveal');
    await phone.seesResults();
  });

  await test.step('what is kept for a round that is over says that it came too late', async () => {
    const item = opgave(await leader.snapshot(), 1).items[1]?.id ?? null;
    phone.watch.forgive(NO_LINE);
    await leader.step('again', { item });
    await page.getByRole('button', { name: 'Begin' }).tap();
    await phone.cut();
    await phone.tapAnswer(1);
    await expect(phone.answerLine(1)).toContainText('bewaard op uw telefoon');
    await leader.step(['reveal', 'again']);
    await phone.mend();
    await expect(page.getByText('Uw antwoord op punt 2 kwam te laat. Het telt niet mee.')).toBeVisible(TO_COME_BACK);
    await expect(phone.heading('Opnieuw scoren na het gesprek')).toBeVisible();
    await look('4-late');
    await page.getByRole('button', { name: 'Begrepen' }).tap();
    await expect(page.getByText(/kwam te laat/)).toHaveCount(0);
  });
  leader.leave();
});

/** A phone that tried in vain for a while waits before it tries again. */
const TO_COME_BACK = { timeout: 25_000 };

test('beginning again with a question says that what was answered no longer counts', async ({ hall }) => {
  const meeting = await newMeeting({ opgaven: [1], bewoners_skip: [[1, 1]] });
  const leader = await Leader.of(meeting);
  const phone = await hall.joined(meeting, 'bewoner');
  const { page } = phone;
  await leader.step(['start', 'open']);
  await expect(page.getByText('12 punten')).toBeVisible();
  await page.getByRole('button', { name: 'Begin' }).tap();
  await expect(page.getByText('Punt 1 van 12')).toBeVisible();
  await expect(page.locator('.punt__number')).toHaveText('2');
  await phone.tapAnswer(5);
  await phone.seesTick(5);

  await leader.step('restart');
  await expect(page.getByText('Deze vraag begint opnieuw')).toBeVisible();
  await inspect(page, { name: 'phone-restart-1-opening', kind: 'phone' });
  await page.getByRole('button', { name: 'Begin' }).tap();
  await expect(page.getByText('Punt 1 van 12')).toBeVisible();
  await expect(page.getByText(/uw antwoord was/)).toHaveCount(0);
  await expect(page.getByRole('radio', { checked: true })).toHaveCount(0);
  await phone.score(Array.from({ length: 12 }, (): Value => 3));
  await expect(phone.heading('Alles ingevuld')).toBeVisible();

  await leader.step('timer', { minutes: 3 });
  await expect(page.getByText('Nog 3 minuten', { exact: true })).toBeVisible();
  await page.locator('.overview__row').first().tap();
  await expect(page.getByRole('radio', { name: ANSWERS[3] })).toBeChecked();
  leader.leave();
});
