import type { Locator } from '@playwright/test';
import { newMeeting } from './support/helper';
import { inspect } from './support/inspect';
import { opgave } from './support/numbers';
import type { Cockpit, Value } from './support/people';
import { expect, test } from './support/test';
import { fill } from './support/voice';

type Group = 'bewoner' | 'wijkpartner' | 'ambtenaar';

/** Bewoners and ambtenaren really differ about the first two punten; about the others everybody says the same. */
function opinion(group: Group): Value[] {
  const first: Value = group === 'bewoner' ? 1 : 5;
  return Array.from({ length: 13 }, (_, punt) => (punt < 2 ? first : 3));
}

/** The line of a punt on the cockpit, in the first list that it stands in. */
const lineOf = ({ page }: Cockpit, number: number): Locator =>
  page
    .locator('.results__line')
    .filter({ hasText: new RegExp(`^\\s*(Opgave \\d+: .*)?${number} `) })
    .first();

const chosen = async (cockpit: Cockpit) => {
  const { discussion } = await cockpit.snapshot('facilitator');
  return Object.fromEntries(discussion.filter((one) => one.choice).map((one) => [one.item, one.choice]));
};

test('a spelleider chooses what the room talks about and what the scherm shows; everybody who leads sees it', async ({
  hall,
}) => {
  test.slow();
  const meeting = await newMeeting();
  const cockpit = await hall.cockpit(meeting);
  const second = await hall.cockpit(meeting);
  const groups: Group[] = ['bewoner', 'bewoner', 'wijkpartner', 'wijkpartner', 'ambtenaar', 'ambtenaar'];
  const phones = await Promise.all(groups.map((group) => hall.joined(meeting, group)));
  const room = await fill(meeting, { bewoner: 10, wijkpartner: 2, ambtenaar: 6 });
  await cockpit.press('Begin');
  await cockpit.press('Open opgave 1');
  const { items } = opgave(await cockpit.snapshot('facilitator'), 1);
  const [found, other, , , asked, plain] = items;
  if (!found || !other || !asked || !plain) throw new Error('too few punten');

  await Promise.all(
    phones.map(async (phone, i) => {
      await phone.begin();
      await phone.score(opinion(groups[i] as Group));
    }),
  );
  for (const [group, voices] of Object.entries(room)) {
    for (const voice of voices) await voice.score(opinion(group as Group));
  }
  for (const voice of room.bewoner.slice(0, 4)) await voice.propose(4);
  await cockpit.press('Toon de resultaten');

  await test.step('the lists say what was found, and what people ask for', async () => {
    await expect(cockpit.heading('2 groepen verschillen')).toBeVisible();
    await expect(lineOf(cockpit, found.number)).toContainText('Bewoners herkennen dit helemaal niet');
    const proposed = cockpit.page.locator('.results__list--proposed');
    await expect(proposed.getByRole('heading', { name: '1 bespreek dit' })).toBeVisible();
    await expect(proposed).toContainText(asked.text);
    await expect(proposed).toContainText('4 mensen willen dit bespreken');
    await inspect(cockpit.page, { name: 'cockpit-points-1-lists', kind: 'page' });
  });

  await test.step('one punt goes to the scherm, and comes off it', async () => {
    await lineOf(cockpit, found.number)
      .getByRole('button', { name: /^Op het scherm/ })
      .click();
    await expect(lineOf(cockpit, found.number)).toContainText('Nu op het scherm');
    await expect(cockpit.page.getByText(`Op het scherm: punt ${found.number}`, { exact: true })).toBeVisible();
    await expect(lineOf(second, found.number)).toContainText('Nu op het scherm');
    expect((await cockpit.snapshot('facilitator')).current.item).toBe(found.id);
    await lineOf(second, found.number)
      .getByRole('button', { name: /^Van het scherm af/ })
      .click();
    await expect(cockpit.page.getByText('Op het scherm: de uitkomst', { exact: true })).toBeVisible();
    await cockpit.page.getByRole('button', { name: 'Lijsten', exact: true }).click();
    await expect(second.page.getByText('Op het scherm: de lijsten', { exact: true })).toBeVisible();
  });

  await test.step('one is pinned, one skipped, one added', async () => {
    await lineOf(cockpit, asked.number)
      .getByRole('button', { name: /^Vastzetten/ })
      .click();
    await expect(lineOf(cockpit, asked.number)).toContainText('Vastgezet');
    await lineOf(cockpit, other.number)
      .getByRole('button', { name: /^Overslaan/ })
      .click();
    await expect(lineOf(cockpit, other.number)).toContainText('Overgeslagen');
    await cockpit.page.getByText(/zonder bijzonderheden$/).click();
    await lineOf(cockpit, plain.number)
      .getByRole('button', { name: /^Toevoegen/ })
      .click();
    await expect(lineOf(cockpit, plain.number)).toContainText('Toegevoegd door de spelleider');
    expect(await chosen(cockpit)).toEqual({ [asked.id]: 'pin', [other.id]: 'skip', [plain.id]: 'add' });
  });

  await test.step('the order for the conversation is the same after a reload and for who leads as well', async () => {
    await cockpit.page.reload();
    for (const seat of [cockpit, second]) {
      await seat.page.getByRole('button', { name: 'Wat bespreken we?' }).click();
      const points = seat.page.locator('.conversation__points .results__punt strong');
      await expect(points).toHaveText([asked, plain, found].map((item) => String(item.number)));
      await seat.page.getByText('1 punt overgeslagen').click();
      await expect(lineOf(seat, other.number)).toContainText('Overgeslagen');
      await seat.page.getByText('Wie koos wat').click();
      const who = seat.page.locator('.who-chose li');
      await expect(who).toHaveCount(3);
      await expect(who.first()).toHaveText(
        new RegExp(`^Punt ${asked.number}: vastgezet door .+, \\d\\d\\.\\d\\d uur$`),
      );
    }
    await inspect(cockpit.page, { name: 'cockpit-points-2-conversation', kind: 'page' });
  });

  await test.step('what was skipped comes back, here and there', async () => {
    await lineOf(cockpit, other.number)
      .getByRole('button', { name: /^Terugzetten/ })
      .click();
    await expect(second.page.locator('.conversation__points > li')).toHaveCount(4);
    await expect(second.page.locator('.who-chose li')).toHaveCount(4);
  });

  await test.step('the next step takes one click, and all opgaven stay in reach', async () => {
    await cockpit.press('Volgende opgave: 3');
    await cockpit.page.getByRole('button', { name: 'Alle opgaven', exact: true }).click();
    await expect(cockpit.heading('2 groepen verschillen')).toBeVisible();
    await expect(lineOf(cockpit, asked.number)).toContainText('Opgave 1: ');
    await cockpit.press('Sluit de bijeenkomst', true);
    await expect(cockpit.heading('De bijeenkomst is gesloten')).toBeVisible();
    const link = cockpit.page.getByRole('link', { name: 'tabel (CSV)' });
    const table = await cockpit.context.request.get((await link.getAttribute('href')) ?? '');
    expect(table.headers()['content-type']).toContain('text/csv');
    expect(await table.text()).toContain(found.text);
    await inspect(cockpit.page, { name: 'cockpit-points-3-closed', kind: 'page' });
  });
});
