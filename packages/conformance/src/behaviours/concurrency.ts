import { Decimal, type Orderfolio, ZERO } from '@orderfolio/domain';
import { expect } from 'vitest';
import { everyItem } from '../assertions.ts';
import { type Behaviour, type Place, testsOn } from '../place.ts';

/** Many commands at once lose nothing. */
export const concurrency: Behaviour = (adapter, register) => {
  const it = testsOn(adapter, register);

  it('carries out 50 deposits at once on one user, in a chain without a gap', async (place) => {
    const { app, addUser } = place;
    const { username } = await addUser();
    await Promise.all(amounts(50).map((amount) => app.funds.deposit({ username, amount })));
    const rows = await everyItem((page) => app.funds.listTransactions(username, page));
    expect(rows).toHaveLength(50);
    let running = ZERO;
    for (const { amount, balanceAfter } of rows.toReversed()) {
      running = running.plus(amount);
      expect(balanceAfter.toString()).toBe(running.toString());
    }
    expect(running.toString()).toBe('12.75');
    await expectBooked(place, username, '12.75', 50);
  });

  it('carries out 50 commands at once on one user, from two processes', async (place) => {
    const { app, appOn, elsewhere, addUser } = place;
    const { username } = await addUser();
    const other = appOn(await elsewhere());
    await Promise.all(
      amounts(50).map((amount, index) => (index % 2 === 0 ? app : other).funds.deposit({ username, amount })),
    );
    await expectBooked(place, username, '12.75', 50);
  });

  it('carries out a mixture of commands at once, from two processes', async (place) => {
    const { app, appOn, elsewhere, addUser, addAsset } = place;
    const { username } = await addUser();
    const { assetId } = await addAsset({ priceUsd: new Decimal('10') });
    const other = appOn(await elsewhere());
    await app.funds.deposit({ username, amount: '1000.00' });
    await app.orders.place({ username, orderType: 'MARKET_BUY', assetId, quantity: '10' });
    const commands: readonly ((way: Orderfolio) => Promise<unknown>)[] = [
      (way) => way.funds.deposit({ username, amount: '7.00' }),
      (way) => way.funds.withdraw({ username, amount: '3.00' }),
      (way) => way.orders.place({ username, orderType: 'MARKET_BUY', assetId, quantity: '0.5' }),
      (way) => way.orders.place({ username, orderType: 'MARKET_SELL', assetId, quantity: '0.3' }),
      (way) => way.funds.withdraw({ username, amount: '1.00', status: 'PENDING' }),
    ];
    await Promise.all(
      Array.from({ length: 10 }, (_nothing, round) =>
        commands.map((command) => command(round % 2 === 0 ? app : other)),
      ).flat(),
    );
    // 900 + 10 × (7 − 3 − 5 + 3), of which 10 are held; 10 + 10 × (0.5 − 0.3).
    expect((await app.funds.getBalance(username)).held.toString()).toBe('10');
    expect((await app.portfolio.holding(username, assetId)).quantity.toString()).toBe('12');
    await expectBooked(place, username, '920', 73);
  });

  it('lets no two withdrawals spend the same money, from two processes', async (place) => {
    const { app, appOn, elsewhere, addUser } = place;
    const { username } = await addUser();
    const other = appOn(await elsewhere());
    await app.funds.deposit({ username, amount: '10.00' });
    const outcomes = await Promise.allSettled(
      Array.from({ length: 16 }, (_nothing, index) =>
        (index % 2 === 0 ? app : other).funds.withdraw({ username, amount: '3.00' }),
      ),
    );
    const refusals = outcomes.flatMap((outcome) => (outcome.status === 'rejected' ? [outcome.reason] : []));
    expect(refusals.map(({ code }) => code)).toEqual(Array(13).fill('INSUFFICIENT_BALANCE'));
    await expectBooked(place, username, '1', 4);
  });

  it('lets no two sales sell the same holding, from two processes', async (place) => {
    const { app, appOn, elsewhere, addUser, addAsset } = place;
    const { username } = await addUser();
    const { assetId } = await addAsset({ priceUsd: new Decimal('10') });
    const other = appOn(await elsewhere());
    await app.funds.deposit({ username, amount: '10.00' });
    await app.orders.place({ username, orderType: 'MARKET_BUY', assetId, quantity: '1' });
    const outcomes = await Promise.allSettled(
      Array.from({ length: 10 }, (_nothing, index) =>
        (index % 2 === 0 ? app : other).orders.place({ username, orderType: 'MARKET_SELL', assetId, quantity: '0.6' }),
      ),
    );
    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    await expectBooked(place, username, '6', 5);
  });

  it('carries out commands of many users at once, each on its own account', async (place) => {
    const { app, appOn, elsewhere, addUser } = place;
    const other = appOn(await elsewhere());
    const users = await Promise.all(Array.from({ length: 10 }, () => addUser()));
    await Promise.all(
      users.flatMap(({ username }) =>
        amounts(5).map((amount, index) => (index % 2 === 0 ? app : other).funds.deposit({ username, amount })),
      ),
    );
    for (const { username } of users) await expectBooked(place, username, '0.15', 5);
  });
};

/** '0.01', '0.02' and so on. */
function amounts(count: number): string[] {
  return Array.from({ length: count }, (_nothing, index) => `0.${String(index + 1).padStart(2, '0')}`);
}

/** Expects the balance, and that both ledgers, of so many rows together, add up to what is stored. */
async function expectBooked({ app }: Place, username: string, balance: string, rows: number): Promise<void> {
  expect((await app.funds.getBalance(username)).currentBalance.toString()).toBe(balance);
  expect(await app.portfolio.reconcile(username)).toEqual({ username, reconciled: true, differences: [], rows });
}
