import { describe, expect, test } from 'vitest';
import { fillMarket, OPERATOR, TRADER } from '../support/market.ts';
import { DESK, goTo, overflowOf, PHONE, routesOf } from '../support/routes.ts';
import { startConsole } from '../support/service.ts';
import { hasChromium, useVisitors, visitAs } from '../support/visitors.ts';

const { visit } = useVisitors();

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
    for (const route of ['#/portfolio', '#/trade/BTC']) await goTo(trader.page, route);
    // Descriptions and metadata stand in the dialogs.
    for (const [route, table, row] of [
      ['#/orders', 'Open orders', -1],
      ['#/statement', 'Cash', 0],
    ] as const) {
      await goTo(trader.page, route);
      await trader.page.getByRole('table', { name: table, exact: true }).locator('button.open-row').nth(row).click();
      const dialog = trader.page.getByRole('dialog');
      await dialog.getByText('alert(').first().waitFor();
      expect(await dialog.locator('script, img, svg[onload]').count()).toBe(0);
      await trader.page.keyboard.press('Escape');
    }
  });

  test('fits, however long and in whatever direction it is written', async () => {
    await using service = await startConsole();
    const long = `${'W'.repeat(40)} ${'שלום עולם '.repeat(4)}`.slice(0, 50);
    await fillMarket(service, {
      name: long.trim(),
      text: `${'x'.repeat(200)} ${'مرحبا بالعالم '.repeat(15)}`.trim().slice(0, 300),
    });
    const { page } = await visitAs(visit, service, OPERATOR);
    for (const route of await routesOf(page)) {
      await goTo(page, route);
      for (const viewport of [DESK, PHONE]) {
        await page.setViewportSize(viewport);
        // A chart takes its new width in the next frame.
        const message = `${route} at ${viewport.width}`;
        await expect.poll(() => overflowOf(page), { message }).toBeLessThanOrEqual(0);
      }
    }
  });
});
