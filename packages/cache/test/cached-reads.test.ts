import { memoryCache } from '@orderfolio/cache';
import { cachedReads, isDecimal, type Orderfolio } from '@orderfolio/domain';
import { ManualClock } from '@orderfolio/domain/testing';
import { describe, expect, test } from 'vitest';
import { FAULTS } from './support/faulty-cache.ts';
import { openMarket, READS, ttlMs, username } from './support/market.ts';

const deposit = { username, amount: '1.00' };
const buy = { username, orderType: 'MARKET_BUY', assetId: 'BTC', quantity: '0.001' } as const;

/** A gate that work waits at until the test opens it. */
function gate(): { readonly opened: Promise<void>; open(): void } {
  let open = (): void => undefined;
  const opened = new Promise<void>((resolve) => {
    open = resolve;
  });
  return { opened, open: () => open() };
}

describe.each(READS)('%s', (_name, read) => {
  test('is sent once, and shown again with the same values and types', async () => {
    const market = await openMarket();
    const first = await read(market.cached, market);
    const second = await read(market.cached, market);
    expect(market.sent).toHaveLength(1);
    expect(second).toEqual(first);
    expect(second).toEqual(await read(market.app, market));
    expect(decimalsIn(second)).toBe(decimalsIn(first));
    expect(decimalsIn(first)).toBeGreaterThan(0);
  });

  test('is shared by processes', async () => {
    const market = await openMarket();
    const first = await read(market.cached, market);
    expect(await read(market.other(), market)).toEqual(first);
    expect(market.sent).toHaveLength(1);
  });

  test('is read again after its time', async () => {
    const market = await openMarket();
    await read(market.cached, market);
    market.clock.advance(ttlMs);
    await read(market.cached, market);
    expect(market.sent).toHaveLength(2);
  });

  test('is read again when the clock has gone back: nobody knows how old it is', async () => {
    const market = await openMarket();
    await read(market.cached, market);
    market.clock.advance(-1);
    await read(market.cached, market);
    expect(market.sent).toHaveLength(2);
  });

  test.each(FAULTS)('is read from the store when the cache %s', async (fault) => {
    const market = await openMarket();
    market.cache.fault = fault;
    expect(await read(market.cached, market)).toEqual(await read(market.app, market));
  });

  test.each([
    ['no JSON', () => 'x'],
    ['nothing', () => ''],
    ['null', () => 'null'],
    ['a list', () => '[]'],
    ['no value', (text: string) => JSON.stringify({ ...JSON.parse(text), value: undefined })],
    ['a number for its value', (text: string) => JSON.stringify({ ...JSON.parse(text), value: 1 })],
    ['numbers for amounts', (text: string) => text.replaceAll(/"(-?\d+(?:\.\d+)?)"/g, '$1')],
    ['amounts below zero', (text: string) => text.replaceAll(/"(\d+(?:\.\d+)?)"/g, '"-$1"')],
    ["somebody else's record", (text: string) => text.replaceAll(username, 'mallory_1').replaceAll('BTC', 'ETH')],
    ['a field that is not known', (text: string) => text.replaceAll('{"', '{"admin":true,"')],
    ['a time that has not come', (text: string) => text.replace(/"readAt":\d+/, '"readAt":9000000000000')],
    ['another stamp', (text: string) => text.replace(/"stamp":"[^"]+"/, '"stamp":"x"')],
  ])('is read from the store when its entry has %s', async (_words, change) => {
    const market = await openMarket();
    await read(market.cached, market);
    expect(await market.cache.poison(change)).toBe(1);
    expect(await read(market.cached, market)).toEqual(await read(market.app, market));
    expect(market.sent).toHaveLength(2);
  });
});

describe('a command through the app is seen by the next read', () => {
  const commands: readonly (readonly [string, (app: Orderfolio, orderId: string) => Promise<unknown>])[] = [
    ['deposit', (app) => app.funds.deposit(deposit)],
    ['withdraw', (app) => app.funds.withdraw(deposit)],
    ['adjust', (app) => app.funds.adjust({ ...deposit, description: 'A correction' })],
    ['openBalance', (app) => app.funds.openBalance(username, 'EUR')],
    ['place', (app) => app.orders.place(buy)],
    ['replace', (app, orderId) => app.orders.replace({ username, orderId, quantity: '0.02' })],
    ['cancel', (app, orderId) => app.orders.cancel(username, orderId)],
    ['onPrice', (app) => app.orders.onPrice({ assetId: 'BTC', price: '39000.00' })],
    ['transferIn', (app) => app.portfolio.transferIn({ username, assetId: 'BTC', quantity: '1' })],
    ['transferOut', (app) => app.portfolio.transferOut({ username, assetId: 'BTC', quantity: '1' })],
    ['portfolio.adjust', (app) => app.portfolio.adjust({ username, assetId: 'BTC', ratio: '2' })],
    ['suspend', (app) => app.users.suspend(username, { by: 'operator_1' })],
    ['erase', (app) => app.users.erase(username, { by: 'operator_1' })],
    ['update', (app) => app.assets.update('BTC', { priceUsd: '51000.00' })],
    ['deactivate', (app) => app.assets.deactivate('BTC')],
    ['one under the lock', (app) => app.withLock(username, 'test', (locked) => locked.funds.deposit(deposit))],
  ];
  test.each(commands)('%s', async (name, command) => {
    const market = await openMarket();
    for (const [, read] of READS) await read(market.cached, market);
    await command(market.cached, market.orderId);
    for (const [, read] of READS.filter(([words]) => !words.startsWith('portfolio.value') || changesUser(name)))
      expect(await read(market.cached, market)).toEqual(await read(market.app, market));
  });

  test('an order that expires', async () => {
    const market = await openMarket();
    const expiresAt = new Date(market.clock.now().getTime() + 1_000).toISOString();
    const resting = { ...buy, orderType: 'LIMIT_BUY', limitPrice: '100.00', expiresAt } as const;
    const { order } = await market.cached.orders.place(resting);
    await market.cached.orders.get(username, order.orderId);
    market.clock.advance(1_000);
    await market.cached.orders.expireDue();
    expect(await market.cached.orders.get(username, order.orderId)).toMatchObject({ status: 'EXPIRED' });
  });

  test('also when it fails, for its commit may be stored although the reply was lost', async () => {
    const market = await openMarket();
    const { app } = market;
    const lost: Orderfolio = {
      ...app,
      funds: {
        ...app.funds,
        async deposit(command) {
          await app.funds.deposit(command);
          throw new Error('the reply was lost');
        },
      },
    };
    const cached = cachedReads(lost, { cache: market.cache, ttlMs, clock: market.clock, timer: market.timer });
    await cached.funds.getBalance(username);
    await expect(cached.funds.deposit(deposit)).rejects.toThrow('the reply was lost');
    expect(await cached.funds.getBalance(username)).toEqual(await app.funds.getBalance(username));
  });
});

/** The prices of a portfolio may be as old as the time to live. */
function changesUser(command: string): boolean {
  return !['update', 'deactivate'].includes(command);
}

describe('a read that began before a command and ends after it', () => {
  async function openSlow() {
    const market = await openMarket();
    const { app } = market;
    const reading = gate();
    const waiting = gate();
    const slow: Orderfolio = {
      ...app,
      funds: {
        ...app.funds,
        async getBalance(owner, currency) {
          const balance = await app.funds.getBalance(owner, currency);
          reading.open();
          await waiting.opened;
          return balance;
        },
      },
    };
    const { cache, clock, timer } = market;
    return { market, reading, waiting, cached: cachedReads(slow, { cache, ttlMs, clock, timer }) };
  }

  test('does not bring the old value back', async () => {
    const { market, reading, waiting, cached } = await openSlow();
    const old = cached.funds.getBalance(username);
    await reading.opened;
    await cached.funds.deposit(deposit);
    waiting.open();
    await old;
    expect(await cached.funds.getBalance(username)).toEqual(await market.app.funds.getBalance(username));
  });

  test('does not bring it back to another process, which was the one to commit and has read since', async () => {
    const { market, reading, waiting, cached } = await openSlow();
    const other = market.other();
    const old = cached.funds.getBalance(username);
    await reading.opened;
    await other.funds.deposit(deposit);
    await other.funds.listBalances(username);
    waiting.open();
    await old;
    const current = await market.app.funds.getBalance(username);
    expect(await other.funds.getBalance(username)).toEqual(current);
    expect(await cached.funds.getBalance(username)).toEqual(current);
  });
});

describe('what others commit', () => {
  test('is shown once the time is over, and until then the value before', async () => {
    const market = await openMarket();
    const before = await market.cached.funds.getBalance(username);
    await market.app.funds.deposit(deposit);
    market.clock.advance(ttlMs - 1);
    expect(await market.cached.funds.getBalance(username)).toEqual(before);
    market.clock.advance(1);
    expect(await market.cached.funds.getBalance(username)).toEqual(await market.app.funds.getBalance(username));
  });

  test('is shown as soon as the feed tells of it', async () => {
    const market = await openMarket();
    for (const [, read] of READS) await read(market.cached, market);
    await market.app.funds.deposit(deposit);
    await market.app.assets.update('BTC', { priceUsd: '51000.00' });
    await market.cached.invalidate([
      { username, data: { assetId: 'BTC' } },
      { data: { assetId: 'BTC' } },
      { data: {} },
      { data: null },
      {},
    ]);
    for (const [, read] of READS) expect(await read(market.cached, market)).toEqual(await read(market.app, market));
  });

  test.each([[undefined], [null], ['events'], [[1]], [{ username }]])('is not told by %j', async (events) => {
    const { cached } = await openMarket();
    await expect(Reflect.apply(cached.invalidate, cached, [events])).rejects.toMatchObject({
      code: 'VALIDATION_FAILED',
    });
  });
});

describe('a cache that fails', () => {
  test('costs one bounded wait, and is then left alone for a while', async () => {
    const market = await openMarket();
    const cached = market.other({ cacheTimeoutMs: 30, cachePauseMs: 1_000 });
    market.cache.fault = 'hangs';
    await cached.funds.getBalance(username);
    const { calls } = market.cache;
    expect(market.timer.slept).toBeGreaterThan(0);
    expect(market.clock.now().getTime()).toBeLessThanOrEqual(new ManualClock().now().getTime() + 30);
    for (let times = 0; times < 100; times++) await cached.funds.getBalance(username);
    await cached.funds.deposit(deposit);
    expect(market.cache.calls).toBe(calls);
    market.cache.fault = undefined;
    market.clock.advance(ttlMs);
    await cached.funds.getBalance(username);
    market.sent.length = 0;
    await cached.funds.getBalance(username);
    expect(market.sent).toEqual([]);
  });

  test('is tried by one call after the pause, while the others do not wait', async () => {
    const market = await openMarket();
    const cached = market.other({ cachePauseMs: 1_000 });
    market.cache.fault = 'throws';
    await cached.funds.getBalance(username);
    market.clock.advance(1_000);
    const { calls } = market.cache;
    await Promise.all(Array.from({ length: 50 }, () => cached.funds.getBalance(username)));
    expect(market.cache.calls).toBe(calls + 1);
  });

  test.each([0, 1_000])(
    'while a command forgets does not show this process the state before (pause %d)',
    async (ms) => {
      const market = await openMarket();
      const cached = market.other({ cachePauseMs: ms });
      await cached.funds.getBalance(username);
      market.cache.fault = 'rejects';
      await cached.funds.deposit(deposit);
      market.cache.fault = undefined;
      const current = await market.app.funds.getBalance(username);
      expect(await cached.funds.getBalance(username)).toEqual(current);
      market.clock.advance(1_000);
      expect(await cached.funds.getBalance(username)).toEqual(current);
      // The cache is back, and the stamp that could not be removed is gone. Other processes read the change too.
      expect(await market.other().funds.getBalance(username)).toEqual(current);
    },
  );
});

describe('no decision rests on what was kept', () => {
  async function openPoisoned() {
    const market = await openMarket();
    for (const [, read] of READS) await read(market.cached, market);
    const poisoned = await market.cache.poison((text) =>
      text
        .replaceAll('"available":"600"', '"available":"900000"')
        .replaceAll('"currentBalance":"1000"', '"currentBalance":"900400"')
        .replaceAll('"available":"2"', '"available":"900"')
        .replaceAll('"quantity":"2"', '"quantity":"900"')
        .replaceAll('"priceUsd":"50000"', '"priceUsd":"1"')
        .replaceAll('"status":"QUEUED"', '"status":"CANCELLED"'),
    );
    expect(poisoned).toBe(READS.length);
    return market;
  }

  test('although the poison is shown', async () => {
    const { cached, orderId } = await openPoisoned();
    expect(`${(await cached.funds.getBalance(username)).available}`).toBe('900000');
    expect(`${(await cached.assets.get('BTC')).priceUsd}`).toBe('1');
    expect((await cached.orders.get(username, orderId)).status).toBe('CANCELLED');
  });

  test('cash that is not there is not paid out', async () => {
    const { cached } = await openPoisoned();
    const withdrawal = cached.funds.withdraw({ username, amount: '5000.00' });
    await expect(withdrawal).rejects.toMatchObject({ code: 'INSUFFICIENT_BALANCE' });
  });

  test('assets that are not there are not sold', async () => {
    const { cached } = await openPoisoned();
    const sale = cached.orders.place({ ...buy, orderType: 'MARKET_SELL', quantity: '3' });
    await expect(sale).rejects.toMatchObject({ code: 'INSUFFICIENT_ASSET_BALANCE' });
  });

  test('an order fills at the price of the store', async () => {
    const { cached } = await openPoisoned();
    const { order } = await cached.orders.place(buy);
    expect(`${order.executionPrice}`).toBe('50000');
  });

  test('an order that rests is cancelled, whatever is shown', async () => {
    const { cached, orderId } = await openPoisoned();
    expect((await cached.orders.cancel(username, orderId)).order.status).toBe('CANCELLED');
  });

  test('and the work under a lock reads the store', async () => {
    const { app, cached } = await openPoisoned();
    const balance = await cached.withLock(username, 'test', (locked) => locked.funds.getBalance(username));
    expect(balance).toEqual(await app.funds.getBalance(username));
  });

  test('the books agree afterwards', async () => {
    const { cached } = await openPoisoned();
    await cached.orders.place(buy);
    await cached.funds.withdraw({ username, amount: '5.00' });
    expect((await cached.portfolio.reconcile(username)).differences).toEqual([]);
  });
});

test('a resting trailing stop is never kept: any price may raise its mark', async () => {
  const { cached } = await openMarket();
  const { order } = await cached.orders.place({
    username,
    orderType: 'TRAILING_STOP_SELL',
    assetId: 'BTC',
    quantity: '1',
    trailPercent: '50',
  });
  await cached.orders.get(username, order.orderId);
  await cached.orders.onPrice({ assetId: 'BTC', price: '60000.00' });
  expect(`${(await cached.orders.get(username, order.orderId)).highWaterMark}`).toBe('60000');
});

test('what cannot be found is not kept', async () => {
  const { app, cached } = await openMarket();
  await expect(cached.assets.get('ETH')).rejects.toMatchObject({ code: 'ASSET_NOT_FOUND' });
  await app.assets.create({ assetId: 'ETH', name: 'Ether', category: 'major', priceUsd: '3000.00' });
  expect(await cached.assets.get('ETH')).toEqual(await app.assets.get('ETH'));
});

test('two stores on one cache keep apart by their namespaces', async () => {
  const { cached, other } = await openMarket();
  const elsewhere = other({ namespace: 'elsewhere' });
  const before = await elsewhere.funds.getBalance(username);
  await cached.funds.deposit(deposit);
  expect(await elsewhere.funds.getBalance(username)).toEqual(before);
});

test('every spelling of a name is one entry', async () => {
  const { cached, sent } = await openMarket();
  await cached.funds.getBalance('ALICE_01');
  await cached.funds.getBalance(username, 'USD');
  await cached.assets.get('btc');
  await cached.assets.get('BTC');
  expect(sent).toEqual(['getBalance', 'get']);
});

test.each([
  ['funds.getBalance', (app: Orderfolio) => app.funds.getBalance('?')],
  ['funds.listBalances', (app: Orderfolio) => app.funds.listBalances('?')],
  ['assets.get', (app: Orderfolio) => app.assets.get('?')],
  ['assets.getPriced', (app: Orderfolio) => app.assets.getPriced('?')],
  ['orders.get', (app: Orderfolio) => app.orders.get(username, '?')],
  ['portfolio.value', (app: Orderfolio) => app.portfolio.value('?')],
  ['portfolio.holdings', (app: Orderfolio) => app.portfolio.holdings('?')],
  ['portfolio.holding', (app: Orderfolio) => app.portfolio.holding(username, '?')],
  ['funds.deposit', (app: Orderfolio) => Reflect.apply(app.funds.deposit, undefined, [undefined])],
  ['orders.onPrice', (app: Orderfolio) => Reflect.apply(app.orders.onPrice, undefined, [null])],
  ['orders.cancel', (app: Orderfolio) => Reflect.apply(app.orders.cancel, undefined, [{}, []])],
  ['withLock', (app: Orderfolio) => Reflect.apply(app.withLock, app, [username, 'test', 'no function'])],
])('%s refuses bad input as the app itself does', async (_name, call) => {
  const { app, cached } = await openMarket();
  const refusal = await call(app).catch((error: unknown) => error);
  expect(refusal).toMatchObject({ code: 'VALIDATION_FAILED' });
  await expect(call(cached)).rejects.toEqual(refusal);
});

test('without a cache a hundred looks at a portfolio are a hundred reads, and with one a single read', async () => {
  const { app, cached, sent } = await openMarket();
  const looks = async (from: Orderfolio): Promise<number> => {
    sent.length = 0;
    for (let times = 0; times < 100; times++) await from.portfolio.value(username);
    return sent.length;
  };
  expect(await looks(cached)).toBe(1);
  expect(await looks(app)).toBe(0);
});

describe('it cannot be made', () => {
  const cache = memoryCache({ maxEntries: 10 });
  test.each([
    ['without options', undefined, 'options'],
    ['without a cache', { ttlMs }, 'cache'],
    ['with a cache that cannot remove', { ttlMs, cache: { get: () => '', set: () => undefined } }, 'cache'],
    ['without a time to live', { cache }, 'ttlMs'],
    ['with a time to live of nothing', { cache, ttlMs: 0 }, 'ttlMs'],
    ['with a time to live of half a millisecond', { cache, ttlMs: 0.5 }, 'ttlMs'],
    ['with a namespace that divides keys', { cache, ttlMs, namespace: 'a:b' }, 'namespace'],
    ['with no time to answer', { cache, ttlMs, cacheTimeoutMs: 0 }, 'cacheTimeoutMs'],
    ['with a pause below zero', { cache, ttlMs, cachePauseMs: -1 }, 'cachePauseMs'],
    ['with a clock that is none', { cache, ttlMs, clock: {} }, 'clock'],
    ['with a timer that is none', { cache, ttlMs, timer: {} }, 'timer'],
    ['with ids that are none', { cache, ttlMs, ids: {} }, 'ids'],
    ['with an option that is not known', { cache, ttlMs, ttl: 5 }, 'ttl'],
  ])('%s', async (_words, options, field) => {
    const { app } = await openMarket();
    const make = () => Reflect.apply(cachedReads, undefined, [app, options]);
    expect(make).toThrow(expect.objectContaining({ code: 'CONFIGURATION_INVALID', field }));
  });

  test('without an app', () => {
    const make = () => Reflect.apply(cachedReads, undefined, [undefined, { cache, ttlMs }]);
    expect(make).toThrow(expect.objectContaining({ code: 'CONFIGURATION_INVALID', field: 'app' }));
  });
});

function decimalsIn(value: unknown): number {
  if (isDecimal(value)) return 1;
  if (typeof value !== 'object' || value === null) return 0;
  return Object.values(value).reduce((sum: number, part) => sum + decimalsIn(part), 0);
}
