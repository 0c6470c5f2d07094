import type { Page } from '@playwright/test';
import { newMeeting } from './support/helper';
import { inspect } from './support/inspect';
import { focused, tabTo } from './support/keyboard';
import { Leader } from './support/leader';
import { unfold } from './support/numbers';
import { ANSWERS, type Value } from './support/people';
import { expect, test } from './support/test';
import { always, fill } from './support/voice';

test('joining keeps the rules, in every state', async ({ hall }) => {
  const meeting = await newMeeting();
  const phone = await hall.phone(meeting);
  const { page } = phone;
  const look = (name: string) => inspect(page, { name: `phone-${name}`, kind: 'phone' });

  await page.goto('/doe-mee');
  await look('1-code');
  await phone.typeCode('12');
  await expect(page.getByRole('alert')).toBeVisible();
  await look('2-code-wrong');
  await phone.typeCode(meeting.code);
  await expect(page.getByRole('radio')).toHaveCount(3);
  await look('3-group');
  await page.goto('/doe-mee');
  await page.getByRole('button', { name: 'Ik heb een terugkomcode' }).tap();
  await look('4-return');
  await page.goto(meeting.links.bewoner);
  await look('5-link');
  await phone.joinByLink('bewoner');
  await page.goto(meeting.links.bewoner);
  await expect(page.getByText('U doet al mee als bewoner.')).toBeVisible();
  await look('6-already-in');
});

// The same evening twice, so that two browsers can look at it at the same time.
for (const screens of [['phone'], ['cockpit', 'scherm']]) {
  test(`an evening keeps the rules, in every state: ${screens.join(' and ')}`, async ({ hall }) => {
    test.slow();
    const meeting = await newMeeting();
    const phone = await hall.joined(meeting, 'bewoner');
    const cockpit = await hall.cockpit(meeting);
    const scherm = await hall.scherm(meeting);
    const kinds = [
      { screen: 'phone', seat: phone, kind: 'phone' },
      { screen: 'cockpit', seat: cockpit, kind: 'page' },
      { screen: 'scherm', seat: scherm, kind: 'scherm' },
    ] as const;
    /** Look at the screens of this evening, or at those named. */
    const look = async (moment: string, ...only: string[]) => {
      for (const { screen, seat, kind } of kinds) {
        if (!screens.includes(screen) || (only.length > 0 && !only.includes(screen))) continue;
        await inspect(seat.page, { name: `${screen}-${moment}`, kind });
      }
    };

    const room = await fill(meeting, { bewoner: 4, wijkpartner: 4, ambtenaar: 2 });
    const typed = await hall.phone(meeting);
    await typed.joinByCode('wijkpartner');
    await expect(scherm.page.getByText('5 binnen').first()).toBeVisible();
    await expect(cockpit.page.getByText('5 binnen').first()).toBeVisible();
    await look('7-lobby');
    if (screens.includes('phone')) await inspect(typed.page, { name: 'phone-7-unconfirmed', kind: 'phone' });
    await phone.page.getByRole('button', { name: 'Mijn gegevens' }).tap();
    await expect(phone.page.getByRole('dialog')).toBeVisible();
    await look('7-my-data', 'phone');
    await phone.page.getByRole('dialog').getByRole('button', { name: 'Sluiten' }).tap();

    await cockpit.press('Begin');
    await look('8-begun');
    await cockpit.press('Open opgave 1');
    await expect(phone.page.getByRole('button', { name: 'Begin' })).toBeVisible();
    await look('9-open');

    await phone.begin();
    await look('10-punt', 'phone');
    await unfold(phone.page);
    await look('10-punt-unfolded', 'phone');
    await phone.tapAnswer(4);
    await phone.seesTick(4);
    await look('11-answered', 'phone');
    await phone.score([4, 0, 1]);
    await phone.page.getByRole('button', { name: 'Alle punten' }).tap();
    await look('12-list', 'phone');

    await Promise.all(room.bewoner.map((voice, i) => voice.score(i === 0 ? [1, 1] : always(1))));
    await unfold(cockpit.page);
    await cockpit.page.getByRole('button', { name: 'Klopt' }).waitFor();
    await expect(scherm.page.getByText('3 van 5 klaar')).toBeVisible();
    await look('13-scoring', 'cockpit', 'scherm');

    await cockpit.press('Pauze');
    await expect(phone.heading('Even pauze')).toBeVisible();
    await look('14-paused');
    await cockpit.press('Ga verder');

    await Promise.all(room.wijkpartner.map((voice) => voice.score(always(5))));
    await Promise.all(room.ambtenaar.map((voice) => voice.score(always(3))));
    await phone.page.getByRole('button', { name: /Ga verder met punt/ }).tap();
    await phone.score([1, 1, 1, 1, 1, 2, 1, 1, 1, 1]);
    await expect(phone.heading('Alles ingevuld')).toBeVisible();
    await look('15-all-done', 'phone');

    await cockpit.page.getByRole('button', { name: 'Toon de resultaten' }).click();
    const asks = cockpit.page.getByRole('dialog');
    await expect(asks).toBeVisible();
    await look('15-asks', 'cockpit');
    await asks.getByRole('button', { name: 'Klopt' }).click();
    await asks.getByRole('button', { name: 'Toon de resultaten' }).click();
    await phone.seesResults();
    await look('16-revealed');
    await unfold(phone.page);
    await unfold(cockpit.page);
    await look('17-unfolded', 'phone', 'cockpit');
    if (screens.includes('scherm')) {
      const dark = await hall.scherm(meeting);
      await dark.page.goto(`${meeting.scherm}?donker`);
      for (const [button, view, seen] of [
        [/^Op het scherm punt/, 'punt', '.one-punt'],
        [/^Lijsten$/, 'lists', '.lists-page'],
        [/^Plattegrond$/, 'floor-plan', '.floor-page'],
        [/^Alle opgaven tot nu toe$/, 'overall', '.lists-page__opgave'],
        [/^Uitkomst$/, 'results', '.reveal'],
      ] as const) {
        await cockpit.page.getByRole('button', { name: button }).first().click();
        await expect(scherm.page.locator(seen).first()).toBeVisible();
        await expect(dark.page.locator(seen).first()).toBeVisible();
        await look(`17-${view}`, 'scherm');
        await inspect(dark.page, { name: `scherm-17-${view}-dark`, kind: 'scherm' });
      }
    }

    await cockpit.page.getByRole('button', { name: 'Sluit de bijeenkomst' }).click();
    await expect(asks).toBeVisible();
    await look('18-asks', 'cockpit');
    await cockpit.confirm('Sluit de bijeenkomst');
    await expect(phone.heading('De bijeenkomst is afgelopen')).toBeVisible();
    await look('19-closed');
  });
}

test('on a small phone the punt and all six answers are in sight at once, for every punt', async ({ hall }) => {
  const meeting = await newMeeting();
  const cockpit = await hall.cockpit(meeting);
  const phone = await hall.phone(meeting, { viewport: { width: 360, height: 640 } });
  await phone.joinByCode('wijkpartner');
  await cockpit.press('Begin');
  await cockpit.press('Open opgave 1');
  await phone.begin();
  for (let punt = 1; punt <= 13; punt += 1) {
    await expect(phone.page.getByText(`Punt ${punt} van 13`)).toBeVisible();
    const { text, boxes } = await lookAtPunt(phone.page);
    expect.soft(text, `the text of punt ${punt} is in sight`).toBe(true);
    expect.soft(boxes.length).toBe(6);
    for (const box of boxes) {
      expect.soft(box, `punt ${punt}, ${box.name}`).toMatchObject({ covered: false, cut: false });
      expect.soft(box.height, `punt ${punt}, ${box.name} is high enough`).toBeGreaterThanOrEqual(48);
      expect.soft(box.away, `punt ${punt}, ${box.name} keeps its distance`).toBeGreaterThanOrEqual(6);
    }
    expect.soft(await inSight(phone.page, 'Bespreek dit'), `'bespreek dit' of punt ${punt} is in sight`).toBe(true);
    await phone.tapAnswer(((punt % 5) + 1) as Value);
    await phone.next();
  }
});

/** A button stands whole in the window, with nothing over it. */
async function inSight(page: Page, name: string): Promise<boolean> {
  return page.getByRole('button', { name }).evaluate((button) => {
    const { left, top, bottom, width } = button.getBoundingClientRect();
    const over = [top + 4, bottom - 4].map((y) => document.elementFromPoint(left + width / 2, y));
    return top >= 0 && bottom <= innerHeight && over.every((one) => button.contains(one));
  });
}

/** The text of a punt and its answers as they stand in the window: cut off, under something else, too low, too close. */
async function lookAtPunt(page: Page) {
  return page.evaluate(() => {
    const shown = (x: number, y: number, one: Element) => {
      const there = document.elementFromPoint(x, y);
      return there !== null && one.contains(there);
    };
    const text = document.querySelector('.punt h2');
    if (text === null) throw new Error('no punt');
    const above = text.getBoundingClientRect();
    let before = -Infinity;
    const boxes = [...document.querySelectorAll('.wp-scale__choice')].map((one) => {
      const { left, top, bottom, height, width } = one.getBoundingClientRect();
      const corners = [
        [left + 4, top + 4],
        [left + width / 2, bottom - 2],
      ] as const;
      const away = top - before;
      before = bottom;
      const cut = top < 0 || bottom > innerHeight;
      return { name: one.textContent, cut, covered: !corners.every(([x, y]) => shown(x, y, one)), height, away };
    });
    return { text: above.top >= 0 && shown(above.left + 4, above.top + 4, text), boxes };
  });
}

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

test('what a gemeente looks back on keeps the rules, and the tile of a session that runs is live', async ({ hall }) => {
  test.slow();
  const meeting = await newMeeting();
  const leader = await Leader.of(meeting);
  const room = await fill(meeting, { bewoner: 4, wijkpartner: 3, ambtenaar: 4 });
  await leader.step('start');
  await leader.step('open', { opgave: 1 });
  const desk = await hall.beheerder(meeting);
  const { page } = desk;
  const home = `/${meeting.gemeente}/beheer`;
  const look = (name: string) => inspect(page, { name: `page-${name}`, kind: 'page' });
  await page.goto(`${home}/overzicht`);
  await expect(page.getByText(/^nu bezig: opgave 1 van/)).toBeVisible();
  await look('overzicht-live');
  await leader.step('pause');
  await expect(page.getByText(/^pauze: opgave 1 van/)).toBeVisible({ timeout: 15_000 });
  await leader.step('resume');
  await Promise.all([...room.bewoner, ...room.wijkpartner].map((voice) => voice.score(always(2))));
  await Promise.all(room.ambtenaar.map((voice) => voice.score(always(5))));
  await leader.step('reveal');
  await leader.step('close');
  await expect(page.getByRole('heading', { name: 'Nu bezig' })).toBeHidden({ timeout: 15_000 });

  await page.goto(`${home}/overzicht`);
  await look('overzicht');
  await page
    .getByRole('link', { name: /, opgave 1: \d/ })
    .first()
    .click();
  await expect(page).toHaveURL(/\/beheer\/wijken\/[0-9a-f-]+#opgave-1$/);
  await expect(page.getByRole('img', { name: /^Plattegrond: bewoners kansen benut/ })).toBeVisible();
  await look('wijk');
  await page.emulateMedia({ forcedColors: 'active' });
  await expect(page.locator('.wp-wijk .wp-chart').first()).toHaveCSS('background-color', 'rgb(255, 255, 255)');
  await page.emulateMedia({ forcedColors: 'none' });
  await page.goto(`${home}/sessies/${meeting.session}/rapport`);
  await look('rapport');
  await page.getByRole('link', { name: 'Bekijk elk punt apart' }).click();
  await expect(page.getByRole('img', { name: /^bewoners gemiddeld/ }).first()).toBeVisible();
  const people = page.getByRole('img', { name: /^bewoners 1: / }).first();
  await expect(people).toBeHidden();
  await page.locator('.wp-punt__people > summary').first().press('Enter');
  await expect(people).toBeVisible();
  await look('punten');
  await page.getByLabel('Welke punten').selectOption('sterk');
  await page.getByRole('button', { name: 'Toon' }).click();
  await expect(page.getByText('Er is geen punt dat hierbij past.')).toBeVisible();
  await expect(page).toHaveURL(/\/punten\?opgave=&welke=sterk&tekst=$/);
  await page.goto(`${home}/collegas`);
  await look('collegas');
});

test('the desk of the beheerder keeps the rules, in every state', async ({ hall }) => {
  const meeting = await newMeeting();
  const stranger = await hall.phone(meeting);
  await stranger.page.goto(`/${meeting.gemeente}/beheer/mensen`);
  await expect(stranger.heading('Inloggen')).toBeVisible();
  await inspect(stranger.page, { name: 'page-inloggen', kind: 'phone' });
  await stranger.page.getByLabel('Uw e-mailadres').fill('kees@x.example');
  await stranger.page.getByRole('button', { name: 'Stuur mij een link' }).tap();
  await expect(stranger.page.getByRole('status')).toBeFocused();
  await inspect(stranger.page, { name: 'page-inloggen-sent', kind: 'phone' });

  const desk = await hall.beheerder(meeting);
  desk.watch.forgive(/the server responded with a status of (400|409)/);
  const { page } = desk;
  const look = (name: string) => inspect(page, { name: `page-${name}`, kind: 'page' });
  const press = (name: string | RegExp) => page.getByRole('button', { name }).click();
  await page.goto(`/${meeting.gemeente}/beheer/mensen`);
  await look('mensen');
  await page.getByLabel('Rol van Spelleider', { exact: true }).selectOption('wijkpartner');
  await press('Bewaar de rol van Spelleider');
  await expect(page.getByRole('alert')).toBeFocused();
  await look('mens-wrong');
  await page.getByRole('link', { name: 'Verwijder Spelleider' }).click();
  await look('mens-verwijderen');
  await press('Ja, verwijder');
  await expect(page.getByText('Spelleider is verwijderd en kan niet meer inloggen.')).toBeVisible();
  await look('mensen-removed');
  await page.getByRole('link', { name: 'Weer toelaten: Spelleider' }).click();
  await look('mens-toelaten');
  await press('Ja, laat weer toe');
  await expect(page.getByText('Spelleider mag weer inloggen.')).toBeVisible();

  await page.goto(`/${meeting.gemeente}/beheer/instellingen`);
  await look('instellingen');
  const other = await desk.context.newPage();
  await other.goto(`/${meeting.gemeente}/beheer/instellingen`);
  await other.getByLabel('Woord voor wijk').selectOption('dorp');
  await expect(other.getByText('thuis in het dorp')).toBeVisible();
  await other.getByRole('button', { name: 'Bewaar de instellingen' }).click();
  await expect(other.getByText('De instellingen zijn bewaard.')).toBeVisible();
  await page.getByLabel('Kleinste groep').fill('2');
  await page.getByLabel('Kleur van de gemeente').fill('#ffcc00');
  await press('Bewaar de instellingen');
  await expect(page.getByRole('alert')).toBeFocused();
  await look('instellingen-wrong');
  await page.getByLabel('Kleur van de gemeente').fill('#7a1f2b');
  await press('Bewaar de instellingen');
  await expect(page.getByText('Iemand anders was u voor')).toBeVisible();
  await look('instellingen-conflict');
  await press('Bewaar de instellingen');
  await expect(page.getByText('De instellingen zijn bewaard.')).toBeVisible();
  await expect(page.getByRole('button', { name: 'Bewaar de instellingen' })).toHaveCSS(
    'background-color',
    'rgb(122, 31, 43)',
  );
  await look('instellingen-saved');
});

test('the desk of the beheerder works without JavaScript', async ({ hall }) => {
  const meeting = await newMeeting();
  const desk = await hall.beheerder(meeting, { javaScriptEnabled: false });
  const { page } = desk;
  await page.goto(`/${meeting.gemeente}/beheer/instellingen`);
  await page.getByLabel('Woord voor wijk').selectOption('gebied');
  await page.getByRole('button', { name: 'Bekijk een voorbeeld' }).click();
  await expect(page.getByText('thuis in het gebied')).toBeVisible();
  await page.getByRole('button', { name: 'Bewaar de instellingen' }).click();
  await expect(page.getByText('De instellingen zijn bewaard.')).toBeVisible();
  await page.goto(`/${meeting.gemeente}/beheer/mensen`);
  await page.getByLabel('Rol van Spelleider', { exact: true }).selectOption('inkijker');
  await page.getByRole('button', { name: 'Bewaar de rol van Spelleider' }).click();
  await expect(page.getByText('Spelleider is nu inkijker.')).toBeVisible();
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
  await expect(page.getByRole('heading', { name: 'Een avond in de wijk' })).toBeFocused();
  await page.keyboard.press('Tab');
  await expect(page.getByLabel('Taal')).toBeFocused();
  await page.keyboard.press('Tab');
  await page.keyboard.press('Space');
  await expect(page.getByRole('radio', { name: /bewoner/i })).toBeChecked();
  await press(page, 'Doe mee');
  await expect(page.getByText('De spelleider begint zo')).toBeVisible();

  await press(cockpit.page, 'Begin');
  const open = cockpit.page.getByRole('button', { name: 'Open opgave 9' });
  await expect(open).toBeFocused();
  await expect(open).toBeEnabled();
  await cockpit.page.keyboard.press('Enter');

  await expect(page.getByRole('button', { name: 'Begin' })).toBeVisible();
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

  await expect(cockpit.page.getByText(/^Iedereen is klaar, maar er zijn te weinig antwoorden/)).toBeVisible();
  await expect(cockpit.page.getByRole('button', { name: 'Toon de resultaten' })).toBeFocused();
  await cockpit.page.keyboard.press('Enter');
  await expect(
    cockpit.page.getByRole('dialog', { name: 'Er zijn te weinig antwoorden om te tonen. Toch tonen?' }),
  ).toBeVisible();
  await press(cockpit.page, 'Toon de resultaten');
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
