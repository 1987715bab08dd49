import { openSqlite } from '@orderfolio/adapters-sqlite';
import { createOrderfolio } from '@orderfolio/domain';
import { ManualClock } from '@orderfolio/domain/testing';

/** A market for one test: its own store in memory, bitcoin at 50,000, and Alice, who owns one. */
export async function openMarket() {
  const clock = new ManualClock('2026-01-31T12:00:00.000Z');
  const store = await openSqlite({ filename: ':memory:', clock });
  const app = createOrderfolio({ store, clock });
  const [username, assetId] = ['alice_01', 'BTC'];

  await app.assets.create({ assetId, name: 'Bitcoin', category: 'major', priceUsd: '50000.00' });
  await app.users.create({
    username,
    email: 'alice@example.com',
    firstName: 'Alice',
    lastName: 'Lee',
    passwordHash: 'what your password scheme stores',
  });
  await app.funds.deposit({ username, amount: '50000.00' });
  await app.orders.place({ username, orderType: 'MARKET_BUY', assetId, quantity: '1' });

  return { app, clock, username, assetId, [Symbol.asyncDispose]: () => store[Symbol.asyncDispose]() };
}
