import { consume, parkedEvents } from '@orderfolio/domain';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { fillMarket, OPERATOR, TRADER } from '../support/market.ts';
import { type ConsoleService, startConsole } from '../support/service.ts';
import { hasChromium, open, useVisitors, visitAs } from '../support/visitors.ts';

const { visit } = useVisitors();

describe.skipIf(!hasChromium)('an operator', () => {
  let service: ConsoleService;
  beforeAll(async () => {
    service = await startConsole();
    await fillMarket(service);
    for (const username of ['zoe_0001', 'zoe_0002', 'yan_0001']) await service.register(username);
  });
  afterAll(() => service[Symbol.asyncDispose]());

  test('finds users by how their names begin', async () => {
    const visitor = await visitAs(visit, service, OPERATOR);
    const { page } = visitor;
    await open(visitor, 'Users');
    await page.getByRole('link', { name: 'yan_0001' }).waitFor();
    await page.getByLabel('Username begins with').fill('zoe');
    await expect
      .poll(() => page.getByRole('main').getByRole('link', { name: /_0/ }).allTextContents())
      .toEqual(['zoe_0001', 'zoe_0002']);
    expect(service.asked.at(-1)).toContain('usernamePrefix=zoe');
    await page.getByLabel('Username begins with').fill('nobody');
    await page.getByText('Nobody is found').waitFor();
    await page.getByRole('button', { name: 'Show all users' }).click();
    await page.getByRole('link', { name: 'yan_0001' }).waitFor();
  });

  test('suspends a user, who is thrown out at once, and reinstates', async () => {
    const customer = await visitAs(visit, service, 'zoe_0001');
    const visitor = await visitAs(visit, service, OPERATOR);
    const { page } = visitor;
    await open(visitor, 'Users');
    await page.getByRole('link', { name: 'zoe_0001' }).click();
    await page.getByRole('heading', { level: 1, name: 'zoe_0001' }).waitFor();
    await page.getByRole('button', { name: 'Suspend' }).click();
    const dialog = page.getByRole('dialog', { name: 'Suspend zoe_0001?' });
    await dialog.getByLabel('Reason').fill('Card reported stolen');
    await dialog.getByRole('button', { name: 'Suspend' }).click();
    await page.getByText('zoe_0001 is suspended.').waitFor();
    await page.getByText('Card reported stolen').first().waitFor();
    expect(await service.app.users.get('zoe_0001')).toMatchObject({ status: 'SUSPENDED', statusBy: OPERATOR });
    await customer.page.getByRole('button', { name: 'Log in' }).waitFor();
    expect(await customer.page.getByRole('alert').textContent()).toBe('Your account has been suspended.');

    await page.getByRole('button', { name: 'Reinstate' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Reinstate' }).click();
    await page.getByText('zoe_0001 is reinstated.').waitFor();
    expect((await service.app.users.get('zoe_0001')).status).toBe('ACTIVE');
  });

  test('leaves a dialog with Escape, and nothing has happened', async () => {
    const { page } = await visitAs(visit, service, OPERATOR);
    await page.evaluate(`location.hash = '#/users/zoe_0002'`);
    await page.getByRole('button', { name: 'Suspend' }).click();
    await page.getByRole('dialog').waitFor();
    await page.keyboard.press('Escape');
    await expect.poll(() => page.getByRole('dialog').count()).toBe(0);
    expect(await page.evaluate('document.activeElement?.textContent')).toBe('Suspend');
    expect((await service.app.users.get('zoe_0002')).status).toBe('ACTIVE');
  });

  test('sees prices and events as they come', async () => {
    const visitor = await visitAs(visit, service, OPERATOR);
    const { page } = visitor;
    await open(visitor, 'Prices');
    await page
      .getByRole('status')
      .getByText(/^live$/i)
      .first()
      .waitFor();
    await expect
      .poll(async () => {
        service.clock.advance(1_000);
        await service.app.orders.onPrice({ assetId: 'BTC', price: '51234.56' });
        return page.getByText('51,234.56').count();
      })
      .toBeGreaterThan(0);
    await open(visitor, 'Events');
    await expect
      .poll(async () => {
        await service.app.funds.deposit({ username: TRADER, amount: '77.00' });
        return page.getByText(TRADER).count();
      })
      .toBeGreaterThan(0);
  });

  test('sees the book of an asset on both sides of the price', async () => {
    const { page } = await visitAs(visit, service, OPERATOR);
    await page.evaluate(`location.hash = '#/assets/BTC'`);
    await page.getByRole('img', { name: /book|depth/i }).waitFor();
    await page.getByText('Bids').waitFor();
    await page.getByText('Asks').waitFor();
  });

  test('checks the records of a user', async () => {
    const visitor = await visitAs(visit, service, OPERATOR);
    const { page } = visitor;
    await open(visitor, 'Service');
    await page.getByLabel('Username').fill(TRADER);
    await page.getByRole('button', { name: 'Check', exact: true }).click();
    await page.getByText('Reconciled.').waitFor();
    await page.getByText(`There is no audit trail of ${TRADER} in the store.`).waitFor();
  });

  test('gives up an event that a consumer has parked', async () => {
    const handle = async (): Promise<never> => {
      throw new TypeError('the mailbox <b>is full</b>');
    };
    await service.app.funds.deposit({ username: TRADER, amount: '3.00' });
    await consume({ store: service.store, name: 'mailer', attempts: 1, pauseMs: 1, until: 'caughtUp', handle });
    const parked = parkedEvents({ store: service.store, name: 'mailer' });
    const dropped = async () =>
      (await parked.list({ limit: 100 })).items.filter(({ status }) => status === 'DROPPED').length;
    const visitor = await visitAs(visit, service, OPERATOR);
    const { page } = visitor;
    await open(visitor, 'Service');
    await page.getByLabel('Consumer').fill('mailer');
    await page.getByRole('button', { name: 'Show', exact: true }).click();
    await page.getByRole('table', { name: 'Parked events' }).getByRole('button').first().click();
    await page.getByRole('dialog').getByText('the mailbox <b>is full</b>').waitFor();
    expect(await dropped()).toBe(0);

    await page.getByRole('dialog').getByRole('button', { name: 'Give it up' }).click();

    await page.getByText('The event is given up: mailer never gets it.').waitFor();
    expect(await dropped()).toBe(1);
  });
});
