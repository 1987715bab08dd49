import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type ConsoleService, startConsole } from '../support/service.ts';
import { hasChromium, open, useVisitors, visitAs } from '../support/visitors.ts';

const { visit } = useVisitors();
const ORDERS = 10_000;
const PAGE_SIZE = 100;
/** Rows in the document: the visible ones, and some around them. */
const MOST_ROWS = 80;
const USERNAME = 'alice_01';

describe.skipIf(!hasChromium)(`a list of ${ORDERS} orders`, () => {
  let service: ConsoleService;
  beforeAll(async () => {
    service = await startConsole();
    await service.register(USERNAME);
    await service.app.funds.deposit({ username: USERNAME, amount: '100000000.00' });
    const order = { username: USERNAME, orderType: 'LIMIT_BUY', assetId: 'BTC', quantity: '0.0001' } as const;
    // Those that are placed side by side share commits.
    for (let placed = 0; placed < ORDERS; placed += PAGE_SIZE) {
      const limits = Array.from({ length: PAGE_SIZE }, (_, index) => `${10_000 + placed + index}.00`);
      await Promise.all(limits.map((limitPrice) => service.app.orders.place({ ...order, limitPrice })));
    }
  });
  afterAll(() => service[Symbol.asyncDispose]());

  test('scrolls to its end and back, and never holds more than a window of it', async () => {
    const visitor = await visitAs(visit, service, USERNAME);
    const { page } = visitor;
    await open(visitor, 'Orders');
    const table = page.getByRole('table', { name: 'Open orders' });
    await table.getByText('19,999').or(table.getByText('10,000')).first().waitFor();
    const before = service.asked.length;
    const rowCounts: number[] = [];
    const scroll = async (share: number): Promise<void> => {
      await page.evaluate(`{
        const list = document.querySelector('[aria-label="Open orders, scrolls"]');
        list.scrollTop = list.scrollHeight * ${share};
      }`);
      rowCounts.push(await table.getByRole('row').count());
    };
    const last = (): Promise<boolean> => table.locator(`tr[aria-rowindex="${ORDERS + 1}"]`).isVisible();
    for (let tried = 0; !(await last()) && tried < 2_000; tried++) await scroll(1);
    expect(await last()).toBe(true);
    await expect.poll(() => table.getByText('…').count()).toBe(0);
    expect(await table.getAttribute('aria-rowcount')).toBe(String(ORDERS + 1));

    const down = service.asked.length;
    const pages = service.asked.slice(before, down).filter((asked) => /orders\?.*open=true/.test(asked));
    expect(pages.length).toBeLessThan(ORDERS / PAGE_SIZE + 20);

    for (const share of [0.75, 0.5, 0.25, 0]) {
      await scroll(share);
      await table.locator(`tr[aria-rowindex="${Math.floor(ORDERS * share) + 2}"]`).waitFor();
      await expect.poll(() => table.getByText('…').count()).toBe(0);
    }
    // What was far away is not held, so it is asked for again.
    expect(service.asked.length - down).toBeGreaterThan(3);
    expect(service.asked.length - down).toBeLessThan(60);
    expect(Math.max(...rowCounts)).toBeLessThan(MOST_ROWS);
    // The first row is the one that was first.
    expect(await table.locator('tr[aria-rowindex="2"]').isVisible()).toBe(true);
  });
});
