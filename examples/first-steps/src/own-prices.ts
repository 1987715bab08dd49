import { openSqlite } from '@orderfolio/adapters-sqlite';
import { createOrderfolio, type PriceSource } from '@orderfolio/domain';

/** Stands in for a market data feed: the last price of each asset, and its time. */
const feed = new Map([['BTC', { last: '51000.00', at: '2026-01-31T12:00:00.000Z' }]]);

const prices: PriceSource = {
  quote({ assetId }) {
    const tick = feed.get(assetId);
    return tick && { price: tick.last, at: tick.at };
  },
};

await using store = await openSqlite({ filename: ':memory:' });
const app = createOrderfolio({ store, prices });
await app.assets.create({ assetId: 'BTC', name: 'Bitcoin', category: 'major', priceUsd: '50000.00' });
await app.users.create({
  username: 'alice_01',
  email: 'alice@example.com',
  firstName: 'Alice',
  lastName: 'Lee',
  passwordHash: 'what your password scheme stores',
});
await app.funds.deposit({ username: 'alice_01', amount: '1000.00' });
const { order } = await app.orders.place({
  username: 'alice_01',
  orderType: 'MARKET_BUY',
  assetId: 'BTC',
  quantity: '0.01',
});
process.stdout.write(`bought at ${order.executionPrice}\n`);
