import { newMeeting } from './support/helper';
import { inspect } from './support/inspect';
import { Leader } from './support/leader';
import { opgave } from './support/numbers';
import type { Phone } from './support/people';
import { expect, test } from './support/test';
import { always, fill } from './support/voice';

const WHAT = 'De lampen bij de school worden gemaakt.\nOok in de <b>Fazantstraat</b>.';

test('what was agreed comes back the next time, and bewoners say on their phones whether they noticed', async ({
  hall,
}) => {
  test.slow();
  const before = await newMeeting({ opgaven: [1] });
  const due = new Date(Date.now() + 14 * 86_400_000).toISOString().slice(0, 10);

  await test.step('at the end of the first session everybody reads what was agreed, and what happens next', async () => {
    const leader = await Leader.of(before);
    const phone = await hall.joined(before, 'bewoner');
    const room = await fill(before, { bewoner: 4, wijkpartner: 0, ambtenaar: 3 });
    await leader.step(['start', 'open']);
    await Promise.all(room.bewoner.map((one) => one.score(always(1))));
    await Promise.all(room.ambtenaar.map((one) => one.score(always(5))));
    await leader.step('reveal');
    const [first] = opgave(await leader.snapshot(), 1).items;
    const agreement = { organisation: 'Woonbron', role: 'wijkbeheerder', due, level: 'operational' } as const;
    await leader.end(first?.id ?? '', {
      kind: 'agreement',
      reason: 'Hier begint iedereen over.',
      agreement: { what: WHAT, ...agreement, quick: true },
    });
    await expect(phone.page.getByText('Hier begint iedereen over.')).toBeVisible();
    await inspect(phone.page, { name: 'phone-noticed-1-outcome', kind: 'phone' });
    await leader.step('close', { leave: 'De tijd was om' });
    await expect(phone.heading('Dit spreken we af')).toBeVisible();
    await expect(phone.page.getByText(/geeft Woonbron antwoord/)).toBeVisible();
    await inspect(phone.page, { name: 'phone-noticed-2-closed', kind: 'phone' });
    leader.leave();
  });

  const meeting = await newMeeting({ opgaven: [2], gemeente: before.gemeente });
  const leader = await Leader.of(meeting);
  const anna = await hall.joined(meeting, 'bewoner');
  const bert = await hall.joined(meeting, 'ambtenaar');
  const { bewoner } = await fill(meeting, { bewoner: 5, wijkpartner: 0, ambtenaar: 0 });

  await test.step('it is read in the lobby already', async () => {
    await expect(anna.heading('Dit spraken we de vorige keer af')).toBeVisible();
    expect(await anna.page.locator('.agreed__what').innerText()).toBe(WHAT);
    await inspect(anna.page, { name: 'phone-noticed-3-lobby', kind: 'phone' });
  });

  await test.step('only bewoners are asked, and what they answer is in the database', async () => {
    await leader.step(['start', 'open']);
    await expect(bert.page.getByText('Deze vraag is voor bewoners.')).toBeVisible();
    await inspect(bert.page, { name: 'phone-noticed-4-not-asked', kind: 'phone' });
    await inspect(anna.page, { name: 'phone-noticed-5-opening', kind: 'phone' });
    await anna.page.getByRole('button', { name: 'Begin' }).tap();
    await answer(anna, 'Een beetje');
    await expect(anna.page.getByText(/^Uw antwoord: een beetje/)).toContainText('verstuurd');
    expect(await anna.answersAtServer(-1)).toEqual([2]);
    await inspect(anna.page, { name: 'phone-noticed-6-asked', kind: 'phone' });
    await Promise.all(bewoner.map((one, i) => one.score([i === 0 ? 1 : 3], -1)));
  });

  await test.step('after the reveal everybody sees the counts', async () => {
    await leader.step('reveal');
    for (const phone of [anna, bert]) {
      await expect(phone.page.locator('.noticed__count')).toHaveText([
        'Ja 4',
        'Een beetje 1',
        'Nee 1',
        'Weet ik niet 0',
      ]);
    }
    await expect(anna.page.getByText('Uw antwoord: een beetje')).toBeVisible();
    await inspect(anna.page, { name: 'phone-noticed-7-result', kind: 'phone' });
  });
  leader.leave();
});

async function answer(phone: Phone, words: string): Promise<void> {
  await phone.page.getByRole('radio', { name: words }).locator('..').tap();
}
