import { newMeeting } from './support/helper';
import { ANSWERS, type Phone, type Value } from './support/people';
import {
  asSnapshot,
  counts,
  expectedCounts,
  expectedMeans,
  means,
  meansInTable,
  only,
  unfold,
} from './support/numbers';
import { expect, test } from './support/test';

/** What somebody of a group answers to the thirteen punten of opgave 1; people of one group differ a little. */
function opinion(group: 'bewoner' | 'wijkpartner' | 'ambtenaar', person: number): Value[] {
  const middle = { bewoner: [1, 2, 5, 3], wijkpartner: [3, 2, 5, 0], ambtenaar: [5, 2, 5, 4] }[group];
  return Array.from({ length: 13 }, (_, punt) => {
    const value = middle[punt % 4] ?? 3;
    return Math.min(5, value + (person === 1 && value > 0 && punt % 3 === 0 ? 1 : 0)) as Value;
  });
}

test('nine people, a spelleider and a scherm see the same numbers after the reveal', async ({ hall }) => {
  const meeting = await newMeeting();
  const [cockpit, scherm] = await Promise.all([hall.cockpit(meeting), hall.scherm(meeting)]);
  await expect(scherm.heading('Doe mee met uw telefoon')).toBeVisible();
  await expect(scherm.page.getByText(meeting.code.replace(/(\d{4})/, '$1 '))).toBeVisible();

  const people = await Promise.all(
    (['bewoner', 'wijkpartner', 'ambtenaar'] as const).flatMap((group) =>
      [0, 1, 2].map(async (person): Promise<[Phone, Value[]]> => {
        const phone = await hall.phone(meeting);
        const typed = group !== 'ambtenaar' && person === 2;
        await (typed ? phone.joinByCode(group) : phone.joinByLink(group));
        return [phone, opinion(group, person)];
      }),
    ),
  );
  const phones = people.map(([phone]) => phone);
  await expect(scherm.page.getByText('3 binnen')).toHaveCount(3);
  await expect(cockpit.page.getByText('3 binnen')).toHaveCount(3);

  await test.step('who typed the code as wijkpartner waits for the spelleider', async () => {
    const typed = phones[5] as Phone;
    const waiting = typed.page.getByText('De spelleider bevestigt u nog als wijkpartner.');
    await expect(waiting).toBeVisible();
    await expect(cockpit.heading('1 deelnemer bevestigen')).toBeVisible();
    await cockpit.page.getByRole('button', { name: 'Klopt' }).click();
    await expect(waiting).toBeHidden();
    await expect(cockpit.heading('1 deelnemer bevestigen')).toBeHidden();
  });

  await cockpit.press('Begin');
  await cockpit.press('Open opgave 1');
  await Promise.all(phones.map((phone) => phone.begin()));
  await expect(scherm.page.getByText('13 punten op uw telefoon. Herkent u dit?')).toBeVisible();

  await test.step('everybody scores, and sees that the answer was saved', async () => {
    await Promise.all(
      people.map(async ([phone, [first, ...rest]]) => {
        await phone.tapAnswer(first as Value);
        await phone.seesTick(first as Value);
        await expect(phone.page.getByRole('radio', { name: ANSWERS[first as Value] })).toBeChecked();
        await phone.next();
        await phone.score(rest);
      }),
    );
    for (const [phone, values] of people) {
      await phone.seesAllSent(values);
      expect(await phone.answersAtServer()).toEqual(values);
    }
    await expect(scherm.page.getByText('Iedereen is klaar')).toBeVisible();
    await expect(scherm.page.getByText('3 van 3 klaar')).toHaveCount(3);
    await expect(cockpit.page.getByText('3 van 3 klaar')).toHaveCount(3);
  });

  await cockpit.press('Toon de resultaten');
  await Promise.all(phones.map((phone) => phone.seesResults()));

  await test.step('nobody is shown a reveal before there is something to show', () => {
    for (const { watch } of hall.seats) {
      const first = (what: RegExp) => watch.frames.findIndex((frame) => what.test(frame));
      expect(first(/"published",/)).toBeGreaterThan(0);
      expect(first(/"published",/)).toBeLessThan(first(/"moved",.*"state":"revealed"/));
    }
  });

  await test.step('the same numbers everywhere', async () => {
    const snapshot = await cockpit.snapshot('facilitator');
    const expected = expectedMeans(snapshot);
    expect(Object.keys(expected)).toHaveLength(13);
    expect(snapshot.published.every((one) => one.groups.bewoner?.answered === 3)).toBe(true);
    const { page: folded } = phones[4] as Phone;
    await folded.locator('summary').first().tap();
    await folded.getByText('Toon als tabel').first().tap();
    await expect(folded.getByRole('table', { name: 'Gemiddelde per groep' }).first()).toBeVisible();
    for (const { page } of phones) {
      await unfold(page);
      expect(await means(page)).toEqual(expected);
    }
    const first = phones[0] as Phone;
    await expect(first.page.getByRole('table', { name: 'Gemiddelde per groep' })).toHaveCount(13);

    await unfold(cockpit.page);
    await expect.poll(() => means(cockpit.page)).toEqual(expected);
    expect(await counts(cockpit.page)).toEqual(expectedCounts(snapshot));

    const everything = asSnapshot(await cockpit.taken('json'), snapshot);
    expect(expectedMeans(everything)).toEqual(expected);
    expect(expectedCounts(everything)).toEqual(expectedCounts(snapshot));
    expect(meansInTable(await cockpit.taken('csv'))).toEqual(expected);

    const shown = await means(scherm.page);
    const numbers = Object.keys(shown);
    expect(numbers.length).toBeGreaterThan(0);
    expect(shown).toEqual(only(expected, numbers));
  });

  await test.step('the end is the same for all', async () => {
    await cockpit.press('Sluit de bijeenkomst', true);
    await Promise.all(phones.map((phone) => expect(phone.heading('De bijeenkomst is afgelopen')).toBeVisible()));
    await expect(scherm.page.getByText(/^Dank u wel voor het meedoen/)).toBeVisible();
    const last = phones[8] as Phone;
    await unfold(last.page);
    expect(await means(last.page)).toEqual(expectedMeans(await cockpit.snapshot('facilitator')));
  });
});
