import { defineConfig } from '@playwright/test';

// Started by tests/browser, which serves and says where: see tests/browser/playing.py.
const { WIJK_URL, WIJK_CHROMIUM, WIJK_CHROMIUM_ENV = '{}' } = process.env;
const surroundings = Object.entries(process.env).filter((entry): entry is [string, string] => entry[1] !== undefined);

export default defineConfig({
  testDir: 'e2e',
  fullyParallel: true,
  workers: 2,
  timeout: 90_000,
  expect: { timeout: 15_000 },
  forbidOnly: true,
  reporter: [['list', { printSteps: false }]],
  use: {
    ...(WIJK_URL === undefined ? {} : { baseURL: WIJK_URL }),
    locale: 'nl-NL',
    timezoneId: 'Europe/Amsterdam',
    actionTimeout: 15_000,
    screenshot: 'only-on-failure',
    launchOptions: {
      ...(WIJK_CHROMIUM === undefined ? {} : { executablePath: WIJK_CHROMIUM }),
      env: { ...Object.fromEntries(surroundings), ...(JSON.parse(WIJK_CHROMIUM_ENV) as Record<string, string>) },
      chromiumSandbox: false,
      args: [
        '--disable-gpu',
        '--disable-quic',
        '--no-first-run',
        '--disable-background-networking',
        '--disable-component-update',
        '--disable-sync',
      ],
    },
  },
});
