// How soon a page can be used on an old phone: node throttled.js ADDRESS COOKIES [times]
//
// The middle of some cold loads, as JSON. The phone is that of Lighthouse's mobile setting: a processor four times as
// slow, 1.6 Mbit/s and 150 ms away. Usable: all that the page needs came, and the largest thing on it was drawn.
import { chromium } from '@playwright/test';

const [address, Cookie, times = '5'] = process.argv.slice(2);
const LINE = { offline: false, latency: 150, downloadThroughput: 204_800, uploadThroughput: 96_000 };
const browser = await chromium.launch({
  ...(process.env.WIJK_CHROMIUM ? { executablePath: process.env.WIJK_CHROMIUM } : {}),
  chromiumSandbox: false,
  args: ['--disable-gpu', '--no-first-run', '--disable-background-networking'],
});
const loads = [];
for (let turn = 0; turn < Number(times); turn += 1) loads.push(await load());
await browser.close();
loads.sort((one, other) => one.usable - other.usable);
console.log(JSON.stringify(loads[Math.floor(loads.length / 2)]));

async function load() {
  const phone = { viewport: { width: 360, height: 740 }, isMobile: true, hasTouch: true };
  const context = await browser.newContext({ ...phone, extraHTTPHeaders: { Cookie } });
  const page = await context.newPage();
  const tools = await context.newCDPSession(page);
  await tools.send('Network.enable');
  await tools.send('Network.emulateNetworkConditions', LINE);
  await tools.send('Emulation.setCPUThrottlingRate', { rate: 4 });
  let bytes = 0;
  tools.on('Network.loadingFinished', ({ encodedDataLength }) => (bytes += encodedDataLength));
  const answer = await page.goto(address, { waitUntil: 'load' });
  if (answer?.status() !== 200) throw new Error(`${address}: ${answer?.status()}`);
  const usable = await page.evaluate(
    () =>
      new Promise((resolve) => {
        new PerformanceObserver((list) => {
          const drawn = Math.max(...list.getEntries().map((one) => one.startTime));
          resolve(Math.max(drawn, performance.getEntriesByType('navigation')[0].loadEventStart));
        }).observe({ type: 'largest-contentful-paint', buffered: true });
      }),
  );
  await context.close();
  return { usable: Math.round(usable), kilobytes: Math.round(bytes / 1000) };
}
