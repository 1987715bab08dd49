import { Decimal, DomainError, type Orderfolio, type Store } from '@orderfolio/domain';
import { insert } from '@orderfolio/domain/adapter';
import { expect } from 'vitest';
import { withFeed } from '../adapter.ts';
import { expectRefusal } from '../assertions.ts';
import { CALLS } from '../bad-calls.ts';
import { COMMANDS } from '../bad-commands.ts';
import { type Behaviour, testsOn } from '../place.ts';

/** A store that is closed, or being closed, says so, and carries out what it has begun to write. */
export const closing: Behaviour = (adapter, register) => {
  const it = testsOn(withFeed(adapter), register);
  const { durable } = adapter.capabilities;

  it('carries out each command under way, or refuses it with STORE_CLOSED', async (place) => {
    const { app, store, appOn, addUser, reopen } = place;
    const users = [await addUser(), await addUser(), await addUser(), await addUser()];
    const commands = users.flatMap(({ username }) =>
      Array.from({ length: 100 }, () => app.funds.deposit({ username, amount: '1.00' })),
    );
    await commands[0];
    const closed = store[Symbol.asyncDispose]();
    const outcomes = await Promise.allSettled(commands);
    await closed;
    const refusals = outcomes.flatMap((outcome) => (outcome.status === 'rejected' ? [outcome.reason] : []));
    expect(refusals.filter((reason) => !(reason instanceof DomainError && reason.code === 'STORE_CLOSED'))).toEqual([]);
    expect(refusals.length).toBeGreaterThan(0);
    if (!durable) return;
    const reopened = appOn(await reopen());
    const balances = await Promise.all(users.map(({ username }) => reopened.funds.getBalance(username)));
    const deposited = balances.reduce((sum, { available }) => sum.plus(available), new Decimal('0'));
    expect(String(deposited)).toBe(String(commands.length - refusals.length));
  });

  it('refuses every command and every read once it is closed', async ({ app, handedOut }) => {
    await handedOut[Symbol.asyncDispose]();
    for (const [name, { run, valid }] of Object.entries(COMMANDS))
      await expectRefusal(run(app, valid), 'STORE_CLOSED', {}, name);
    for (const [name, call] of Object.entries(READS)) await expectRefusal(call(app), 'STORE_CLOSED', {}, name);
    for (const [name, call] of Object.entries(PORTS)) await expectRefusal(call(handedOut), 'STORE_CLOSED', {}, name);
  });

  it('has a test here for each method that a service can call', async ({ app, handedOut }) => {
    const called = [...Object.keys(COMMANDS), ...CALLS.map(([name]) => name), ...Object.keys(READS)];
    const methods = Object.entries(app).flatMap(([service, port]) =>
      typeof port === 'object' && !Array.isArray(port) ? Object.keys(port).map((method) => `${service}.${method}`) : [],
    );
    expect(methods.filter((method) => !called.some((name) => name.startsWith(method)))).toEqual([]);
    const ports = Object.entries(handedOut).flatMap(([port, methods]) =>
      Object.keys(methods).map((method) => `${port}.${method}`),
    );
    expect(ports.filter((method) => !(method in PORTS))).toEqual(['health.check', ...OF_FEED]);
  });

  it('refuses at the door of the adapter, too', async ({ store, make, ids }) => {
    await store[Symbol.asyncDispose]();
    const { unitOfWork, triggers } = store;
    const price = new Decimal('1');
    const calls = [
      unitOfWork.read([{ entity: 'user', username: 'alice_01' }]),
      unitOfWork.commit({ token: ids.next(), changes: [insert('asset', make.asset())] }),
      triggers.reachedByFall('BTC', price, { limit: 1 }),
      triggers.reachedByRise('BTC', price, { limit: 1 }),
      triggers.dueBy('2026-01-01T00:00:00.000Z', { limit: 1 }),
    ];
    for (const call of calls) await expectRefusal(call, 'STORE_CLOSED');
  });

  it('is not healthy once it is closed, which is a finding', async ({ store }) => {
    expect(await store.health.check()).toMatchObject({ healthy: true });
    await store[Symbol.asyncDispose]();
    expect(await store.health.check()).toMatchObject({ healthy: false, reason: expect.stringContaining('closed') });
  });

  it('may be closed again and again, and several times at once', async ({ store, handedOut }) => {
    await Promise.all([store[Symbol.asyncDispose](), handedOut[Symbol.asyncDispose]()]);
    await store[Symbol.asyncDispose]();
  });
};

const USERNAME = 'alice_01';
const ID = '01JGFJJZ00000G40R40M30E209';
const DAY = { from: '2026-01-01', to: '2026-01-01' };

/** The calls of the services that are not commands. */
const READS: Readonly<Record<string, (app: Orderfolio) => Promise<unknown>>> = {
  'users.get': (app) => app.users.get(USERNAME),
  'users.getByEmail': (app) => app.users.getByEmail('a@example.com'),
  'users.list': (app) => app.users.list(),
  'users.suspend': (app) => app.users.suspend(USERNAME, { by: 'operator_1' }),
  'users.erase': (app) => app.users.erase(USERNAME, { by: 'operator_1' }),
  'users.reinstate': (app) => app.users.reinstate(USERNAME, { by: 'operator_1' }),
  'funds.openBalance': (app) => app.funds.openBalance(USERNAME, 'EUR'),
  'funds.getBalance': (app) => app.funds.getBalance(USERNAME),
  'funds.getTransaction': (app) => app.funds.getTransaction(USERNAME, ID),
  'funds.listTransactions': (app) => app.funds.listTransactions(USERNAME),
  'funds.complete': (app) => app.funds.complete(USERNAME, ID),
  'funds.fail': (app) => app.funds.fail(USERNAME, ID),
  'funds.cancel': (app) => app.funds.cancel(USERNAME, ID),
  'assets.get': (app) => app.assets.get('BTC'),
  'assets.getMany': (app) => app.assets.getMany(['BTC']),
  'assets.getPriced': (app) => app.assets.getPriced('BTC'),
  'assets.list': (app) => app.assets.list(),
  'assets.activate': (app) => app.assets.activate('BTC'),
  'assets.deactivate': (app) => app.assets.deactivate('BTC'),
  'rates.get': (app) => app.rates.get('EUR', 'USD'),
  'rates.list': (app) => app.rates.list(),
  'orders.cancel': (app) => app.orders.cancel(USERNAME, ID),
  'orders.expireDue': (app) => app.orders.expireDue(),
  'orders.get': (app) => app.orders.get(USERNAME, ID),
  'orders.getByClientOrderId': (app) => app.orders.getByClientOrderId(USERNAME, 'first'),
  'orders.listByUser': (app) => app.orders.listByUser(USERNAME),
  'orders.listByUserAndAsset': (app) => app.orders.listByUserAndAsset(USERNAME, 'BTC'),
  'orders.listByUserAndStatus': (app) => app.orders.listByUserAndStatus(USERNAME, 'QUEUED'),
  'orders.listOpenByUser': (app) => app.orders.listOpenByUser(USERNAME),
  'orders.listOpenByAsset': (app) => app.orders.listOpenByAsset('BTC'),
  'orders.depth': (app) => app.orders.depth('BTC'),
  'orders.preview': (app) =>
    app.orders.preview({ username: USERNAME, assetId: 'BTC', orderType: 'MARKET_BUY', quantity: '1' }),
  'portfolio.value': (app) => app.portfolio.value(USERNAME),
  'portfolio.holdings': (app) => app.portfolio.holdings(USERNAME),
  'portfolio.holding': (app) => app.portfolio.holding(USERNAME, 'BTC'),
  'portfolio.listTransactions': (app) => app.portfolio.listTransactions(USERNAME),
  'portfolio.reconcile': (app) => app.portfolio.reconcile(USERNAME),
  'analytics.orderStatistics': (app) => app.analytics.orderStatistics(DAY),
  'analytics.volume': (app) => app.analytics.volume({ ...DAY, assetId: 'BTC' }),
  'analytics.performance': (app) => app.analytics.performance(USERNAME, DAY),
  withLock: (app) => app.withLock(USERNAME, 'work', async () => 'done'),
};

const GRANT = { username: USERNAME, operation: 'work', fence: 1, expiresAt: '2026-01-01T00:00:00.000Z' };
const HASH = '0'.repeat(64);

/** The calls of a published store. */
const PORTS: Readonly<Record<string, (store: Store) => Promise<unknown>>> = {
  'projections.get': ({ projections }) => projections.get('volume', 'key'),
  'projections.list': ({ projections }) => projections.list('volume'),
  'users.get': ({ users }) => users.get(USERNAME),
  'users.getByEmail': ({ users }) => users.getByEmail('a@example.com'),
  'users.list': ({ users }) => users.list(),
  'users.listByStatus': ({ users }) => users.listByStatus('ACTIVE'),
  'users.listByUsernamePrefix': ({ users }) => users.listByUsernamePrefix('a'),
  'users.listByEmailPrefix': ({ users }) => users.listByEmailPrefix('a'),
  'balances.get': ({ balances }) => balances.get(USERNAME, 'USD'),
  'balances.getTransaction': ({ balances }) => balances.getTransaction(USERNAME, ID),
  'balances.listTransactions': ({ balances }) => balances.listTransactions(USERNAME),
  'assets.get': ({ assets }) => assets.get('BTC'),
  'assets.getMany': ({ assets }) => assets.getMany(['BTC']),
  'assets.list': ({ assets }) => assets.list(),
  'assets.listActive': ({ assets }) => assets.listActive(),
  'rates.get': ({ rates }) => rates.get('EUR', 'USD'),
  'rates.list': ({ rates }) => rates.list(),
  'orders.get': ({ orders }) => orders.get(USERNAME, ID),
  'orders.getByClientOrderId': ({ orders }) => orders.getByClientOrderId(USERNAME, 'first'),
  'orders.listByUser': ({ orders }) => orders.listByUser(USERNAME),
  'orders.listByUserAndAsset': ({ orders }) => orders.listByUserAndAsset(USERNAME, 'BTC'),
  'orders.listByUserAndStatus': ({ orders }) => orders.listByUserAndStatus(USERNAME, 'QUEUED'),
  'orders.listRestingByAsset': ({ orders }) => orders.listRestingByAsset('BTC'),
  'assetBalances.get': ({ assetBalances }) => assetBalances.get(USERNAME, 'BTC'),
  'assetBalances.getAll': ({ assetBalances }) => assetBalances.getAll(USERNAME),
  'assetBalances.getAccount': ({ assetBalances }) => assetBalances.getAccount(USERNAME),
  'assetTransactions.get': ({ assetTransactions }) => assetTransactions.get(USERNAME, ID),
  'assetTransactions.listByUser': ({ assetTransactions }) => assetTransactions.listByUser(USERNAME),
  'assetTransactions.listByUserAndAsset': ({ assetTransactions }) =>
    assetTransactions.listByUserAndAsset(USERNAME, 'BTC'),
  'loginAttempts.get': ({ loginAttempts }) => loginAttempts.get(USERNAME),
  'refreshTokens.get': ({ refreshTokens }) => refreshTokens.get(USERNAME, HASH),
  'refreshTokens.getFamily': ({ refreshTokens }) => refreshTokens.getFamily(USERNAME, ID),
  'refreshTokens.listFamilies': ({ refreshTokens }) => refreshTokens.listFamilies(USERNAME),
  'auditTrail.head': ({ auditTrail }) => auditTrail.head(USERNAME),
  'auditTrail.list': ({ auditTrail }) => auditTrail.list(USERNAME),
  'lock.acquire': ({ lock }) => lock.acquire(USERNAME, 'work'),
  'lock.renew': ({ lock }) => lock.renew(GRANT),
  'lock.release': ({ lock }) => lock.release(GRANT),
  'lock.withLock': ({ lock }) => lock.withLock(USERNAME, 'work', async () => 'done'),
};

/** A store may keep no feed: `change-feeds.ts` closes those that do. */
const OF_FEED = ['feed.shards', 'feed.latest', 'feed.read'];
