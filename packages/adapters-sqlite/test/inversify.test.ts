import { openSqlite, type SqliteConfig } from '@orderfolio/adapters-sqlite';
import { sqliteModule } from '@orderfolio/adapters-sqlite/inversify';
import { type Clock, type Orderfolio, type Store, UserNotFoundError } from '@orderfolio/domain';
import { adapterStoreOf } from '@orderfolio/domain/adapter';
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
    expect((await container.getAsync(TOKENS.Orderfolio)).users).toBe(await container.getAsync(TOKENS.UserService));
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
    container.bind(TOKENS.UnitOfWork).toResolvedValue((store) => adapterStoreOf(store).unitOfWork, [TOKENS.Clock]);
    // @ts-expect-error A clock is not a store.
    container.bind(TOKENS.Store).toConstantValue(stoppedClock);
    expectTypeOf(openSqlite).returns.resolves.toEqualTypeOf<Store>();
  });
});
