import { newMeeting } from './support/helper';
import { inspect } from './support/inspect';
import { focused, tabTo } from './support/keyboard';
import { unfold } from './support/numbers';
import { ANSWERS } from './support/people';
import { expect, test } from './support/test';
import { always, fill } from './support/voice';

test('every state of the phone, the cockpit and the scherm keeps the rules', async ({ hall }) => {
  test.slow();
  const meeting = await newMeeting();
  const phone = await hall.phone(meeting);
  const { page } = phone;

  await page.goto('/doe-mee');
  await inspect(page, { name: 'phone-1-code', kind: 'phone' });
  await phone.typeCode('12');
  await expect(page.getByRole('alert')).toBeVisible();
  await inspect(page, { name: 'phone-2-code-wrong', kind: 'phone' });
  await phone.typeCode(meeting.code);
  await expect(page.getByRole('radio')).toHaveCount(3);
  await inspect(page, { name: 'phone-3-group', kind: 'phone' });
  await page.goto('/doe-mee');
  await page.getByRole('button', { name: 'Ik heb een terugkomcode' }).tap();
  await inspect(page, { name: 'phone-4-return', kind: 'phone' });
  await page.goto(meeting.links.bewoner);
  await inspect(page, { name: 'phone-5-link', kind: 'phone' });
  await phone.joinByLink('bewoner');
  await page.goto(meeting.links.bewoner);
  await expect(page.getByText('U doet al mee als bewoner.')).toBeVisible();
  await inspect(page, { name: 'phone-6-already-in', kind: 'phone' });
  await page.getByRole('link', { name: 'Ga verder' }).tap();
  await phone.arrived();

  const cockpit = await hall.cockpit(meeting);
  const scherm = await hall.scherm(meeting);
  const room = await fill(meeting, { bewoner: 4, wijkpartner: 4, ambtenaar: 2 });
  const typed = await hall.phone(meeting);
  await typed.joinByCode('wijkpartner');
  await expect(scherm.page.getByText('5 binnen').first()).toBeVisible();
  await expect(cockpit.page.getByText('5 binnen').first()).toBeVisible();

  /** The same moment on the three screens. */
  const everywhere = async (moment: string) => {
    await inspect(page, { name: `phone-${moment}`, kind: 'phone' });
    await inspect(cockpit.page, { name: `cockpit-${moment}`, kind: 'page' });
    await inspect(scherm.page, { name: `scherm-${moment}`, kind: 'scherm' });
  };

  await everywhere('7-lobby');
  await inspect(typed.page, { name: 'phone-7-unconfirmed', kind: 'phone' });
  await page.getByRole('button', { name: 'Mijn gegevens' }).tap();
  await expect(page.getByRole('dialog')).toBeVisible();
  await inspect(page, { name: 'phone-7-my-data', kind: 'phone' });
  await page.getByRole('dialog').getByRole('button', { name: 'Sluiten' }).tap();

  await cockpit.press('Begin');
  await everywhere('8-begun');
  await cockpit.press('Open opgave 1');
  await expect(page.getByRole('button', { name: 'Begin' })).toBeVisible();
  await everywhere('9-open');

  await phone.begin();
  await inspect(page, { name: 'phone-10-punt', kind: 'phone' });
  await unfold(page);
  await inspect(page, { name: 'phone-10-punt-unfolded', kind: 'phone' });
  await phone.tapAnswer(4);
  await phone.seesTick(4);
  await inspect(page, { name: 'phone-11-answered', kind: 'phone' });
  await phone.score([4, 0, 1]);
  await page.getByRole('button', { name: 'Alle punten' }).tap();
  await inspect(page, { name: 'phone-12-list', kind: 'phone' });

  await Promise.all(room.bewoner.map((voice, i) => voice.score(i === 0 ? [1, 1] : always(1))));
  await unfold(cockpit.page);
  await cockpit.page.getByRole('button', { name: 'Klopt' }).waitFor();
  await expect(scherm.page.getByText('3 van 5 klaar')).toBeVisible();
  await everywhere('13-scoring');

  await cockpit.press('Pauze');
  await expect(phone.heading('Even pauze')).toBeVisible();
  await everywhere('14-paused');
  await cockpit.press('Ga verder');

  await Promise.all(room.wijkpartner.map((voice) => voice.score(always(5))));
  await Promise.all(room.ambtenaar.map((voice) => voice.score(always(3))));
  await page.getByRole('button', { name: /Ga verder met punt/ }).tap();
  await phone.score([1, 1, 1, 1, 1, 2, 1, 1, 1, 1]);
  await expect(phone.heading('Alles ingevuld')).toBeVisible();
  await inspect(page, { name: 'phone-15-all-done', kind: 'phone' });

  await cockpit.page.getByRole('button', { name: 'Toon de resultaten' }).click();
  await expect(cockpit.page.getByRole('dialog')).toBeVisible();
  await inspect(cockpit.page, { name: 'cockpit-15-asks', kind: 'page' });
  await cockpit.page.getByRole('dialog').getByRole('button', { name: 'Klopt' }).click();
  await cockpit.page.getByRole('dialog').getByRole('button', { name: 'Toon de resultaten' }).click();
  await phone.seesResults();
  await everywhere('16-revealed');
  await unfold(page);
  await unfold(cockpit.page);
  await inspect(page, { name: 'phone-17-unfolded', kind: 'phone' });
  await inspect(cockpit.page, { name: 'cockpit-17-unfolded', kind: 'page' });
  await scherm.page.goto(`${meeting.scherm}?donker`);
  await expect(scherm.page.getByRole('img').first()).toBeVisible();
  await inspect(scherm.page, { name: 'scherm-17-dark', kind: 'scherm' });

  await cockpit.page.waitForTimeout(1000);
  await cockpit.page.getByRole('button', { name: 'Sluit de bijeenkomst' }).click();
  await inspect(cockpit.page, { name: 'cockpit-18-asks', kind: 'page' });
  await cockpit.page.getByRole('dialog').getByRole('button', { name: 'Sluit de bijeenkomst' }).click();
  await expect(phone.heading('De bijeenkomst is afgelopen')).toBeVisible();
  await everywhere('19-closed');
});

test('the pages of the server keep the rules, and set no cookie', async ({ hall }) => {
  const meeting = await newMeeting();
  const phone = await hall.phone(meeting);
  phone.watch.forgive(/the server responded with a status of 404/);
  const pages = { start: '/', demo: '/demo', 'demo-in': '/demo/in/spelleider', privacy: '/privacy' };
  const others = { toegankelijkheid: '/toegankelijkheid', fout: '/bestaat-niet', 'fout-code': '/doe-mee/bestaat-niet' };
  for (const [name, address] of Object.entries({ ...pages, ...others })) {
    await phone.page.goto(address);
    await inspect(phone.page, { name: `page-${name}`, kind: 'phone' });
  }
  expect(await phone.context.cookies()).toEqual([]);

  const cockpit = await hall.cockpit(meeting);
  await cockpit.page.goto(`/${meeting.gemeente}/beheer`);
  await expect(cockpit.heading('Bijeenkomsten')).toBeVisible();
  await inspect(cockpit.page, { name: 'page-beheer', kind: 'page' });
});

test('each screen keeps one cookie at most, out of reach of scripts', async ({ hall }) => {
  const meeting = await newMeeting();
  const phone = await hall.joined(meeting, 'bewoner');
  const seats = {
    [`deelnemer-${meeting.gemeente}`]: phone,
    [`aanmelding-${meeting.gemeente}`]: await hall.cockpit(meeting),
  };
  for (const [name, seat] of Object.entries(seats)) {
    const cookies = await seat.context.cookies();
    expect(cookies.map((cookie) => cookie.name)).toEqual([name]);
    expect(cookies[0]).toMatchObject({ httpOnly: true, sameSite: 'Lax', path: '/' });
    expect(await seat.page.evaluate(() => document.cookie)).toBe('');
  }
  const scherm = await hall.scherm(meeting);
  expect(await scherm.context.cookies()).toEqual([]);
});

test('with the keyboard alone: join, score and show the results', async ({ hall }) => {
  const meeting = await newMeeting({ opgaven: [9] });
  const cockpit = await hall.cockpit(meeting);
  const { page } = await hall.phone(meeting, { viewport: { width: 320, height: 568 }, hasTouch: false });
  const press = async (where: typeof page, name: string) => {
    await tabTo(where, name);
    await where.keyboard.press('Enter');
  };

  await page.goto('/doe-mee');
  await tabTo(page, 'Naar de inhoud');
  await page.getByLabel('Code', { exact: true }).focus();
  await page.keyboard.type(meeting.code);
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { name: 'Doe mee' })).toBeFocused();
  await page.keyboard.press('Tab');
  await page.keyboard.press('Space');
  await expect(page.getByRole('radio', { name: /bewoner/i })).toBeChecked();
  await press(page, 'Doe mee');
  await expect(page.getByText('De spelleider begint zo')).toBeVisible();

  await press(cockpit.page, 'Begin');
  await expect(cockpit.page.getByRole('button', { name: 'Open opgave 9' })).toBeFocused();
  await cockpit.page.waitForTimeout(1000);
  await cockpit.page.keyboard.press('Enter');

  await press(page, 'Begin');
  const punten = (await page.getByText(/^Punt 1 van \d+$/).textContent())?.split(' ').pop();
  for (let punt = 1; punt <= Number(punten); punt += 1) {
    await expect(page.getByText(`Punt ${punt} van ${punten}`)).toBeVisible();
    await expect(page.locator('.punt h2')).toBeFocused();
    await tabTo(page, ANSWERS[1]);
    for (let times = 0; times < punt % 5; times += 1) await page.keyboard.press('ArrowDown');
    if (punt % 5 === 0) await page.keyboard.press('Space');
    await expect(page.getByText('Uw antwoord:')).toContainText('verstuurd');
    await press(page, 'Volgende');
  }
  await expect(page.getByRole('heading', { name: 'Alles ingevuld' })).toBeVisible();

  await expect(cockpit.page.getByText('Iedereen is klaar.')).toBeVisible();
  await cockpit.page.waitForTimeout(1000);
  await expect(cockpit.page.getByRole('button', { name: 'Toon de resultaten' })).toBeFocused();
  await cockpit.page.keyboard.press('Enter');
  await expect(page.getByText('Uitkomst · Opgave 9')).toBeVisible();
  expect((await focused(page)).name).not.toBe('');
  await page.keyboard.press('Tab');
  expect((await focused(page)).inSight).toBe(true);
});

test('forced colours keep the marks and the choice, and reduced motion keeps still', async ({ hall }) => {
  const meeting = await newMeeting();
  const cockpit = await hall.cockpit(meeting);
  const phone = await hall.joined(meeting, 'bewoner');
  await phone.page.emulateMedia({ reducedMotion: 'reduce', forcedColors: 'active' });
  expect(await phone.page.evaluate(() => document.getAnimations().length)).toBe(0);
  await cockpit.press('Begin');
  await cockpit.press('Open opgave 1');
  await phone.begin();
  await phone.tapAnswer(2);
  await phone.seesTick(2);
  expect(await phone.page.evaluate(() => document.getAnimations().length)).toBe(0);

  const looks = (value: 1 | 2) =>
    phone.page.getByRole('radio', { name: ANSWERS[value] }).evaluate((radio) => {
      const box = radio.nextElementSibling;
      if (box === null) throw new Error('a radio without its box');
      const { borderTopWidth, borderTopStyle, borderTopColor, backgroundColor } = getComputedStyle(box);
      return { borderTopWidth, borderTopStyle, borderTopColor, backgroundColor };
    });
  const [other, chosen] = [await looks(1), await looks(2)];
  expect(chosen).not.toEqual(other);
  expect(parseFloat(chosen.borderTopWidth)).toBeGreaterThanOrEqual(3);
  expect(other.borderTopStyle).toBe('solid');
  const mark = phone.page.locator('.wp-shape').first();
  const [fill, paper] = await mark.evaluate((svg) => [
    getComputedStyle(svg.firstElementChild ?? svg).fill,
    getComputedStyle(document.body).backgroundColor,
  ]);
  expect(fill).not.toBe(paper);
});
