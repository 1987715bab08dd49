import { createServer } from 'node:http';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { fillMarket, OPERATOR, TRADER } from '../support/market.ts';
import { type ConsoleService, PASSWORD, startConsole } from '../support/service.ts';
import { hasChromium, logIn, useVisitors, visitAs } from '../support/visitors.ts';

const { visit } = useVisitors();

const ROUTES = [
  '#/nothing',
  '#//',
  '#/%',
  '#/%E0%A4%A',
  '#/users/%00',
  '#/users/..%2F..%2Fv1%2Fme',
  '#/users/<img src=x onerror=alert(1)>',
  '#/assets/%3Cscript%3Ealert(1)%3C%2Fscript%3E',
  '#/assets/__proto__',
  '#/users/constructor',
  '#/assets/..%2f..%2fusers%2falice_01%2fsuspend',
  '#/orders/javascript:alert(1)',
  `#/users/${'x'.repeat(3_000)}`,
  '#/users/\u202Ealice_01',
  `#/portfolio/${'/a'.repeat(500)}`,
];

describe.skipIf(!hasChromium)('the page holds', () => {
  let service: ConsoleService;
  beforeAll(async () => {
    service = await startConsole();
    await fillMarket(service);
  });
  afterAll(() => service[Symbol.asyncDispose]());

  test('at whatever route a link leads to', async () => {
    const { page } = await visitAs(visit, service, OPERATOR);
    const before = service.asked.length;
    for (const route of ROUTES) {
      await page.evaluate(`location.hash = ${JSON.stringify(route)}`);
      await page.getByRole('heading', { level: 1 }).waitFor();
      await expect.poll(() => page.locator('.loading').count()).toBe(0);
      const overflow = await page.evaluate<number>('document.documentElement.scrollWidth - innerWidth');
      expect(overflow, route).toBeLessThanOrEqual(0);
      await page.getByRole('link', { name: 'Portfolio' }).click();
      await page.getByRole('heading', { level: 1, name: 'Portfolio' }).waitFor();
    }
    // What stands in a route is never more than one part of the address that is asked, and only read.
    const sent = service.asked.slice(before).filter((asked) => !asked.endsWith('.svg'));
    for (const asked of sent)
      expect(asked).toMatch(/^GET \/v1\/(me|portfolio|orders|assets|analytics|users|events|admin|prices|rates)\b/);
  });

  test('in no frame, and opened by no other page', async () => {
    const outside = createServer((_, reply) => {
      reply.setHeader('content-type', 'text/html');
      reply.end(`<iframe src="${service.console}/"></iframe>`);
    });
    await new Promise<void>((resolve) => outside.listen(0, '127.0.0.1', resolve));
    const address = outside.address();
    const port = typeof address === 'object' && address !== null ? address.port : 0;
    try {
      const visitor = await visit(service.console);
      const around = await visitor.page.context().newPage();
      await around.goto(`http://127.0.0.1:${port}/`);
      const [frame] = around.frames().slice(1);
      expect(frame?.url()).toMatch(/^chrome-error:/);
    } finally {
      outside.close();
    }
  });

  test('and its policy forbids what a script in it would do', async () => {
    const visitor = await visitAs(visit, service, TRADER);
    await visitor.page.evaluate(`
      document.createElement('div').append('x');
      try { document.createElement('div').innerHTML = '<b>x</b>'; } catch {}
      fetch('http://127.0.0.2:9/').catch(() => undefined);
      const image = document.createElement('img');
      image.src = 'http://127.0.0.2:9/x.png';
      const inline = document.createElement('script');
      try { inline.text = 'alert(1)'; } catch {}
      const style = document.createElement('style');
      style.append('body { display: none }');
      document.body.append(image, style);
    `);
    for (const directive of ['TrustedHTML', 'TrustedScript', 'connect-src', 'img-src', 'style-src'])
      await expect.poll(() => visitor.wrongs.join('\n')).toContain(directive);
    visitor.forgive();
  });
});

describe.skipIf(!hasChromium)('an API that replies with garbage', () => {
  const GARBAGE: readonly (readonly [what: string, reply: () => Response])[] = [
    ['HTML of a proxy', () => new Response('<html><script>alert(1)</script>502</html>', { status: 502 })],
    ['nothing', () => new Response(null, { status: 204 })],
    [
      'half of a JSON text',
      () => new Response('{"items":[{"orderId":', { headers: { 'content-type': 'application/json' } }),
    ],
    ['null', () => Response.json(null)],
    ['a number', () => Response.json(7)],
    ['a list', () => Response.json([])],
    ['an empty object', () => Response.json({})],
    [
      'other types',
      () => Response.json({ items: 7, totalPortfolioValue: {}, cash: 'x', assetBalances: null, days: 'y' }),
    ],
    ['a problem without its parts', () => Response.json({ code: 7 }, { status: 500 })],
    [
      'too many requests',
      () =>
        Response.json(
          { code: 'RATE_LIMITED', status: 429, detail: 'too many requests', retryable: true },
          { status: 429, headers: { 'retry-after': '1' } },
        ),
    ],
  ];

  test('does the page no harm, and it goes on', async () => {
    await using service = await startConsole();
    await service.register(TRADER);
    const visitor = await visit(service.console);
    const { page } = visitor;
    for (const [index, [what, reply]] of GARBAGE.entries()) {
      service.answerWith = ({ url }) => (/\/v1\/(sessions|events)|\/console/.test(url) ? undefined : reply());
      await logIn(visitor, TRADER);
      await page.getByRole('heading', { level: 1 }).waitFor();
      await expect.poll(() => page.locator('.loading').count()).toBe(0);
      service.answerWith = undefined;
      for (const button of await page.getByRole('button', { name: 'Try again' }).all()) await button.click();
      await service.app.funds.deposit({ username: TRADER, amount: '1000.00' });
      await page
        .getByText(`${index + 1},000.00`)
        .first()
        .waitFor();
      await page.getByRole('button', { name: 'Log out' }).click();
      await page.getByRole('button', { name: 'Log in' }).waitFor();
      expect(visitor.wrongs, what).toEqual([]);
    }
  });

  test('to the login is said in the form', async () => {
    await using service = await startConsole();
    await service.register(TRADER);
    const visitor = await visit(service.console);
    const { page } = visitor;
    for (const [what, reply] of GARBAGE) {
      service.answerWith = ({ url }) => (url.endsWith('/v1/sessions') ? reply() : undefined);
      await page.getByLabel('Username').fill(TRADER);
      await page.getByLabel('Password').fill(PASSWORD);
      await page.getByRole('button', { name: 'Log in' }).click();
      await page.getByRole('alert').waitFor();
      expect(await page.getByRole('button', { name: 'Log in' }).isEnabled(), what).toBe(true);
      await page.getByLabel('Username').fill('');
    }
    service.answerWith = undefined;
    await logIn(visitor, TRADER);
  });
});
