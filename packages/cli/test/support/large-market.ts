import { openSqlite } from '@orderfolio/adapters-sqlite';
import { createOrderfolio, type Orderfolio } from '@orderfolio/domain';

/** How large a market is. */
export interface Size {
  readonly users: number;
  readonly ordersOfEach: number;
}

/** This many users trade side by side. */
const AT_ONCE = 25;

/**
 * Makes a file with users who have cash with keys, and orders: bought at the market, resting, cancelled, with keys of their own and without,
 * trailing.
 */
export async function makeLargeMarket(filename: string, { users, ordersOfEach }: Size): Promise<void> {
  await using store = await openSqlite({ filename, synchronous: 'NORMAL' });
  const app = createOrderfolio({ store });
  await app.assets.create({ assetId: 'BTC', name: 'Bitcoin', category: 'major', priceUsd: '100.00' });
  await app.rates.set({ base: 'EUR', quote: 'USD', rate: '1.10' });
  const left = Array.from({ length: users }, (_nothing, index) => `trader_${String(index).padStart(6, '0')}`);
  const takeOne = async (): Promise<void> => {
    for (let username = left.pop(); username !== undefined; username = left.pop())
      await openTrader(app, username, ordersOfEach);
  };
  await Promise.all(Array.from({ length: AT_ONCE }, takeOne));
  await app.orders.onPrice({ assetId: 'BTC', price: '100.50' });
}

async function openTrader(app: Orderfolio, username: string, orders: number): Promise<void> {
  const email = `${username}@example.com`;
  await app.users.create({ username, email, firstName: 'A', lastName: 'B', passwordHash: 'none' });
  await app.funds.deposit({ username, amount: '100000.00', idempotencyKey: 'opening' });
  const order = { username, assetId: 'BTC', quantity: '1' } as const;
  await app.orders.place({ ...order, orderType: 'MARKET_BUY', quantity: '50' });
  const placed = await Promise.all(
    Array.from({ length: orders - 1 }, (_nothing, number) => {
      const clientOrderId = number % 2 === 0 ? `order-${number}` : undefined;
      if (number % 4 === 0) return app.orders.place({ ...order, orderType: 'MARKET_BUY', clientOrderId });
      if (number % 4 === 1)
        return app.orders.place({ ...order, orderType: 'LIMIT_BUY', limitPrice: '90', clientOrderId });
      if (number % 4 === 2)
        return app.orders.place({ ...order, orderType: 'LIMIT_SELL', limitPrice: '110', clientOrderId });
      return app.orders.place({ ...order, orderType: 'TRAILING_STOP_SELL', trailAmount: '10' });
    }),
  );
  const resting = placed.find((one) => one.order.status === 'QUEUED');
  if (resting !== undefined) await app.orders.cancel(username, resting.order.orderId);
}
