// Takes a picture of every page, with the data of the demo, in both themes and on a desk and a phone. Needs a build and Chromium.
//
//     node packages/console/screenshots.js FOLDER
import { spawn } from 'node:child_process';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import process from 'node:process';
import { fileURLToPath } from 'node:url';
import { chromium } from 'playwright-core';
import { argumentsOfUser, findChromium } from './chromium.js';

const DEMO = fileURLToPath(new URL('../../examples/demo/dist/main.js', import.meta.url));
const THEMES = ['light', 'dark'];
const WINDOWS = { desk: { width: 1280, height: 860 }, phone: { width: 390, height: 844 } };
/** Prices and events have come by then, and plots are drawn. */
const SETTLED_MS = 2_500;

const [folder] = process.argv.slice(2);
if (folder === undefined) throw new Error('Say in which folder the pictures are to be.');
await mkdir(folder, { recursive: true });

const browser = await chromium.launch({
  executablePath: findChromium(),
  args: argumentsOfUser(),
});
const demo = spawn(process.execPath, [DEMO, '--console'], { stdio: ['ignore', 'pipe', 'inherit'] });
try {
  const { url, trader, operator } = await shown(demo.stdout);
  for (const theme of THEMES) {
    for (const [name, viewport] of Object.entries(WINDOWS)) {
      const place = (page) => join(folder, `${page}-${theme}-${name}.png`);
      await takeAll({ url, login: trader, theme, viewport, place, more: ['#/trade/ETH'] });
      await takeAll({ url, login: operator, theme, viewport, place, more: ['#/users/theo_trades', '#/assets/BTC'] });
    }
  }
} finally {
  demo.kill('SIGINT');
  await browser.close();
}

/** What the demo says once it serves. */
async function shown(output) {
  let text = '';
  for await (const piece of output) {
    text += piece;
    if (!text.includes('Ctrl-C')) continue;
    const [, url] = /(http:\S+\/console)/.exec(text);
    const [, trader, operator] = /(\S+ +\S+) {2}a trader\s+(\S+ +\S+) {2}the operator/.exec(text);
    return { url, trader: trader.split(/ +/), operator: operator.split(/ +/) };
  }
  throw new Error(`The demo has ended: ${text}`);
}

async function takeAll({ url, login: [username, password], theme, viewport, place, more }) {
  const page = await browser.newPage({ colorScheme: theme, viewport, deviceScaleFactor: 1 });
  await page.goto(url);
  await page.getByLabel('Username').fill(username);
  await page.screenshot({ path: place('login') });
  await page.getByLabel('Password').fill(password);
  await page.getByRole('button', { name: 'Log in' }).click();
  const links = page.getByRole('navigation', { name: 'Pages' }).getByRole('link');
  await links.first().waitFor();
  const routes = [];
  for (const link of await links.all()) routes.push(await link.getAttribute('href'));
  const taken = username.startsWith('olivia') ? routes.slice(4) : routes;
  for (const route of [...taken, ...more]) {
    await page.evaluate(`location.hash = ${JSON.stringify(route)}`);
    if (route.startsWith('#/trade/')) await fillTicket(page);
    await page.waitForTimeout(SETTLED_MS);
    await page.screenshot({ path: place(route.slice(2).replaceAll('/', '-')), fullPage: true });
  }
  await page.close();
}

async function fillTicket(page) {
  await page.getByLabel('Type').selectOption('LIMIT');
  await page.getByLabel('Quantity').fill('0.25');
  await page.getByLabel('Limit price').fill('2500');
}
