import type { Page } from '@playwright/test';
import { newMeeting } from './support/helper';
import { inspect } from './support/inspect';
import { Leader } from './support/leader';
import { ANSWERS, type Phone } from './support/people';
import { expect, test } from './support/test';
import { always, fill } from './support/voice';
import { NO_PLACE } from './support/watch';

test('a phone that was asleep wakes up where the room is, and what was tapped before is kept', async ({ hall }) => {
  const meeting = await newMeeting({ opgaven: [1] });
  const leader = await Leader.of(meeting);
  const phone = await hall.joined(meeting, 'bewoner');
  await leader.step(['start', 'open']);
  await phone.begin();
  await phone.score([4]);
  await phone.tapAnswer(2);
  const tools = await phone.context.newCDPSession(phone.page);
  await phone.page.evaluate(() => dispatchEvent(new PageTransitionEvent('pagehide')));
  await tools.send('Page.setWebLifecycleState', { state: 'frozen' });
  await expect.poll(async () => (await phone.answersAtServer()).slice(0, 2)).toEqual([4, 2]);
  const heard = phone.watch.frames.length;
  await leader.step(['reveal', 'again', 'pause']);
  await phone.page.waitForTimeout(3_000);
  expect(phone.watch.frames.slice(heard).join('\n')).toContain('"paused"');
  await tools.send('Page.setWebLifecycleState', { state: 'active' });
  await expect(phone.heading('Even pauze')).toBeVisible();
  await leader.step('resume');
  await expect(phone.heading('Opnieuw scoren na het gesprek')).toBeVisible();
  leader.leave();
});

test('two tabs of one participant: each shows what the other answered, and the last answer counts', async ({
  hall,
}) => {
  const meeting = await newMeeting({ opgaven: [1] });
  const leader = await Leader.of(meeting);
  const phone = await hall.joined(meeting, 'bewoner');
  await leader.step(['start', 'open']);
  await phone.begin();
  await phone.tapAnswer(2);
  await phone.seesTick(2);
  const tab = await phone.context.newPage();
  await tab.goto(phone.page.url());
  await tab.getByRole('button', { name: 'Vorige' }).tap();
  await expect(tab.getByRole('radio', { name: ANSWERS[2] })).toBeChecked();
  await tab.getByRole('radio', { name: ANSWERS[5] }).locator('..').tap();
  await expect(tab.getByText('Uw antwoord: 5, helemaal wel')).toContainText('verstuurd');
  await expect(phone.page.getByRole('radio', { name: ANSWERS[5] })).toBeChecked();
  await phone.tapAnswer(1);
  await phone.seesTick(1);
  expect((await phone.answersAtServer())[0]).toBe(1);
  const { presence } = await leader.snapshot();
  expect(presence.groups.bewoner?.joined).toBe(1);
  leader.leave();
});

test('another language in the middle of an opgave: the place and the answers stay', async ({ hall }) => {
  const meeting = await newMeeting({ opgaven: [1] });
  const leader = await Leader.of(meeting);
  const phone = await hall.phone(meeting);
  const { page } = phone;
  await page.goto(meeting.links.bewoner);
  await page.getByLabel('Taal').selectOption('en');
  await expect(page.getByRole('button', { name: 'Join' })).toBeVisible();
  await inspect(page, { name: 'phone-language-1-join', kind: 'phone' });
  await page.getByLabel('Language').selectOption('nl-b1');
  await page.getByRole('button', { name: 'Doe mee' }).tap();
  await phone.arrived();
  await leader.step(['start', 'open']);
  await phone.begin();
  await phone.score([5]);
  await phone.tapAnswer(2);
  await phone.seesTick(2);
  const words = page.locator('.punt__text');
  await expect(words).toHaveAttribute('lang', 'nl');
  const dutch = await words.textContent();

  await page.getByLabel('Taal').selectOption('ar');
  await expect(words).toHaveAttribute('lang', 'ar');
  await expect(words).toHaveAttribute('dir', 'rtl');
  await expect(page.locator('#app')).toHaveAttribute('dir', 'rtl');
  expect(await words.textContent()).not.toBe(dutch);
  await expect(page.getByText('النقطة 2 من 13')).toBeVisible();
  await expect(page.locator('.wp-scale__radio[value="2"]')).toBeChecked();
  await inspect(page, { name: 'phone-language-2-arabic', kind: 'phone' });
  await page.getByLabel('اللغة').selectOption('nl-b1');
  await expect(words).toHaveAttribute('lang', 'nl');
  await expect(page.getByText('Punt 2 van 13')).toBeVisible();
  expect((await phone.answersAtServer()).slice(0, 3)).toEqual([5, 2, undefined]);
  leader.leave();
});

test('who comes late, and who comes back with the terugkomcode, is where the room is: in every state', async ({
  hall,
}) => {
  test.slow();
  const meeting = await newMeeting({ opgaven: [1] });
  const leader = await Leader.of(meeting);
  const first = await hall.joined(meeting, 'bewoner');
  const code = await first.returnCode();
  let last: Phone = first;
  const room = await fill(meeting, { bewoner: 3, wijkpartner: 0, ambtenaar: 3 });

  /** Somebody new, and the first person on yet another phone: both see this, and the phone before is over. */
  const both = async (sees: (page: Page) => Promise<void>, mine: (page: Page) => Promise<void> = sees) => {
    const [late, back] = await Promise.all([hall.joined(meeting, 'ambtenaar'), hall.phone(meeting)]);
    await sees(late.page);
    last.watch.forgive(NO_PLACE);
    await back.comeBack(code);
    await mine(back.page);
    await expect(last.heading('U doet nu mee op een andere telefoon')).toBeVisible();
    await Promise.all([late.page.close(), last.page.close()]);
    last = back;
  };
  const says = (words: string | RegExp) => (page: Page) => expect(page.getByText(words).first()).toBeVisible();

  await both(says('De spelleider begint zo'));
  await leader.step(['start', 'open']);
  await last.begin();
  await last.score([2, 5]);
  await both(says('U leest steeds een kort punt.'), says('Punt 3 van 13'));
  await leader.step('pause');
  await both(says('De spelleider gaat zo verder.'));
  await leader.step('resume');
  await Promise.all(room.bewoner.map((voice) => voice.score(always(1))));
  await Promise.all(room.ambtenaar.map((voice) => voice.score(always(5))));
  await leader.step('reveal');
  await both(says('Uitkomst · Opgave 1'), async (page) => {
    await page.locator('summary').first().tap();
    await expect(page.getByText('Dit was uw antwoord: 2')).toHaveCount(1);
  });
  await leader.step('again');
  await both(says('Opnieuw scoren na het gesprek'));
  await last.page.getByRole('button', { name: 'Begin' }).tap();
  await expect(last.page.getByText('uw antwoord was 2')).toBeVisible();
  await leader.step('close');
  await expect(last.heading('De bijeenkomst is afgelopen')).toBeVisible();
  const back = await hall.phone(meeting);
  last.watch.forgive(NO_PLACE);
  await back.comeBack(code);
  await expect(back.heading('De bijeenkomst is afgelopen')).toBeVisible();
  const late = await hall.phone(meeting);
  late.watch.forgive(NO_PLACE);
  await late.page.goto(meeting.links.ambtenaar);
  await expect(late.page.getByText('Doe mee', { exact: true })).toHaveCount(0);
  await expect(late.page.getByRole('heading', { level: 1 })).toBeVisible();
  leader.leave();
});

test('somebody who was removed is told, and is back without doing anything when brought back', async ({ hall }) => {
  const meeting = await newMeeting({ opgaven: [1] });
  const leader = await Leader.of(meeting);
  const phone = await hall.joined(meeting, 'bewoner');
  phone.watch.forgive(NO_PLACE);
  await leader.step(['start', 'open']);
  await phone.begin();
  await phone.score([4]);
  await leader.change('Bewoner 01', { removed: true });
  await expect(phone.heading('U doet niet meer mee')).toBeVisible();
  await inspect(phone.page, { name: 'phone-removed', kind: 'phone' });
  await leader.change('Bewoner 01', { removed: false });
  await expect(phone.page.getByText('Punt 2 van 13')).toBeVisible({ timeout: 20_000 });
  await phone.tapAnswer(1);
  await phone.seesTick(1);
  expect((await phone.answersAtServer()).slice(0, 3)).toEqual([4, 1, undefined]);
  leader.leave();
});
