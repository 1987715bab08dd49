import type { Locator, Page, Route } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { type ConsoleService, startConsole } from '../support/service.ts';
import { hasChromium, useVisitors, visitAs } from '../support/visitors.ts';

const { visit } = useVisitors();

/** The next request reaches the service, and its reply is lost, as late as `lose` is called. Those after it get their replies. */
async function loseReply(page: Page, path: string): Promise<() => void> {
  let lose = (): void => undefined;
  const isLost = new Promise<void>((resolve) => {
    lose = resolve;
  });
  const lostOnce = async (route: Route): Promise<void> => {
    await route.fetch();
    await isLost;
    await route.abort();
  };
  await page.route(`**${path}`, lostOnce, { times: 1 });
  return lose;
}

describe.skipIf(!hasChromium)('what is sent again after its reply was lost', () => {
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
  });

  async function visitor(): Promise<Page> {
    const { page, forgive } = await visitAs(visit, service, username);
    forgive();
    return page;
  }
  const sendAgain = (place: Page | Locator): Promise<void> => place.getByRole('button', { name: 'Send again' }).click();

  test('is what was sent, though the amount was changed on its way: a deposit', async () => {
    const page = await visitor();
    await page.getByRole('button', { name: 'Deposit' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('Amount').fill('5');
    const lose = await loseReply(page, '/v1/me/deposits');
    await dialog.getByLabel('Amount').press('Enter');
    await dialog.getByRole('button', { name: 'Sending' }).waitFor();
    await dialog.getByLabel('Amount').fill('50');
    lose();
    await sendAgain(dialog);
    await page.getByText('The deposit has arrived.').waitFor();
    const { items } = await service.app.funds.listTransactions(username);
    expect(items.map(({ amount }) => String(amount))).toEqual(['5']);
  });

  test('counts once, though the ticket of a refused order was changed on its way', async () => {
    const page = await visitor();
    await fillTicket(page);
    const buy = page.getByRole('button', { name: 'Buy BTC' });
    await buy.click();
    await page.getByRole('alert').waitFor();
    await service.app.funds.deposit({ username, amount: '10000.00' });
    const lose = await loseReply(page, '/v1/orders');
    await buy.click();
    await page.getByRole('button', { name: 'Placing' }).waitFor();
    await page.getByLabel('Quantity').fill('0.02');
    lose();
    await sendAgain(page);
    expect(await page.getByLabel('Quantity').inputValue()).toBe('0.01');
    await page.getByText('it rests now').waitFor();
    const { items } = await service.app.orders.listByUser(username);
    expect(items.filter(({ status }) => status === 'QUEUED').map(({ quantity }) => String(quantity))).toEqual(['0.01']);
  });

  test('cannot be given up while it is on its way again', async () => {
    await service.app.funds.deposit({ username, amount: '10000.00' });
    const page = await visitor();
    await fillTicket(page);
    const loseFirst = await loseReply(page, '/v1/orders');
    await page.getByRole('button', { name: 'Buy BTC' }).click();
    loseFirst();
    await page.getByRole('button', { name: 'Give up' }).waitFor();
    const loseSecond = await loseReply(page, '/v1/orders');
    await sendAgain(page);
    await page.getByRole('button', { name: 'Placing' }).waitFor();
    expect(await page.getByRole('button', { name: 'Give up' }).count()).toBe(0);
    loseSecond();
    await sendAgain(page);
    await page.getByText('it rests now').waitFor();
    expect((await service.app.orders.listOpenByUser(username)).items).toHaveLength(1);
  });
});

describe.skipIf(!hasChromium)('a double click', () => {
  let service: ConsoleService;
  beforeAll(async () => {
    service = await startConsole();
    await service.register('trader_1');
    await service.app.funds.deposit({ username: 'trader_1', amount: '10000.00' });
  });
  afterAll(() => service[Symbol.asyncDispose]());
  const openOrders = async () => (await service.app.orders.listOpenByUser('trader_1')).items;

  test('places one order, though the first half of it has been answered, and so does Enter that is held', async () => {
    const { page } = await visitAs(visit, service, 'trader_1');
    await fillTicket(page);
    const buy = page.getByRole('button', { name: 'Buy BTC' });
    await buy.click();
    await page.getByText('it rests now').waitFor();
    await buy.click();
    await page.getByLabel('Quantity').focus();
    for (let held = 0; held < 5; held++) await page.keyboard.press('Enter', { delay: 30 });
    await page.waitForTimeout(1_100);
    expect(await openOrders()).toHaveLength(1);
    await buy.click();
    await expect.poll(openOrders).toHaveLength(2);
  });

  test('cancels one order, though another has come to its place meanwhile', async () => {
    const { page } = await visitAs(visit, service, 'trader_1');
    const order = { username: 'trader_1', orderType: 'LIMIT_BUY', assetId: 'BTC', quantity: '0.01' } as const;
    for (const limitPrice of ['40001', '40002', '40003']) await service.app.orders.place({ ...order, limitPrice });
    await page.getByRole('link', { name: 'Orders' }).click();
    await page
      .getByRole('button', { name: /^Cancel/ })
      .first()
      .click();
    await page.getByText(/cancelled\.$/).waitFor();
    const before = (await openOrders()).length;
    await expect.poll(() => page.getByRole('button', { name: /^Cancel/ }).count()).toBe(before);
    const box = await page
      .getByRole('button', { name: /^Cancel/ })
      .first()
      .boundingBox();
    if (box === null) throw new Error('There is no button.');
    await page.mouse.move(box.x + box.width / 2, box.y + box.height / 2);
    for (const clickCount of [1, 2]) {
      await page.mouse.down({ clickCount });
      await page.mouse.up({ clickCount });
      await expect.poll(() => page.getByRole('button', { name: /^Cancel/ }).count()).toBe(before - 1);
    }
    await page.waitForTimeout(300);
    expect(await openOrders()).toHaveLength(before - 1);
  });
});

async function fillTicket(page: Page): Promise<void> {
  await page.getByRole('link', { name: 'Trade' }).click();
  await page.getByLabel('Type').selectOption('LIMIT');
  await page.getByLabel('Quantity').fill('0.01');
  await page.getByLabel('Limit price').fill('40000');
}
