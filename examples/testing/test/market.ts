import { openSqlite } from '@orderfolio/adapters-sqlite';
import { type Clock, createOrderfolio } from '@orderfolio/domain';

/** A clock that stands still until it is moved. */
class ManualClock implements Clock {
  #milliseconds = Date.parse('2026-01-31T12:00:00.000Z');

  now(): Date {
    return new Date(this.#milliseconds);
  }

  advanceDays(days: number): void {
    this.#milliseconds += days * 24 * 60 * 60 * 1000;
  }
}

/** A market for one test: a store in memory that nobody else has, a bitcoin at 50,000, and Alice, who owns one. */
export async function openMarket() {
  const clock = new ManualClock();
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
