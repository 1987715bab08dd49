import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openSqlite, type SqliteConfig } from '@orderfolio/adapters-sqlite';
import { sqliteModule } from '@orderfolio/adapters-sqlite/inversify';
import {
  type Clock,
  createUlidGenerator,
  type Orderfolio,
  type QuoteRequest,
  type Store,
  UserNotFoundError,
} from '@orderfolio/domain';
import { orderfolioModule, TOKENS } from '@orderfolio/domain/inversify';
import { Container } from 'inversify';
import { afterEach, beforeEach, describe, expect, expectTypeOf, test } from 'vitest';

const NOON = new Date('2026-01-31T12:00:00.000Z');
/** A configuration as a JavaScript caller may write it. */
const fromJavaScript = (config: unknown): SqliteConfig => config as SqliteConfig;
const stoppedClock: Clock = { now: () => NOON };

describe('the container modules', () => {
  let container: Container;

  beforeEach(() => {
    container = new Container();
    container.load(orderfolioModule(), sqliteModule({ filename: ':memory:' }));
  });

  afterEach(() => container.unbindAllAsync());

  test('compose the same services as createOrderfolio', async () => {
    const app = await container.getAsync(TOKENS.Orderfolio);
    expectTypeOf(app).toEqualTypeOf<Orderfolio>();
    await app.assets.create({ assetId: 'BTC', name: 'Bitcoin', category: 'major', priceUsd: '50000' });
    expect((await app.assets.get('BTC')).priceUsd.toString()).toBe('50000');
  });

  test('give one store to everything that asks', async () => {
    const store = await container.getAsync(TOKENS.Store);
    expect(await container.getAsync(TOKENS.UserRepository)).toBe(store.users);
    expect(await container.getAsync(TOKENS.UserLock)).toBe(store.lock);
    const { users, funds, assets, rates, orders, portfolio, analytics } = await container.getAsync(TOKENS.Orderfolio);
    expect(await container.getAsync(TOKENS.UserService)).toBe(users);
    expect(await container.getAsync(TOKENS.FundsService)).toBe(funds);
    expect(await container.getAsync(TOKENS.AssetService)).toBe(assets);
    expect(await container.getAsync(TOKENS.RateService)).toBe(rates);
    expect(await container.getAsync(TOKENS.OrderService)).toBe(orders);
    expect(await container.getAsync(TOKENS.PortfolioService)).toBe(portfolio);
    expect(await container.getAsync(TOKENS.AnalyticsService)).toBe(analytics);
  });

  test('take another clock where one is bound', async () => {
    (await container.rebind(TOKENS.Clock)).toConstantValue(stoppedClock);
    const assets = await container.getAsync(TOKENS.AssetService);
    const asset = await assets.create({ assetId: 'ETH', name: 'Ether', category: 'major', priceUsd: '3000' });
    expect(asset.createdAt).toBe(NOON.toISOString());
  });

  test('keep the clock of the container where the configuration says undefined', async () => {
    const own = new Container();
    own.load(orderfolioModule(), sqliteModule({ filename: ':memory:', clock: undefined, timer: undefined }));
    (await own.rebind(TOKENS.Clock)).toConstantValue(stoppedClock);
    const lock = await own.getAsync(TOKENS.UserLock);
    const { expiresAt } = await lock.acquire('alice_01', 'work', { leaseMs: 1_000 });
    expect(expiresAt).toBe(new Date(NOON.getTime() + 1_000).toISOString());
    await own.unbindAllAsync();
  });

  test('let a port that is rebound take effect in the services', async () => {
    const asked: string[] = [];
    /** The port itself, which notes every call. */
    const watched = <Port extends object>(name: string, port: Port): Port =>
      new Proxy(port, {
        get(target, method, receiver) {
          // The container looks for a `then`, which no port has.
          if (method in target) asked.push(name);
          return Reflect.get(target, method, receiver);
        },
      });
    const store = await container.getAsync(TOKENS.Store);
    (await container.rebind(TOKENS.UserRepository)).toConstantValue(watched('users', store.users));
    (await container.rebind(TOKENS.BalanceRepository)).toConstantValue(watched('balances', store.balances));
    (await container.rebind(TOKENS.AssetRepository)).toConstantValue(watched('assets', store.assets));
    (await container.rebind(TOKENS.OrderRepository)).toConstantValue(watched('orders', store.orders));
    (await container.rebind(TOKENS.AssetBalanceRepository)).toConstantValue(watched('holdings', store.assetBalances));
    (await container.rebind(TOKENS.AssetTransactionRepository)).toConstantValue(
      watched('rows', store.assetTransactions),
    );
    (await container.rebind(TOKENS.UserLock)).toConstantValue(watched('lock', store.lock));

    const app = await container.getAsync(TOKENS.Orderfolio);
    await app.users.getByEmail('alice@example.com').catch(() => undefined);
    await app.funds.listTransactions('alice_01');
    await app.assets.list();
    await app.orders.listByUser('alice_01');
    await app.portfolio.holdings('alice_01').catch(() => undefined);
    await app.portfolio.listTransactions('alice_01');
    await app.withLock('alice_01', 'work', async () => undefined);

    expect(new Set(asked)).toEqual(new Set(['users', 'balances', 'assets', 'orders', 'holdings', 'rows', 'lock']));
  });

  test('take other ids, another timer and other prices where these are bound', async () => {
    const newIds: string[] = [];
    const ids = createUlidGenerator(stoppedClock);
    const keptIds = { next: () => newIds[newIds.push(ids.next()) - 1] ?? '' };
    (await container.rebind(TOKENS.IdGenerator)).toConstantValue(keptIds);
    const asked: string[] = [];
    const quote = ({ assetId }: QuoteRequest) => void asked.push(assetId);
    (await container.rebind(TOKENS.PriceSource)).toConstantValue({ quote });
    (await container.rebind(TOKENS.Clock)).toConstantValue(stoppedClock);
    const slept: number[] = [];
    (await container.rebind(TOKENS.Timer)).toConstantValue({ sleep: async (ms) => void slept.push(ms) });

    const app = await container.getAsync(TOKENS.Orderfolio);
    await app.assets.create({ assetId: 'BTC', name: 'Bitcoin', category: 'major', priceUsd: '50000' });
    const order = { username: 'alice_01', orderType: 'MARKET_BUY', assetId: 'BTC', quantity: '1' } as const;
    await app.orders.place(order).catch(() => undefined);
    const lock = await container.getAsync(TOKENS.UserLock);
    await lock.acquire('alice_01', 'work');
    await lock.acquire('alice_01', 'work', { waitMs: 5 }).catch(() => undefined);

    expect(asked).toEqual(['BTC']);
    expect(newIds.length).toBeGreaterThan(0);
    expect(slept.length).toBeGreaterThan(0);
  });

  test('try again what has failed once', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'orderfolio-inversify-'));
    const own = new Container();
    own.load(orderfolioModule(), sqliteModule({ filename: join(folder, 'later', 'store.db') }));
    await expect(own.getAsync(TOKENS.Orderfolio)).rejects.toMatchObject({ code: 'CONFIGURATION_INVALID' });
    mkdirSync(join(folder, 'later'));
    const app = await own.getAsync(TOKENS.Orderfolio);
    expect((await app.assets.list()).items).toEqual([]);
    await own.unbindAllAsync();
    rmSync(folder, { recursive: true });
  });

  test('give no token to what writes past the services', () => {
    expect(Object.keys(TOKENS).filter((name) => /UnitOfWork|Trigger/.test(name))).toEqual([]);
  });

  test('refuse a configuration that cannot work when the store is asked for', async () => {
    for (const config of [undefined, null, {}, { filename: '' }]) {
      const own = new Container();
      own.load(orderfolioModule(), sqliteModule(fromJavaScript(config)));
      await expect(own.getAsync(TOKENS.Store)).rejects.toMatchObject({ code: 'CONFIGURATION_INVALID' });
    }
  });

  test('close the store with the container', async () => {
    const users = await container.getAsync(TOKENS.UserService);
    await expect(users.get('nobody_1')).rejects.toBeInstanceOf(UserNotFoundError);
    await container.unbindAllAsync();
    await expect(users.get('nobody_1')).rejects.toMatchObject({ code: 'STORE_CLOSED' });
  });

  test('refuse a wrong dependency at compile time', () => {
    // @ts-expect-error A function over a store cannot be given the clock.
    container.bind(TOKENS.UserRepository).toResolvedValue((store) => store.users, [TOKENS.Clock]);
    // @ts-expect-error A clock is not a store.
    container.bind(TOKENS.Store).toConstantValue(stoppedClock);
    expectTypeOf(openSqlite).returns.resolves.toEqualTypeOf<Store>();
  });
});
