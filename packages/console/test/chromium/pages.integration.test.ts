import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { fillMarket, OPERATOR, SUSPENDED, TRADER } from '../support/market.ts';
import { type ConsoleService, startConsole } from '../support/service.ts';
import { hasChromium, logIn, useVisitors, visitAs } from '../support/visitors.ts';

const { visit } = useVisitors();
const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const DESK = { width: 1280, height: 900 };
const PHONE = { width: 390, height: 844 };

/** The routes of all pages: those of the navigation, and of one thing each. */
async function routesOf(page: Page): Promise<readonly string[]> {
  const links = await page.getByRole('navigation', { name: 'Pages' }).getByRole('link').all();
  const found = await Promise.all(links.map((link) => link.getAttribute('href')));
  return [...found.map(String), `#/users/${SUSPENDED}`, `#/users/${TRADER}`, '#/assets/BTC'];
}

/** Goes to a route, and waits until nothing is on its way. */
async function goTo(page: Page, route: string): Promise<void> {
  await page.evaluate(`location.hash = ${JSON.stringify(route)}`);
  await page.getByRole('heading', { level: 1 }).waitFor();
  await expect.poll(() => page.locator('.loading').count()).toBe(0);
}

/** By how many pixels the page is wider than its window. */
function overflowOf(page: Page): Promise<number> {
  return page.evaluate<number>('document.documentElement.scrollWidth - innerWidth');
}

/** What axe finds: the rules that are broken, and where. */
async function faultsOf(page: Page, rules?: readonly string[]): Promise<readonly string[]> {
  const options = { resultTypes: ['violations'], ...(rules !== undefined && { runOnly: rules }) };
  // The policy of the page allows no script of ours in it, and this is none: it runs beside the page.
  const run = `axe.run(document, ${JSON.stringify(options)}).then(({ violations }) =>
    violations.flatMap(({ id, nodes }) => nodes.map(({ target, failureSummary }) => id + ' at ' + target + ': ' + failureSummary)))`;
  return page.evaluate<string[]>(`${AXE};${run}`);
}

describe.skipIf(!hasChromium)('every page', () => {
  let service: ConsoleService;
  beforeAll(async () => {
    service = await startConsole();
    await fillMarket(service);
  });
  afterAll(() => service[Symbol.asyncDispose]());

  test.each([
    ['light', 'desk', DESK, undefined],
    ['light', 'phone', PHONE, undefined],
    // The theme changes the colours, and nothing else.
    ['dark', 'desk', DESK, ['color-contrast']],
    ['dark', 'phone', PHONE, ['color-contrast']],
  ] as const)('in the %s theme on a %s can be used by everybody, and fits', async (colorScheme, _, viewport, rules) => {
    const visitor = await visit(service.console, { colorScheme, viewport, reducedMotion: 'reduce' });
    const { page } = visitor;
    const faults: Record<string, readonly string[]> = {};
    const look = async (where: string): Promise<void> => {
      const found = [...(await faultsOf(page, rules))];
      const overflow = await overflowOf(page);
      if (overflow > 0) found.push(`${overflow} px too wide`);
      if (found.length > 0) faults[where] = found;
    };
    await look('login');
    await logIn(visitor, OPERATOR);
    for (const route of await routesOf(page)) {
      await goTo(page, route);
      await look(route);
    }
    expect(faults).toEqual({});
  });

  test('has a title of its own, one main heading, and one link that says where one is', async () => {
    const { page } = await visitAs(visit, service, OPERATOR);
    const titles = new Set<string>();
    const routes = (await routesOf(page)).filter((route) => route.split('/').length === 2);
    for (const route of routes) {
      await goTo(page, route);
      titles.add(await page.title());
      expect(await page.getByRole('heading', { level: 1 }).count()).toBe(1);
      expect(await page.locator('nav [aria-current=page]').count()).toBe(1);
    }
    expect(titles.size).toBe(routes.length);
  });

  test('of the service is none of a customer', async () => {
    const { page } = await visitAs(visit, service, TRADER);
    expect(await page.getByRole('link', { name: 'Users' }).count()).toBe(0);
    const before = service.asked.length;
    for (const route of ['#/users', `#/users/${OPERATOR}`, '#/events', '#/service']) await goTo(page, route);
    const asked = service.asked.slice(before).filter((what) => /\/v1\/(users|admin|prices)/.test(what));
    expect(asked).toEqual([]);
  });
});

// biome-ignore lint/suspicious/noTemplateCurlyInString: it is what an attacker writes.
const SCRIPT = '"><img src=x onerror=alert(1)><script>alert(2)</script>${alert(3)}{{alert(4)}}javascript:alert(5)';
const SHORT_SCRIPT = '<svg onload=alert(1)><script>alert(2)</script>';

describe.skipIf(!hasChromium)('what people have written', () => {
  test('is shown as text: no script in it runs, on any page', async () => {
    await using service = await startConsole();
    await fillMarket(service, { name: SHORT_SCRIPT.slice(0, 50), text: SCRIPT });
    const { page } = await visitAs(visit, service, OPERATOR);
    let seen = 0;
    for (const route of await routesOf(page)) {
      await goTo(page, route);
      seen += await page.getByText('alert(').count();
      expect(await page.locator('main script, main img, main svg[onload]').count()).toBe(0);
    }
    expect(seen).toBeGreaterThan(3);
    await page.getByRole('button', { name: 'Log out' }).click();
    const trader = await visitAs(visit, service, TRADER);
    for (const route of (await routesOf(trader.page)).slice(0, -3)) await goTo(trader.page, route);
  });

  test('fits, however long and in whatever direction it is written', async () => {
    await using service = await startConsole();
    const long = `${'W'.repeat(40)} ${'שלום עולם '.repeat(4)}`.slice(0, 50);
    await fillMarket(service, {
      name: long.trim(),
      text: `${'x'.repeat(200)} ${'مرحبا بالعالم '.repeat(15)}`.trim().slice(0, 300),
    });
    for (const viewport of [DESK, PHONE]) {
      const { page } = await visitAs(visit, service, OPERATOR, { viewport });
      for (const route of await routesOf(page)) {
        await goTo(page, route);
        expect(await overflowOf(page), `${route} at ${viewport.width}`).toBeLessThanOrEqual(0);
      }
    }
  });
});
