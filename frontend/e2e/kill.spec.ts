import { freezeServer, killServer, newMeeting, startServer } from './support/helper';
import type { Value } from './support/people';
import { expect, test } from './support/test';
import { NO_LINE } from './support/watch';

const VALUES: Value[] = [4, 2, 0, 5, 1, 3, 4, 4, 2, 5, 0, 1, 3];
const BEFORE = 4;
const FROZEN = 6;
const DURING = 8;

test('a server that is killed in the middle of scoring loses no answer', async ({ hall }) => {
  const meeting = await newMeeting();
  const cockpit = await hall.cockpit(meeting);
  const scherm = await hall.scherm(meeting);
  const phones = [await hall.joined(meeting, 'bewoner'), await hall.joined(meeting, 'ambtenaar')];
  const silent = await hall.joined(meeting, 'wijkpartner');
  for (const { watch } of hall.seats) watch.forgive(NO_LINE);
  await cockpit.press('Begin');
  await cockpit.press('Open opgave 1');
  await Promise.all(phones.map((phone) => phone.begin()));
  await Promise.all(phones.map((phone) => phone.score(VALUES.slice(0, BEFORE))));
  for (const phone of phones) await expect.poll(() => phone.answersAtServer().then(given)).toBe(BEFORE);

  await test.step('what was sent and not acknowledged has no tick', async () => {
    await freezeServer();
    await Promise.all(phones.map((phone) => phone.score(VALUES.slice(BEFORE, FROZEN))));
    for (const phone of phones) {
      await phone.page.getByRole('button', { name: 'Vorige' }).tap();
      await expect(phone.answerLine(VALUES[FROZEN - 1] as Value)).toContainText('bewaard op uw telefoon');
      await phone.next();
    }
    await killServer();
  });

  await test.step('without the server people go on, and are told whose fault it is', async () => {
    await Promise.all(phones.map((phone) => phone.score(VALUES.slice(FROZEN, DURING))));
    for (const phone of phones) {
      await phone.page.getByRole('button', { name: 'Vorige' }).tap();
      await expect(phone.answerLine(VALUES[DURING - 1] as Value)).toContainText('bewaard op uw telefoon');
      await expect(phone.page.getByText('De server antwoordt niet. Dit ligt niet aan u').first()).toBeVisible();
      await phone.next();
    }
    await expect(scherm.page.getByText(/^Scherm zonder verbinding sinds \d\d:\d\d$/)).toBeVisible();
    await expect(scherm.page.getByText('13 punten op uw telefoon.')).toBeVisible();
    const reveal = cockpit.page.getByRole('button', { name: 'Toon de resultaten' });
    await expect(reveal).toHaveAttribute('aria-disabled', 'true');
    await expect(reveal).toHaveAccessibleDescription(/Er is geen verbinding/);
  });

  await test.step('with the server back, all goes on by itself', async () => {
    await startServer();
    for (const phone of phones) await expect.poll(() => phone.answersAtServer().then(given)).toBe(DURING);
    await Promise.all(phones.map((phone) => phone.score(VALUES.slice(DURING))));
    for (const phone of phones) {
      await phone.seesAllSent(VALUES);
      expect(await phone.answersAtServer()).toEqual(VALUES);
    }
    await expect(scherm.page.getByText(/Scherm zonder verbinding/)).toBeHidden();
    await expect(scherm.page.getByText('1 van 1 klaar')).toHaveCount(2);
    await expect(silent.heading(/Veel verschillende bewoners/)).toBeVisible();
    await expect(cockpit.page.getByText('Verbonden met de server')).toBeVisible();
    await cockpit.press('Toon de resultaten', true);
    await Promise.all(phones.map((phone) => phone.seesResults()));
  });
});

function given(answers: (number | undefined)[]): number {
  return answers.filter((answer) => answer !== undefined).length;
}
