import type { Page } from '@playwright/test';
import { newMeeting } from './support/helper';
import { inspect } from './support/inspect';
import { withoutSockets } from './support/line';
import { opgave, unfold } from './support/numbers';
import type { Seat } from './support/people';
import { expect, test } from './support/test';
import { always, fill } from './support/voice';
import { NO_LINE, NO_PLACE } from './support/watch';

test('the room asks for punten: bad lines lose nothing, nothing travels too early, small counts never', async ({
  hall,
}) => {
  test.slow();
  const meeting = await newMeeting();
  const cockpit = await hall.cockpit(meeting);
  const scherm = await hall.scherm(meeting);
  const [anna, bert, carla, dirk] = await Promise.all([
    hall.joined(meeting, 'bewoner'),
    hall.joined(meeting, 'bewoner'),
    hall.joined(meeting, 'bewoner'),
    hall.joined(meeting, 'bewoner'),
  ]);
  const room = await fill(meeting, { bewoner: 0, wijkpartner: 4, ambtenaar: 3 });
  await cockpit.press('Begin');
  await cockpit.press('Open opgave 1');
  for (const phone of [anna, bert, carla, dirk]) await phone.begin();

  await test.step('one asks, and sees that it stands in the database', async () => {
    await anna.tapAnswer(4);
    await anna.propose();
    await expect(anna.toggle).toHaveAttribute('aria-pressed', 'true');
    await expect(anna.proposal).toContainText('verstuurd');
    expect(await anna.proposedAtServer()).toEqual([1]);
    await inspect(anna.page, { name: 'phone-propose-1-pressed', kind: 'phone' });
  });

  await test.step('one loses the internet, asks, and is heard when it is back', async () => {
    bert.watch.forgive(NO_LINE);
    await bert.tapAnswer(3);
    await bert.seesTick(3);
    await bert.cut();
    await bert.propose();
    await expect(bert.proposal).toContainText('bewaard op uw telefoon');
    await bert.mend();
    await expect(bert.proposal).toContainText('verstuurd');
    expect(await bert.proposedAtServer()).toEqual([1]);
  });

  await test.step('one switches to another punt, and finds it again after a reload', async () => {
    await carla.tapAnswer(5);
    await carla.next();
    await carla.propose();
    await expect(carla.proposal).toContainText('verstuurd');
    await carla.page.getByRole('button', { name: 'Vorige' }).tap();
    await carla.propose();
    const question = carla.page.getByRole('group', { name: 'U had al punt 2 gekozen. Wisselen?' });
    await expect(question.getByRole('button', { name: 'Ja, wissel' })).toBeFocused();
    await inspect(carla.page, { name: 'phone-propose-2-asks', kind: 'phone' });
    await carla.page.waitForTimeout(DOUBLE_TAP);
    await question.getByRole('button', { name: 'Ja, wissel' }).tap();
    await expect(carla.proposal).toContainText('verstuurd');
    expect(await carla.proposedAtServer()).toEqual([1]);
    await carla.page.reload();
    await expect(carla.toggle).toHaveAttribute('aria-pressed', 'true');
  });

  await test.step('on another phone, with the terugkomcode, it stands there as well', async () => {
    const other = await hall.phone(meeting);
    anna.watch.forgive(NO_PLACE);
    await other.comeBack(await anna.returnCode());
    await other.page.getByRole('button', { name: 'Vorige' }).tap();
    await expect(other.toggle).toHaveAttribute('aria-pressed', 'true');
  });

  await test.step('one asks without internet, and comes back after the reveal', async () => {
    dirk.watch.forgive(NO_LINE);
    await dirk.tapAnswer(2);
    await dirk.seesTick(2);
    await dirk.next();
    await dirk.next();
    await dirk.cut();
    await dirk.propose();
    await expect(dirk.proposal).toContainText('bewaard op uw telefoon');
  });

  // Punt 1: three phones and two voices. Punt 2: two voices, which is too few. Punt 4: three voices.
  const voices = [...room.wijkpartner, ...room.ambtenaar];
  await Promise.all(voices.map((voice) => voice.score(always(3))));
  for (const [i, place] of [0, 0, 1, 1, 3, 3, 3].entries()) await voices[i]?.propose(place);

  await test.step('before the reveal nobody hears of it, but of the own wish', async () => {
    const own = `["${opgave(await cockpit.snapshot('facilitator'), 1).items[0]?.id}"]`;
    for (const seat of [cockpit, scherm, bert, dirk]) expect(await heardOf(seat)).toEqual(['[]']);
    expect(await heardOf(carla)).toEqual(['[]', own].sort());
    for (const seat of hall.seats) expect(await seat.watch.everything()).not.toMatch(/^42\["(published|discussion)"/m);
  });

  await cockpit.press('Toon de resultaten', true);
  await bert.seesResults();

  await test.step('from the smallest group up the count is shown, on the phone as in the interface', async () => {
    const { published, opgaven } = await cockpit.snapshot('facilitator');
    const items = opgaven.flatMap((one) => one.items);
    const counts = published.map(({ item, proposed }) => [items.find(({ id }) => id === item)?.number, proposed]);
    const shown = Object.fromEntries(counts.filter(([, proposed]) => proposed !== null)) as Record<string, number>;
    expect(shown).toEqual({ 1: 5, 4: 3 });
    for (const phone of [bert, carla]) {
      await unfold(phone.page);
      expect(await asked(phone.page)).toEqual({
        1: '5 mensen willen dit bespreken',
        4: '3 mensen willen dit bespreken',
      });
      await expect(phone.page.getByText('Dit wilde u bespreken')).toHaveCount(1);
    }
    expect(await bert.watch.everything()).not.toMatch(/"proposed":2\b/);
    await inspect(bert.page, { name: 'phone-propose-3-results', kind: 'phone' });
  });

  await test.step('what comes too late says so, and changes no count', async () => {
    await dirk.mend();
    await expect(dirk.page.getByText(/^Punt 3: uw keuze om te bespreken telt niet meer mee/)).toBeVisible();
    expect(await dirk.proposedAtServer()).toEqual([]);
    await unfold(dirk.page);
    expect(Object.keys(await asked(dirk.page))).toEqual(['1', '4']);
  });

  await test.step('at the end the points to talk about stand first', async () => {
    await cockpit.press('Sluit de bijeenkomst', true);
    await expect(bert.heading('De bijeenkomst is afgelopen')).toBeVisible();
    const { discussion, opgaven } = await bert.snapshot('participant');
    const items = opgaven.flatMap((one) => one.items);
    await expect(bert.page.locator('.found').first().locator('h2')).toHaveText(
      `Punten om te bespreken: ${discussion.length}`,
    );
    const numbers = await bert.page.locator('.found').first().locator('.folded__number').allTextContents();
    const order = discussion.map(({ item }) => String(items.find(({ id }) => id === item)?.number));
    expect(numbers).toEqual(order.slice(0, numbers.length));
    expect(numbers[0]).toBe('1');
    await unfold(bert.page);
    await inspect(bert.page, { name: 'phone-propose-4-closed', kind: 'phone' });
  });
});

test('a network without sockets brings it as well', async ({ hall }) => {
  const meeting = await newMeeting();
  const cockpit = await hall.cockpit(meeting);
  const phone = await hall.joined(meeting, 'bewoner');
  await cockpit.press('Begin');
  await cockpit.press('Open opgave 1');
  await withoutSockets(phone);
  await phone.begin();
  await phone.tapAnswer(4);
  await phone.propose();
  await expect(phone.proposal).toContainText('verstuurd', { timeout: 15_000 });
  expect(await phone.proposedAtServer()).toEqual([1]);
  await phone.seesTick(4);
});

test('it comes in later than the answers, and moves none of them', async ({ hall }) => {
  const meeting = await newMeeting();
  const cockpit = await hall.cockpit(meeting);
  const phone = await hall.phone(meeting, { viewport: { width: 360, height: 640 } });
  let arrive: () => void = () => undefined;
  const late = new Promise<void>((resolve) => {
    arrive = resolve;
  });
  await phone.context.route(/\/Propose-[^/]*\.js$/, async (route) => {
    await late;
    await route.continue();
  });
  await phone.joinByLink('bewoner');
  await cockpit.press('Begin');
  await cockpit.press('Open opgave 1');
  await phone.begin();
  const before = await boxes(phone.page);
  expect(before).toHaveLength(7);
  await expect(phone.page.getByRole('button', { name: 'Bespreek dit' })).toHaveCount(0);
  await phone.tapAnswer(4);
  await phone.seesTick(4);
  arrive();
  await expect(phone.page.getByRole('button', { name: 'Bespreek dit' })).toBeVisible();
  expect(await boxes(phone.page)).toEqual(before);
});

/** A tap within this time of the one before is taken for the same. */
const DOUBLE_TAP = 700;

/** Everything that somebody's browser heard under the name of 'bespreek dit', each once. */
async function heardOf(seat: Seat): Promise<string[]> {
  const heard = await seat.watch.everything();
  const said = [...heard.matchAll(/"proposed":\s*(\[[^\]]*\]|[^,}]*)/g)].map(([, value]) => value ?? '');
  return [...new Set(said)].sort();
}

/** Per number of a punt: what stands there about who asks for it. */
async function asked(page: Page): Promise<Record<string, string>> {
  const found = await page.locator('.asked__count').evaluateAll((all) =>
    all.map((one) => {
      const row = one.closest('li');
      const number = row?.querySelector('.folded__number, .difference__number')?.textContent ?? '';
      return [number, one.textContent] as const;
    }),
  );
  return Object.fromEntries(found);
}

/** Where the answers stand, and what explains them below. */
async function boxes(page: Page): Promise<number[]> {
  return page
    .locator('.wp-scale__choice, .punt__more')
    .evaluateAll((all) => all.map((one) => Math.round(one.getBoundingClientRect().top)));
}
