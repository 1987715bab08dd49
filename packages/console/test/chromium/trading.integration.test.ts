import type { Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { type ConsoleService, PASSWORD, startConsole } from '../support/service.ts';
import { hasChromium, open, useVisitors, type Visitor, visitAs } from '../support/visitors.ts';

const { visit } = useVisitors();

/** The Buy or Sell button of the ticket. */
const placeButton = (page: Page): Locator => page.getByRole('button', { name: /^(Buy|Sell) BTC$/ });

async function fillLimitBuy(page: Page, quantity: string, limitPrice: string): Promise<void> {
  await page.getByLabel('Type').selectOption('LIMIT');
  await page.getByLabel('Quantity').fill(quantity);
  await page.getByLabel('Limit price').fill(limitPrice);
}

describe.skipIf(!hasChromium)('a trader', () => {
  let service: ConsoleService;
  let username = '';
  let number = 0;
  beforeAll(async () => {
    service = await startConsole();
  });
  afterAll(() => service[Symbol.asyncDispose]());
  beforeEach(async () => {
    number += 1;
    username = `trader_${number}`;
    await service.register(username);
    await service.app.orders.onPrice({ assetId: 'BTC', price: '50000.00', at: service.clock.now().toISOString() });
  });

  const deposited = (amount: string) => service.app.funds.deposit({ username, amount });
  const here = (options = {}): Promise<Visitor> => visitAs(visit, service, username, options);

  test('deposits and withdraws', async () => {
    const { page } = await here();
    await page.getByRole('button', { name: 'Deposit' }).click();
    const dialog = page.getByRole('dialog', { name: 'Deposit' });
    await dialog.getByLabel('Amount').fill('1234.50');
    await dialog.getByLabel('Description').fill('Savings');
    await dialog.getByRole('button', { name: 'Deposit' }).click();
    await page.getByText('The deposit has arrived.').waitFor();
    await page.getByText('1,234.50').first().waitFor();
    await page.getByRole('button', { name: 'Withdraw' }).click();
    await page.getByRole('dialog').getByLabel('Amount').fill('234.50');
    await page.getByRole('dialog').getByRole('button', { name: 'Withdraw' }).click();
    await page.getByText('1,000.00').first().waitFor();
    const { items } = await service.app.funds.listTransactions(username);
    expect(items.map(({ amount, description }) => [String(amount), description])).toEqual([
      ['-234.5', expect.anything()],
      ['1234.5', 'Savings'],
    ]);
  });

  test('is told of each field what is wrong with it, and nothing is sent twice', async () => {
    const { page } = await here();
    await page.getByRole('button', { name: 'Deposit' }).click();
    const dialog = page.getByRole('dialog');
    for (const wrong of ['', 'ten', '-5', '1e3', '0.001', '0']) {
      await dialog.getByLabel('Amount').fill(wrong);
      await dialog.getByRole('button', { name: 'Deposit' }).click();
      await expect
        .poll(() => dialog.getByLabel('Amount').getAttribute('aria-invalid'), { message: wrong })
        .toBe('true');
      const note = await dialog.getByLabel('Amount').getAttribute('aria-describedby');
      expect(await page.locator(`[id="${note?.split(' ').at(-1)}"]`).textContent()).not.toBe('');
    }
    const before = service.asked.length;
    await dialog.getByLabel('Amount').fill('5');
    await dialog.getByRole('button', { name: 'Deposit' }).dblclick();
    await page.getByText('The deposit has arrived.').waitFor();
    expect(service.asked.slice(before).filter((asked) => asked === 'POST /v1/me/deposits')).toHaveLength(1);
    expect(await service.app.funds.getBalance(username)).toMatchObject({ available: expect.objectContaining({}) });
    expect(String((await service.app.funds.getBalance(username)).available)).toBe('5');
  });

  test('sees what an order would do, places it, and sees it fill when the price comes', async () => {
    await deposited('10000.00');
    const visitor = await here();
    const { page } = visitor;
    await open(visitor, 'Trade');
    await fillLimitBuy(page, '0.1', '48000.00');
    const preview = page.getByRole('region', { name: 'Preview' });
    await preview.getByText('It rests until the price is right').waitFor();
    await preview.getByText('4,800').first().waitFor();
    expect((await service.app.orders.listOpenByUser(username)).items).toEqual([]);
    await placeButton(page).click();
    await expect.poll(async () => (await service.app.orders.listOpenByUser(username)).items.length).toBe(1);
    await open(visitor, 'Orders');
    const openOrders = page.getByRole('table', { name: 'Open orders' });
    await openOrders.getByText('48,000').waitFor();
    service.clock.advance(1_000);
    await service.app.orders.onPrice({ assetId: 'BTC', price: '47000.00' });
    await page.getByText('No open orders').waitFor();
    await page.getByRole('table', { name: 'All orders' }).getByText('Filled').waitFor();
    await open(visitor, 'Portfolio');
    await page.getByRole('table').getByText('BTC').first().waitFor();
  });

  test('is told when there is not enough, in the preview and when the order is sent', async () => {
    await deposited('10.00');
    const visitor = await here();
    const { page } = visitor;
    await open(visitor, 'Trade');
    await fillLimitBuy(page, '1', '48000.00');
    await page
      .getByRole('region', { name: 'Preview' })
      .getByText(/10.00 USD available, and 48,000.00 USD needed/)
      .waitFor();
    await placeButton(page).click();
    await page.getByRole('alert').first().waitFor();
    expect((await service.app.orders.listByUser(username)).items).toEqual([]);
  });

  test('cancels an order, and replaces another', async () => {
    await deposited('10000.00');
    const bid = { username, orderType: 'LIMIT_BUY', assetId: 'BTC' } as const;
    await service.app.orders.place({ ...bid, quantity: '0.05', limitPrice: '40000.00' });
    await service.app.orders.place({ ...bid, quantity: '0.06', limitPrice: '41000.00' });
    const visitor = await here();
    const { page } = visitor;
    await open(visitor, 'Orders');
    const rows = page.getByRole('table', { name: 'Open orders' }).getByRole('row');
    await rows.filter({ hasText: '40,000' }).getByRole('button', { name: 'Cancel' }).click();
    await page.getByText('cancelled.').waitFor();
    await expect.poll(() => rows.filter({ hasText: '40,000' }).count()).toBe(0);
    await rows.filter({ hasText: '41,000' }).getByRole('button', { name: 'Replace' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('Limit price').fill('42500.00');
    await dialog.getByRole('button', { name: 'Replace' }).click();
    await rows.filter({ hasText: '42,500' }).waitFor();
    const { items } = await service.app.orders.listByUser(username);
    expect(items.map(({ status }) => status).sort()).toEqual(['CANCELLED', 'CANCELLED', 'QUEUED']);
  });

  test('is told when the asset of the address cannot be traded, and chooses another', async () => {
    await service.app.assets.create({ assetId: 'OLD', name: 'Old coin', category: 'major', priceUsd: '5.00' });
    await service.app.assets.deactivate('OLD');
    const { page } = await here();
    for (const route of ['#/trade/OLD', '#/trade/NONE']) {
      await page.evaluate(`location.hash = '${route}'`);
      await page.getByText('This asset cannot be traded here').waitFor();
      expect(await placeButton(page).count()).toBe(0);
      await page.getByRole('link', { name: 'BTC · Bitcoin' }).click();
      await placeButton(page).waitFor();
      expect(new URL(page.url()).hash).toBe('#/trade/BTC');
    }
  });

  test('may type a thousand digits, and gets an answer', async () => {
    await deposited('10.00');
    const visitor = await here();
    const { page } = visitor;
    await open(visitor, 'Trade');
    for (const digits of ['9'.repeat(1_000), `0.${'1'.repeat(1_000)}`, '１２', '1,5', '0x10', 'Infinity', '1 000']) {
      await fillLimitBuy(page, digits, '48000.00');
      await expect
        .poll(() => page.getByLabel('Quantity').getAttribute('aria-invalid'), { message: digits.slice(0, 20) })
        .toBe('true');
    }
    expect(await page.evaluate<number>('document.documentElement.scrollWidth - innerWidth')).toBeLessThanOrEqual(0);
    expect((await service.app.orders.listByUser(username)).items).toEqual([]);
  });

  test('logs in and places an order with the keyboard alone', async () => {
    await deposited('10000.00');
    const { page } = await visit(service.console);
    await page.getByLabel('Username').waitFor();
    await tabTo(page, page.getByLabel('Username'));
    await page.keyboard.type(username);
    await page.keyboard.press('Tab');
    await page.keyboard.type(PASSWORD);
    await page.keyboard.press('Enter');
    await page.getByRole('button', { name: 'Log out' }).waitFor();
    await tabTo(page, page.getByRole('link', { name: 'Trade' }));
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { level: 1, name: 'Trade' }).waitFor();
    await placeButton(page).waitFor();
    await tabTo(page, page.getByLabel('Type'));
    await page.keyboard.type('Limit');
    await tabTo(page, page.getByLabel('Quantity'));
    await page.keyboard.type('0.01');
    await tabTo(page, page.getByLabel('Limit price'));
    await page.keyboard.type('45000');
    await tabTo(page, placeButton(page));
    await page.keyboard.press('Enter');
    await expect
      .poll(async () =>
        (await service.app.orders.listOpenByUser(username)).items.map(({ limitPrice }) => String(limitPrice)),
      )
      .toEqual(['45000']);
  });
});

/** Presses Tab until the element has the focus. */
async function tabTo(page: Page, target: Locator): Promise<void> {
  for (let pressed = 0; pressed < 60; pressed++) {
    if ((await target.and(page.locator(':focus')).count()) === 1) return;
    await page.keyboard.press('Tab');
  }
  throw new Error('Tab does not lead there.');
}
