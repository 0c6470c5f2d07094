import { newMeeting } from './support/helper';
import { inspect } from './support/inspect';
import { Leader } from './support/leader';
import { expect, test } from './support/test';
import { NO_PLACE } from './support/watch';

test('everybody at an own pace: free to go anywhere, told when it closes, and open again when there is more time', async ({
  hall,
}) => {
  const meeting = await newMeeting({ opgaven: [1, 3, 9], pace: 'own', own_seconds: 40 });
  const leader = await Leader.of(meeting);
  const phone = await hall.joined(meeting, 'bewoner');
  const { page } = phone;
  const look = (name: string) => inspect(page, { name: `phone-own-${name}`, kind: 'phone' });
  const status = page.locator('.wp-visually-hidden[role=status]');
  await leader.step('start');

  await test.step('the list of opgaven, with how far one is', async () => {
    await expect(phone.heading('Uw opgaven')).toBeVisible();
    await expect(page.getByText('0 van de 13 ingevuld')).toBeVisible();
    await expect(page.getByText('Sluit over 1 minuut')).toBeVisible();
    await page.getByRole('button', { name: /^Opgave 3/ }).tap();
    await phone.begin();
    await phone.score([4, 5]);
    await page.getByRole('button', { name: 'Alle punten' }).tap();
    await page.getByRole('button', { name: 'Alle opgaven' }).tap();
    await expect(page.getByText(/^2 van de \d+ ingevuld/)).toBeVisible();
    await look('1-list');
  });

  await test.step('back leads to the opgave, and a reload to the same place', async () => {
    await page.goBack();
    await expect(page.getByRole('button', { name: 'Ga verder met punt 3' })).toBeVisible();
    await page.reload();
    await expect(page.getByRole('button', { name: 'Ga verder met punt 3' })).toBeVisible();
    await page.getByRole('button', { name: 'Ga verder met punt 3' }).tap();
    await expect(page.getByText(/^Punt 3 van/)).toBeVisible();
    await phone.tapAnswer(2);
    await phone.seesTick(2);
  });

  await test.step('the end is told before it comes, and what was answered stays', async () => {
    await expect(page.getByText('Sluit over 20 seconden', { exact: true })).toBeVisible({ timeout: 40_000 });
    await expect(status).toHaveText('Let op: deze vraag sluit over 20 seconden.');
    await expect(page.getByText('Deze vraag is gesloten', { exact: true })).toBeVisible({ timeout: 30_000 });
    await expect(page.getByRole('radio')).toHaveCount(0);
    await expect(page.getByText('4, meestal wel')).toBeVisible();
    await look('2-closed');
  });

  await test.step('who comes late, or back on another phone, sees the same', async () => {
    const [late, back] = await Promise.all([hall.joined(meeting, 'ambtenaar'), hall.phone(meeting)]);
    await expect(late.page.getByText('gesloten · 0 van de 13 ingevuld')).toBeVisible();
    phone.watch.forgive(NO_PLACE);
    await back.comeBack(await phone.returnCode());
    await expect(back.page.getByText(/^gesloten · 3 van de \d+ ingevuld/)).toBeVisible();
    back.watch.forgive(NO_PLACE);
    await phone.comeBack(await back.returnCode());
    await expect(page.getByText('Deze vraag is gesloten', { exact: true })).toBeVisible();
  });

  await test.step('more time: the same punt again', async () => {
    await leader.step('extend', { minutes: 10 });
    await expect(page.getByText(/^Punt 3 van/)).toBeVisible();
    await expect(page.getByText(/^Open tot \d+\.\d\d uur$/)).toBeVisible();
    await expect(status).toHaveText(/^U kunt weer verder/);
    await phone.tapAnswer(1);
    await phone.seesTick(1);
    expect((await phone.answersAtServer(3)).slice(0, 4)).toEqual([4, 5, 1, undefined]);
  });
  leader.leave();
});

test('the room is led meanwhile: whoever is elsewhere stays there, with a line to follow', async ({ hall }) => {
  const meeting = await newMeeting({ opgaven: [1, 3, 9], pace: 'mixed', own_seconds: 3_600 });
  const leader = await Leader.of(meeting);
  const [apart, along] = [await hall.joined(meeting, 'bewoner'), await hall.joined(meeting, 'ambtenaar')];
  const look = (name: string) => inspect(apart.page, { name: `phone-mixed-${name}`, kind: 'phone' });
  await leader.step('start');
  await expect(along.heading('Uw opgaven')).toBeVisible();
  await apart.page.getByRole('button', { name: /^Opgave 9/ }).tap();
  await apart.begin();
  await apart.score([3]);

  await leader.step('open', { opgave: 1 });
  await expect(along.heading('Veel verschillende bewoners bereiken')).toBeVisible();
  await expect(apart.page.getByText(/^Punt 2 van/)).toBeVisible();
  const line = apart.page.locator('.room-line', { hasText: 'In de zaal nu: Opgave 1' });
  await expect(line).toBeVisible();
  await look('1-punt');
  await apart.tapAnswer(5);
  await apart.seesTick(5);
  await apart.page.getByRole('button', { name: 'Alle punten' }).tap();
  await expect(line).toBeVisible();
  await apart.page.getByRole('button', { name: 'Alle opgaven' }).tap();
  await expect(apart.page.getByText('in de zaal', { exact: true })).toBeVisible();
  await look('2-list');
  await apart.page.getByRole('button', { name: 'Ga mee' }).tap();
  await expect(apart.heading('Veel verschillende bewoners bereiken')).toBeVisible();
  await expect(line).toHaveCount(0);

  await leader.step('reveal');
  await Promise.all([apart.seesResults(), along.seesResults()]);
  await along.page.getByRole('button', { name: 'Alle opgaven' }).tap();
  await expect(along.page.locator('.room-line')).toHaveText(/^In de zaal nu: de uitkomst van Opgave 1/);
  await leader.step('next');
  await expect(apart.page.getByText('Opgave 3 · tweede van 3 vandaag')).toBeVisible();
  await expect(along.page.locator('.room-line')).toHaveText(/^In de zaal nu: Opgave 3/);
  leader.leave();
});
