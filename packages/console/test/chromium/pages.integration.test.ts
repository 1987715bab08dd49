import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { fillMarket, OPERATOR, TRADER } from '../support/market.ts';
import { cutListsOf, DESK, goTo, overflowOf, PHONE, routesOf } from '../support/routes.ts';
import { type ConsoleService, startConsole } from '../support/service.ts';
import { hasChromium, logIn, useVisitors, visitAs } from '../support/visitors.ts';

const { visit } = useVisitors();
const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/** What axe finds: the rules that are broken, and where. It is half a megabyte, so a page gets it once. */
async function faultsOf(page: Page, rules?: readonly string[]): Promise<readonly string[]> {
  const options = { resultTypes: ['violations'], ...(rules !== undefined && { runOnly: rules }) };
  // The policy of the page allows no script of ours in it, and this is none: it runs beside the page.
  const run = `axe.run(document, ${JSON.stringify(options)}).then(({ violations }) =>
    violations.flatMap(({ id, nodes }) => nodes.map(({ target, failureSummary }) => id + ' at ' + target + ': ' + failureSummary)))`;
  if (!(await page.evaluate<boolean>('"axe" in window'))) await page.evaluate(AXE);
  return page.evaluate<string[]>(run);
}

describe.skipIf(!hasChromium)('every page', () => {
  let service: ConsoleService;
  beforeAll(async () => {
    service = await startConsole();
    await fillMarket(service);
  });
  afterAll(() => service[Symbol.asyncDispose]());

  test.each([
    ['desk', DESK],
    ['phone', PHONE],
  ] as const)('on a %s can be used by everybody in both themes, and fits', async (_, viewport) => {
    const visitor = await visit(service.console, { viewport, reducedMotion: 'reduce' });
    const { page } = visitor;
    const faults: Record<string, readonly string[]> = {};
    const look = async (where: string): Promise<void> => {
      await page.emulateMedia({ colorScheme: 'light' });
      const found = [...(await faultsOf(page))];
      await page.emulateMedia({ colorScheme: 'dark' });
      // The theme changes the colours, and nothing else.
      found.push(...(await faultsOf(page, ['color-contrast'])).map((fault) => `in the dark theme, ${fault}`));
      const overflow = await overflowOf(page);
      if (overflow > 0) found.push(`${overflow} px too wide`);
      found.push(...(await cutListsOf(page)).map((list) => `${list} is cut off at the side`));
      if (found.length > 0) faults[where] = found;
    };
    await look('login');
    await logIn(visitor, OPERATOR);
    for (const route of await routesOf(page)) {
      await goTo(page, route);
      await look(route);
      const here = await page.locator('nav [aria-current=page]').boundingBox();
      expect(here?.x, `the link to ${route}`).toBeGreaterThanOrEqual(0);
      expect((here?.x ?? 0) + (here?.width ?? 0), `the link to ${route}`).toBeLessThanOrEqual(viewport.width);
    }
    expect(faults).toEqual({});
  });

  test('fits on the narrowest screen, which a wide one is at 400 per cent', async () => {
    const visitor = await visit(service.console, { viewport: { width: 320, height: 256 } });
    const { page } = visitor;
    await logIn(visitor, OPERATOR);
    const wide: string[] = [];
    for (const route of await routesOf(page)) {
      await goTo(page, route);
      const overflow = await overflowOf(page);
      if (overflow > 0) wide.push(`${route} is ${overflow} px too wide`);
    }
    expect(wide).toEqual([]);
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
