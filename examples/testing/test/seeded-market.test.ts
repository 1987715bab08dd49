import { openSqlite } from '@orderfolio/adapters-sqlite';
import { createOrderfolio } from '@orderfolio/domain';
import { ManualClock, ManualTimer, type MarketOptions, seedMarket, sequentialIds } from '@orderfolio/domain/testing';
import { expect, test } from 'vitest';

/** The content of a market with these options. */
async function marketOf(options?: MarketOptions) {
  const clock = new ManualClock();
  await using store = await openSqlite({ filename: ':memory:', clock });
  const app = createOrderfolio({ store, clock, timer: new ManualTimer(clock), ids: sequentialIds(clock) });
  const { usernames, assetIds } = await seedMarket(app, options);
  const accounts = await Promise.all(
    usernames.map(async (username) => ({
      value: await app.portfolio.value(username),
      open: (await app.orders.listOpenByUser(username)).items,
      differences: (await app.portfolio.reconcile(username)).differences,
    })),
  );
  return { usernames, assetIds, accounts };
}

test('a seeded market has traders with cash, holdings and open orders, and its books add up', async () => {
  const { usernames, assetIds, accounts } = await marketOf();
  expect(usernames).toEqual(['trader_0001', 'trader_0002', 'trader_0003']);
  expect(assetIds).toEqual(['COIN-001', 'COIN-002']);
  for (const { value, open, differences } of accounts) {
    expect(value.assetBalances).toHaveLength(2);
    expect(open).toHaveLength(4);
    expect(differences).toEqual([]);
  }
});

test('a seed makes the same market again, down to its ids', async () => {
  const [one, again, other] = await Promise.all([marketOf({ seed: 7 }), marketOf({ seed: 7 }), marketOf({ seed: 8 })]);
  expect(JSON.stringify(one)).toBe(JSON.stringify(again));
  expect(JSON.stringify(one)).not.toBe(JSON.stringify(other));
});

test.each([{ users: 0 }, { assets: 101 }, { seed: -1 }])('a market of %j is refused', async (options) => {
  await expect(marketOf(options)).rejects.toMatchObject({ code: 'VALIDATION_FAILED' });
});
