import { runAnalytics } from '@orderfolio/domain';
import type { ConsoleService } from './service.ts';

/** Whatever users and operators can write. */
interface Words {
  /** At most 50 characters. */
  readonly name: string;
  /** At most 500 characters. */
  readonly text: string;
}

const PLAIN: Words = { name: 'Alice', text: 'Savings of the month' };
const DAY_MS = 86_400_000;
const DAYS = 5;

export const TRADER = 'alice_01';
export const OPERATOR = 'olivia_01';
export const SUSPENDED = 'eddie_01';

/**
 * A market in which every page has something to show: two traders with orders of every kind, a book with both sides, days of prices, a
 * statement, somebody who is suspended, and an operator. Their words stand in every field that takes words.
 */
export async function fillMarket({ app, auth, store, clock, register }: ConsoleService, words = PLAIN): Promise<void> {
  const { name, text } = words;
  const metadata = { note: text };
  await register(TRADER);
  await register(OPERATOR, 'admin');
  await register(SUSPENDED);
  for (const username of [TRADER, OPERATOR, SUSPENDED])
    await app.users.updateProfile(username, { firstName: name, lastName: name, metadata });
  await app.assets.update('BTC', { name: text.slice(0, 100), description: text, symbol: '₿' });
  await app.assets.create({ assetId: 'ETH', name: 'Ether', category: 'major', priceUsd: '3000.00', description: text });
  await app.rates.set({ base: 'EUR', quote: 'USD', rate: '1.10' });
  for (const username of [TRADER, OPERATOR]) {
    await app.funds.deposit({ username, amount: '100000.00', description: text, metadata });
    for (const assetId of ['BTC', 'ETH'])
      await app.orders.place({ username, orderType: 'MARKET_BUY', assetId, amount: '20000.00', metadata });
  }
  await app.funds.convert({ username: TRADER, from: 'USD', to: 'EUR', amount: '1100.00' });
  await app.funds.withdraw({ username: TRADER, amount: '12.50', status: 'PENDING', description: text });
  for (let day = 0; day < DAYS; day++) {
    for (const [assetId, price] of [
      ['BTC', 50_000 + day * 150],
      ['ETH', 3_000 - day * 12],
    ] as const) {
      await app.assets.update(assetId, { priceUsd: `${price}.00` });
      await app.orders.onPrice({ assetId, price: `${price}.00` });
      const username = day % 2 === 0 ? TRADER : OPERATOR;
      await app.orders.place({ username, orderType: 'MARKET_BUY', assetId, amount: `${250 + day * 20}.00` });
      for (const level of [1, 2, 3]) {
        const [bid, ask] = [price * (1 - level / 100), price * (1 + level / 50)].map((limit) => limit.toFixed(2));
        const order = { username, assetId, quantity: `0.00${level}`, metadata };
        await app.orders.place({ ...order, orderType: 'LIMIT_BUY', limitPrice: bid ?? '' });
        await app.orders.place({ ...order, orderType: 'LIMIT_SELL', limitPrice: ask ?? '' });
      }
    }
    clock.advance(DAY_MS);
  }
  const sale = { username: TRADER, assetId: 'BTC', quantity: '0.01' } as const;
  await app.orders.place({ ...sale, orderType: 'STOP_LOSS_SELL', stopPrice: '40000.00' });
  await app.orders.place({ ...sale, orderType: 'TRAILING_STOP_SELL', trailPercent: '10' });
  const { order } = await app.orders.place({ ...sale, orderType: 'TAKE_PROFIT_SELL', stopPrice: '90000.00' });
  await app.orders.cancel(TRADER, order.orderId);
  await auth.suspend(SUSPENDED, { by: OPERATOR, reason: text.slice(0, 200).trim() });
  await app.funds.adjust({ username: TRADER, amount: '5.00', description: text });
  await runAnalytics({ app, store, until: 'caughtUp' });
}
