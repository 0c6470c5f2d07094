import { newMeeting } from './support/helper';
import { expectedMeans, means, meansInTable, only, TOO_FEW, unfold } from './support/numbers';
import { expect, test } from './support/test';
import { always, fill, Voice } from './support/voice';

test('two ambtenaren are too few: what they answered is on no screen and on no line', async ({ hall }) => {
  const meeting = await newMeeting();
  const cockpit = await hall.cockpit(meeting);
  const scherm = await hall.scherm(meeting);
  const bewoner = await hall.joined(meeting, 'bewoner');
  const ambtenaar = await hall.joined(meeting, 'ambtenaar');
  const room = await fill(meeting, { bewoner: 2, wijkpartner: 3, ambtenaar: 0 });
  const other = await Voice.join(meeting, 'ambtenaar');
  await cockpit.press('Begin');
  await cockpit.press('Open opgave 1');

  // Nobody else answers 4 or 5, so 4.5 can only be the mean of the two ambtenaren.
  await Promise.all([...room.bewoner, ...room.wijkpartner].map((voice) => voice.score(always(2))));
  await other.score(always(4));
  await bewoner.begin();
  await bewoner.score(always(2));
  await ambtenaar.begin();
  await ambtenaar.score(always(5));
  await expect(scherm.page.getByText('Iedereen is klaar')).toBeVisible();
  await cockpit.press('Toon de resultaten');

  const expected = expectedMeans(await cockpit.snapshot('facilitator'));
  for (const rows of Object.values(expected)) {
    expect(rows).toEqual([
      ['bewoners', '2,0', '0', '3 van 3'],
      ['wijkpartners', '2,0', '0', '3 van 3'],
      ['ambtenaren', TOO_FEW],
    ]);
  }

  expect(meansInTable(await cockpit.taken('csv'))).toEqual(expected);
  expect(await cockpit.taken('json')).not.toMatch(/\b4\.5\b/);

  for (const seat of [bewoner, ambtenaar, cockpit, scherm]) {
    await expect(seat.page.getByText(/punten (denken|weet)|geen duidelijk verschil|Te weinig/).first()).toBeVisible();
    await unfold(seat.page);
    await expect(async () => {
      const shown = await means(seat.page);
      expect(Object.keys(shown).length).toBeGreaterThan(0);
      expect(shown).toEqual(only(expected, Object.keys(shown)));
    }).toPass();
    const source = await seat.page.content();
    expect(source).toContain(TOO_FEW);
    expect(source).not.toMatch(/>4,5</);

    const heard = await seat.watch.everything();
    expect(heard).toContain('"published"');
    expect(heard).not.toMatch(/\b4\.5\b/);
    expect(heard).not.toMatch(/\[0,0,0,0,1,1\]/);
    for (const [group] of heard.matchAll(/"ambtenaar":\{[^}]*"answered"[^}]*\}/g)) {
      expect(JSON.parse(`{${group}}`)).toEqual({
        ambtenaar: { answered: null, counts: null, mean: null, agreement: null },
      });
    }
    expect(heard).toMatch(/"ambtenaar":\{[^}]*"answered"/);
  }
});
