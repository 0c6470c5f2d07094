import { newMeeting, URL_OF_SERVER } from './support/helper';
import { Seat } from './support/people';
import { expect, test } from './support/test';

test('a newcomer runs a whole session alone, from one page', async ({ hall }) => {
  const { page } = await hall.seat(Seat, await newMeeting(), { viewport: { width: 1280, height: 800 } });
  await page.goto('/');
  await expect(page).toHaveURL(`${URL_OF_SERVER}/demo`);
  await expect(page.getByRole('heading', { name: 'Probeer een bijeenkomst' })).toBeVisible();

  const opens = async (press: () => Promise<void>) => {
    const [tab] = await Promise.all([page.waitForEvent('popup'), press()]);
    return tab;
  };
  const scherm = await opens(() => page.getByRole('link', { name: 'Open het scherm' }).click());
  await expect(scherm.getByRole('heading', { name: 'Doe mee met uw telefoon' })).toBeVisible();
  const cockpit = await opens(() => page.getByRole('button', { name: /Leid de bijeenkomst/ }).click());
  await expect(cockpit.getByRole('button', { name: 'Begin' })).toBeVisible();
  const phone = await opens(() => page.getByRole('link', { name: 'Doe mee als bewoner' }).click());
  await phone.getByRole('button', { name: 'Doe mee' }).click();
  await expect(phone.getByText('De spelleider begint zo')).toBeVisible();

  await test.step('the room fills by itself', async () => {
    await page.getByRole('button', { name: 'Laat proefdeelnemers meedoen' }).click();
    await expect(page.getByText(/De proefdeelnemers (doen mee|komen eraan)/)).toBeVisible();
    await expect(page.getByRole('button', { name: 'Wis de proef en begin opnieuw' })).toBeVisible();
    await expect(scherm.getByText('13 binnen')).toBeVisible();
    for (const count of ['Bewoners13 binnen', 'Wijkpartners6 binnen', 'Ambtenaren8 binnen']) {
      await expect(cockpit.getByRole('listitem').filter({ hasText: count })).toBeVisible();
    }
    for (const tab of [scherm, cockpit]) await expect(tab.getByText('Proefsessie')).toBeVisible();
    await expect(phone.getByText('Proefsessie')).toBeVisible();
  });

  const step = async (name: string, then: string) => {
    await cockpit.getByRole('button', { name }).click();
    await expect(cockpit.getByRole('button', { name: then })).toBeVisible();
  };
  await step('Begin', 'Begin met de afspraken van de vorige keer');
  await step('Meteen naar opgave 1', 'Toon de resultaten');
  await expect(scherm.getByText('6 van 6 klaar')).toBeVisible({ timeout: 60_000 });
  await expect(scherm.getByText('8 van 8 klaar')).toBeVisible({ timeout: 60_000 });

  await test.step('and the reveal shows where the groups differ', async () => {
    await cockpit.getByRole('button', { name: 'Toon de resultaten' }).click();
    const dialog = cockpit.getByRole('dialog', { name: /^Nog \d+ deelnemers? (is|zijn) bezig. Toch tonen\?$/ });
    await dialog.getByRole('button', { name: 'Toon de resultaten' }).click();
    await expect(scherm.getByText('Opgave 1: Veel verschillende bewoners bereiken')).toBeVisible();
    await expect(phone.getByText('Uitkomst · Opgave 1')).toBeVisible();
    await expect(cockpit.getByRole('button', { name: 'Volgende opgave: 3' })).toBeVisible();
    await expect(scherm.getByRole('heading', { level: 1 })).toHaveText(
      /^(Over|Bij) \d+ van de 13 punten|^Wij zien geen/,
    );
  });

  await test.step('wiping the rehearsal begins again', async () => {
    await page.getByRole('button', { name: 'Wis de proef en begin opnieuw' }).click();
    await expect(page.getByRole('button', { name: 'Laat proefdeelnemers meedoen' })).toBeVisible();
    await expect(cockpit.getByRole('button', { name: 'Begin' })).toBeVisible();
    await expect(scherm.getByText('1 binnen')).toBeVisible();
    await expect(cockpit.getByText('Proefsessie')).toBeHidden();
  });
});
