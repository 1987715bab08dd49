import { openSqlite } from '@orderfolio/adapters-sqlite';
import { createOrderfolio, type Orderfolio, type PlaceRestingOrder } from '@orderfolio/domain';
import { ManualClock } from '@orderfolio/domain/testing';
import { listAsset } from '../support/account.ts';
import type { Random } from '../support/random.ts';

const ASSET = 'BTC';
const USERS = ['alice_01', 'bob_0001', 'carol_01', 'dave_001', 'erin_001', 'frank_01'] as const;
const START_CENTS = 5_000_000;
/** When the orders are placed: a minute before the first price. */
const EVE = '2026-01-01T00:00:00.000Z';
const MINUTE_MS = 60_000;

/** The time of a price, by its place in the series. A half lies between two prices. */
function timeOf(price: number): string {
  return new Date(Date.parse(EVE) + (price + 1) * MINUTE_MS).toISOString();
}

function dollars(cents: number): string {
  return `${Math.floor(cents / 100)}.${String(cents % 100).padStart(2, '0')}`;
}

/** A random walk in steps of up to 2 %, with one price on each line, as the worker reads it. */
export function randomSeries(random: Random, length: number): readonly string[] {
  let cents = START_CENTS;
  return Array.from({ length }, (_nothing, index) => {
    cents += Math.floor((cents * (random.integer(401) - 200)) / 10_000);
    return `${ASSET},${timeOf(index)},${dollars(cents)}`;
  });
}

/** The time of a line of the series. */
export function timeIn(line: string): string {
  return line.split(',')[1] ?? '';
}

/**
 * Orders of every resting kind, around the first price of the series. If `expireWithin` is given, every fourth expires
 * within so many prices.
 */
export function randomOrders(random: Random, count: number, expireWithin?: number): readonly PlaceRestingOrder[] {
  return Array.from({ length: count }, (_nothing, index) => ({
    ...randomTerms(random),
    username: random.pick(USERS),
    assetId: ASSET,
    quantity: `0.0${random.integer(9) + 1}`,
    clientOrderId: `order-${index}`,
    ...(expireWithin !== undefined &&
      random.integer(4) === 0 && { expiresAt: timeOf(random.integer(expireWithin) + 0.5) }),
  }));
}

function randomTerms(random: Random) {
  // Up to 10 % away.
  const distance = (random.integer(1_000) + 1) * (START_CENTS / 10_000);
  const below = dollars(START_CENTS - distance);
  const above = dollars(START_CENTS + distance);
  switch (random.pick(['limit buy', 'limit sell', 'stop loss', 'take profit', 'trail amount', 'trail percent'])) {
    case 'limit buy':
      return { orderType: 'LIMIT_BUY', limitPrice: below } as const;
    case 'limit sell':
      return { orderType: 'LIMIT_SELL', limitPrice: above } as const;
    case 'stop loss':
      return { orderType: 'STOP_LOSS_SELL', stopPrice: below } as const;
    case 'take profit':
      return { orderType: 'TAKE_PROFIT_SELL', stopPrice: above } as const;
    case 'trail amount':
      return { orderType: 'TRAILING_STOP_SELL', trailAmount: dollars(distance) } as const;
    case 'trail percent':
      return {
        orderType: 'TRAILING_STOP_SELL',
        trailPercent: `${random.integer(10)}.${random.integer(9) + 1}`,
      } as const;
  }
}

/** A new file with users who own cash and coins, and these orders, which all rest. */
export async function openMarket(filename: string, orders: readonly PlaceRestingOrder[]): Promise<void> {
  const clock = new ManualClock(EVE);
  await using store = await openSqlite({ filename, clock });
  const app = createOrderfolio({ store, clock });
  await listAsset(app, ASSET, dollars(START_CENTS));
  await Promise.all(USERS.map((username) => openTrader(app, username, orders)));
}

async function openTrader(app: Orderfolio, username: string, orders: readonly PlaceRestingOrder[]): Promise<void> {
  await app.users.create({
    username,
    email: `${username}@example.com`,
    firstName: 'A',
    lastName: 'L',
    passwordHash: 'not-a-password',
  });
  await app.funds.deposit({ username, amount: '10000000.00', idempotencyKey: 'start' });
  const bought = { orderType: 'MARKET_BUY', assetId: ASSET, quantity: '100', clientOrderId: 'start' } as const;
  await app.orders.place({ username, ...bought });
  for (const order of orders) if (order.username === username) await app.orders.place(order);
}
