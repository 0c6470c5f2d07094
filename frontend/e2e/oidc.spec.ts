import type { Browser, Page } from '@playwright/test';
import { newOwnSignIn, type OwnSignIn, URL_OF_SERVER } from './support/helper';
import { inspect } from './support/inspect';
import { expect, test } from './support/test';
import { Watch } from './support/watch';

/** A browser of somebody's own; it may go to our server and to the provider, and has nothing to complain about. */
async function atDesk(browser: Browser, { issuer, signIn }: OwnSignIn, known: boolean) {
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 } });
  const watch = new Watch(context);
  if (known) await context.addCookies([{ ...signIn, url: URL_OF_SERVER, httpOnly: true, sameSite: 'Lax' }]);
  const page = await context.newPage();
  const leave = async () => {
    await context.close();
    expect.soft(watch.complaints, 'what the browser complained about').toEqual([]);
    expect.soft(watch.foreignHosts.filter((host) => host !== issuer)).toEqual([]);
  };
  return { page, watch, leave };
}

async function atProvider(page: Page, issuer: string, name: string): Promise<void> {
  await page.waitForURL(`${issuer}/login/**`);
  await page.getByLabel('Uw naam').fill(name);
  await page.getByRole('button', { name: 'Log in' }).click();
}

test('a beheerder sets the own sign-in up, and an ambtenaar comes in by it', async ({ browser }) => {
  const own = await newOwnSignIn();
  const { gemeente, issuer } = own;
  const boss = await atDesk(browser, own, true);
  boss.watch.forgive(/status of 400|favicon/);
  const look = (name: string, page = boss.page) => inspect(page, { name: `inlog-${name}`, kind: 'page' });

  await test.step('the check button says what is wrong', async () => {
    await boss.page.goto(`/${gemeente}/beheer/inlog`);
    await look('1-leeg');
    await boss.page.getByLabel('Adres van uw inlog').fill('https://inloggen.elders.example');
    await boss.page.getByRole('button', { name: 'Controleer dit adres' }).click();
    await expect(boss.page.getByRole('status')).toBeFocused();
    await expect(boss.page.getByText('inloggen.elders.example is nog niet toegelaten.')).toBeVisible();
    await look('2-niet-goed');
  });

  await test.step('and what is right', async () => {
    await boss.page.getByLabel('Adres van uw inlog').fill(issuer);
    await boss.page.getByRole('button', { name: 'Controleer dit adres' }).click();
    await expect(boss.page.getByRole('heading', { name: 'Dit adres klopt' })).toBeVisible();
    await expect(boss.page.getByText('PKCE met S256 staat aan.')).toBeVisible();
    await look('3-goed');
  });

  await test.step('what is missing is said at its field', async () => {
    await boss.page.getByRole('button', { name: 'Bewaar' }).click();
    await expect(boss.page.getByRole('alert')).toBeFocused();
    await look('4-mist-iets');
    await boss.page.getByLabel('Client-ID').fill(own.client.id);
    await boss.page.getByLabel('Client secret').fill(own.client.secret);
    await boss.page.getByLabel('Claim met groepen of rollen').fill('groups');
    await boss.page.getByLabel('Welke groep krijgt welke rol?').fill('wp-spel = spelleider');
    await boss.page.getByRole('button', { name: 'Bewaar' }).click();
    await expect(boss.page.getByText('De gegevens van uw inlog zijn bewaard.')).toBeVisible();
    await expect(boss.page.getByLabel('Client secret')).toHaveValue('');
    await look('5-bewaard');
  });

  await test.step('the beheerder links the own account, and then closes the other way', async () => {
    await boss.page.getByRole('link', { name: 'Mijn inlog' }).click();
    await look('6-koppel');
    await boss.page.getByRole('link', { name: 'Koppel mijn inlog' }).click();
    await atProvider(boss.page, issuer, 'baas');
    await expect(boss.page.getByText('Uw inlog is gekoppeld.')).toBeVisible();
    await look('7-gekoppeld');
    await boss.page.getByRole('link', { name: 'Eigen inlog' }).click();
    await boss.page.getByLabel('Alleen deze inlog').check();
    await boss.page.getByRole('button', { name: 'Bewaar' }).click();
    await expect(boss.page.getByText('De gegevens van uw inlog zijn bewaard.')).toBeVisible();
  });
  await boss.leave();

  const els = await atDesk(browser, own, false);
  els.watch.forgive(/status of 404/);
  await test.step('an ambtenaar signs in on the page of the provider', async () => {
    await els.page.goto(`/${gemeente}/beheer`);
    await look('8-inloggen', els.page);
    await els.page.getByRole('link', { name: 'Inloggen via Voorbeeldstad' }).click();
    await atProvider(els.page, issuer, 'els');
    await expect(els.page).toHaveURL(`/${gemeente}/beheer`);
    await expect(els.page.getByText('Els de Vries (spelleider)')).toBeVisible();
  });

  await test.step('signs out, and is told that the provider knows nothing of it', async () => {
    await els.page.getByRole('button', { name: 'Afmelden' }).click();
    await expect(els.page.getByText('Bij uw gemeente bent u misschien nog aangemeld.')).toBeVisible();
    await look('9-afgemeld', els.page);
    await els.page.goto(`/${gemeente}/beheer`);
    await expect(els.page).toHaveURL(/\/inloggen\?verder=/);
  });

  await test.step('and signs in again: the provider remembers', async () => {
    await els.page.getByRole('link', { name: 'Inloggen via Voorbeeldstad' }).click();
    await expect(els.page.getByText('Els de Vries (spelleider)')).toBeVisible();
  });

  await test.step('an answer that was used already opens nothing', async () => {
    await els.page.goto(`/${gemeente}/inlog/terug?code=used&state=used`);
    await expect(els.page.getByText('al gebruikt of verlopen')).toBeVisible();
    await els.page.context().clearCookies({ name: own.signIn.name });
    await els.page.goto(`/${gemeente}/inlog/terug?code=used&state=used`);
    await look('10-mislukt', els.page);
  });
  await els.leave();
});
