import { newMeeting } from './support/helper';
import { inspect } from './support/inspect';
import { Leader } from './support/leader';
import type { Phone } from './support/people';
import { expect, test } from './support/test';
import { NO_LINE, NO_PLACE } from './support/watch';

test('a shared phone: nothing of who had it is left for who gets it', async ({ hall }) => {
  const meeting = await newMeeting({ opgaven: [1], shared_phones: true, pace: 'own', own_seconds: 3_600 });
  const leader = await Leader.of(meeting);
  await leader.step('start');
  const phone = await hall.joined(meeting, 'bewoner');
  const { page } = phone;
  const look = (name: string) => inspect(page, { name: `phone-shared-${name}`, kind: 'phone' });
  phone.watch.forgive(NO_LINE, NO_PLACE);
  await page.getByRole('button', { name: /^Opgave 1/ }).tap();
  await phone.begin();
  await phone.score([5, 1]);
  await phone.propose();
  const code = await phone.returnCode();

  await test.step('only when everything is sent', async () => {
    await phone.cut();
    await phone.tapAnswer(2);
    await leave(phone);
    await expect(page.getByText('Nog 1 antwoord wordt verstuurd.')).toBeVisible();
    await expect(page.getByRole('button', { name: 'Code opgeschreven, geef door' })).toBeDisabled();
    await look('1-unsent');
    await phone.mend();
    await expect(page.getByText('Al uw antwoorden zijn verstuurd.')).toBeVisible({ timeout: 25_000 });
    await expect(page.getByText(`${code.slice(0, 4)} ${code.slice(4)}`)).toBeVisible();
  });

  await test.step('who comes says who that is, and sees nothing of who was before', async () => {
    await page.getByRole('button', { name: 'Code opgeschreven, geef door' }).tap();
    await expect(phone.heading('Volgende persoon')).toBeVisible();
    await look('2-who');
    await page.reload();
    await expect(phone.heading('Volgende persoon')).toBeVisible();
    await page.getByLabel('Taal').selectOption('tr');
    await expect(page.getByRole('button', { name: 'Katıl' })).toBeVisible();
    await page.getByLabel('Dil').selectOption('nl-b1');
    await page
      .getByRole('radio', { name: /ambtenaar/i })
      .locator('..')
      .tap();
    await page.getByRole('button', { name: 'Doe mee' }).tap();
    await phone.arrived();
    await expect(page.getByText(/U bent Ambtenaar/)).toBeVisible();
    expect(await phone.returnCode()).not.toBe(code);
    await expect(page.getByText('0 van de 13 ingevuld')).toBeVisible();
    expect(await traces(phone, code)).toEqual([]);
  });

  await test.step('nor behind the back button', async () => {
    await page.getByRole('button', { name: /^Opgave 1/ }).tap();
    await expect(page.locator('h1[lang=nl]')).toBeVisible();
    for (let step = 0; step < 6; step += 1) {
      await page.goBack();
      await page.waitForLoadState();
      if (page.url() === 'about:blank') break;
      await expect(page.getByText('U doet nu mee op een andere telefoon')).toHaveCount(0);
      expect(await traces(phone, code)).toEqual([]);
    }
  });

  await test.step('who was before goes on with the code', async () => {
    const other = await hall.phone(meeting);
    await other.comeBack(code);
    await expect(other.page.getByText('3 van de 13 ingevuld')).toBeVisible();
    expect((await other.answersAtServer()).slice(0, 4)).toEqual([5, 1, 2, undefined]);
    expect(await other.proposedAtServer()).toEqual([3]);
  });
  leader.leave();
});

test('another tab of a phone that was handed on becomes the page of the next person', async ({ hall }) => {
  const meeting = await newMeeting({ opgaven: [1], shared_phones: true });
  const phone = await hall.joined(meeting, 'bewoner');
  phone.watch.forgive(NO_PLACE);
  const tab = await phone.context.newPage();
  await tab.goto(phone.page.url());
  await expect(tab.getByText('U doet mee als bewoner')).toBeVisible();
  await leave(phone);
  await phone.page.getByRole('button', { name: 'Code opgeschreven, geef door' }).tap();
  await phone.page
    .getByRole('radio', { name: /wijkpartner/i })
    .locator('..')
    .tap();
  await phone.page.getByRole('button', { name: 'Doe mee' }).tap();
  await phone.arrived();
  await expect(tab.getByText('U doet mee als wijkpartner')).toBeVisible();
});

test('phones that are not shared have no next person', async ({ hall }) => {
  const phone = await hall.joined(await newMeeting(), 'bewoner');
  await phone.page.getByRole('button', { name: 'Mijn gegevens' }).tap();
  await expect(phone.page.getByRole('dialog')).toBeVisible();
  await expect(phone.page.getByText(/Volgende persoon/)).toHaveCount(0);
});

async function leave({ page }: Phone): Promise<void> {
  await page.getByRole('button', { name: 'Mijn gegevens' }).tap();
  await page.getByRole('button', { name: 'Volgende persoon op deze telefoon' }).tap();
}

/** What is left of somebody: the code on the page, answers in sight, and what waits to be sent. */
async function traces({ page }: Phone, code: string): Promise<string[]> {
  return page.evaluate((own) => {
    const text = document.body.textContent.replace(/\s/g, '');
    const kept = [...Object.keys(localStorage), ...Object.values(localStorage as unknown as Record<string, string>)];
    return [
      ...(text.includes(own) ? ['the code'] : []),
      ...(document.querySelector('input:checked, .tick--sent, [aria-pressed=true]') ? ['an answer'] : []),
      ...kept.filter((one) => /\/op\/|\/propose\/|"value"/.test(String(one))),
    ];
  }, code);
}
