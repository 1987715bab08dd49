import { openSqlite } from '@orderfolio/adapters-sqlite';
import { memoryCache } from '@orderfolio/cache';
import {
  type CachedOrderfolio,
  type CachedReadsOptions,
  cachedReads,
  createOrderfolio,
  type Orderfolio,
  type OrderfolioOptions,
  type UserRole,
} from '@orderfolio/domain';
import { ManualClock, ManualTimer, sequentialIds } from '@orderfolio/domain/testing';
import { onTestFinished } from 'vitest';
import { FaultyCache } from './faulty-cache.ts';

export const username = 'alice_01';
export const ttlMs = 10_000;

/**
 * A store with a user who has cash, bitcoin and a resting order. One of its two apps reads through a cache, the other
 * past it.
 */
export interface Market {
  readonly clock: ManualClock;
  readonly timer: ManualTimer;
  readonly cache: FaultyCache;
  /** Reads the store. */
  readonly app: Orderfolio;
  /** The reads that `cached` has sent to the store, by name. */
  readonly sent: string[];
  readonly cached: CachedOrderfolio<UserRole>;
  /** Another process on the same cache and store. */
  other(options?: Partial<CachedReadsOptions>): CachedOrderfolio<UserRole>;
  readonly orderId: string;
}

export async function openMarket(options: Omit<OrderfolioOptions, 'store' | 'roles'> = {}): Promise<Market> {
  const clock = new ManualClock();
  const timer = new ManualTimer(clock);
  const store = await openSqlite({ filename: ':memory:', clock });
  onTestFinished(() => store[Symbol.asyncDispose]());
  const app = createOrderfolio({ store, clock, timer, ids: sequentialIds(clock), ...options });
  await app.users.create({ username, email: 'ada@example.com', firstName: 'Ada', lastName: 'Byron' });
  await app.assets.create({ assetId: 'BTC', name: 'Bitcoin', category: 'major', priceUsd: '50000.00' });
  await app.funds.deposit({ username, amount: '1000.00' });
  await app.portfolio.transferIn({ username, assetId: 'BTC', quantity: '2', costBasis: '80000.00' });
  const { order } = await app.orders.place({
    username,
    orderType: 'LIMIT_BUY',
    assetId: 'BTC',
    quantity: '0.01',
    limitPrice: '40000.00',
  });

  const cache = new FaultyCache(memoryCache({ maxEntries: 1_000, clock }));
  const sent: string[] = [];
  let lane = 0;
  const other = (more: Partial<CachedReadsOptions> = {}): CachedOrderfolio<UserRole> => {
    lane += 1;
    const ids = sequentialIds(clock, lane);
    return cachedReads(counting(app, sent), { cache, ttlMs, clock, timer, ids, ...more });
  };
  return { clock, timer, cache, app, sent, cached: other(), other, orderId: order.orderId };
}

/** The same app, which notes its calls. */
function counting(app: Orderfolio, sent: string[]): Orderfolio {
  const noting = <Service extends object>(service: Service): Service =>
    new Proxy(service, {
      get(target, name, receiver) {
        const method: unknown = Reflect.get(target, name, receiver);
        if (typeof method !== 'function') return method;
        return (...args: readonly unknown[]): unknown => {
          sent.push(String(name));
          return Reflect.apply(method, target, args);
        };
      },
    });
  const { funds, assets, orders, portfolio } = app;
  return {
    ...app,
    funds: noting(funds),
    assets: noting(assets),
    orders: noting(orders),
    portfolio: noting(portfolio),
  };
}

/** Every cached read, as its caller writes it. */
export const READS: readonly (readonly [name: string, read: (app: Orderfolio, market: Market) => Promise<unknown>])[] =
  [
    ['funds.getBalance', (app) => app.funds.getBalance(username)],
    ['funds.listBalances', (app) => app.funds.listBalances(username)],
    ['assets.get', (app) => app.assets.get('BTC')],
    ['assets.getPriced', (app) => app.assets.getPriced('BTC')],
    ['orders.get', (app, { orderId }) => app.orders.get(username, orderId)],
    ['portfolio.value', (app) => app.portfolio.value(username)],
    ['portfolio.value in euros', (app) => app.portfolio.value(username, { currency: 'EUR' })],
    ['portfolio.holdings', (app) => app.portfolio.holdings(username)],
    ['portfolio.holding', (app) => app.portfolio.holding(username, 'BTC')],
  ];
