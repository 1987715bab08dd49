import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { type RedisCache, redisCache } from '@orderfolio/cache/redis';
import { type Cache, cachedPrices, cachedReads, type PriceSource } from '@orderfolio/domain';
import { createClient } from 'redis';
import { afterAll, beforeAll, describe, expect, inject, onTestFinished, test, vi } from 'vitest';
import { cacheBehaviours } from './support/behaviours.ts';
import { openMarket, READS, username } from './support/market.ts';
import { startRedis } from './support/redis-server.ts';

const server = inject('redis');
const url = 'url' in server ? server.url : '';
const ttlMs = 60_000;
/** Far more time than the machine needs, for calls that must not be late. */
const patient = { cacheTimeoutMs: 10_000 };

const opened: RedisCache[] = [];
afterAll(async () => {
  for (const cache of opened) await cache[Symbol.asyncDispose]();
});

/** Each run has its own keys, so what another run has left does not count. */
const RUN = `test-${randomUUID().slice(0, 20)}`;

const answers = (cache: Cache): Promise<boolean> =>
  Promise.resolve(cache.get('x')).then(
    () => true,
    () => false,
  );

const ofRun = (inner: Cache): Cache => ({
  get: (key) => inner.get(`${RUN} ${key}`),
  set: (key, value, forMs) => inner.set(`${RUN} ${key}`, value, forMs),
  delete: (key) => inner.delete(`${RUN} ${key}`),
});

describe.skipIf('missing' in server)('a cache in Redis', () => {
  let cache: RedisCache;
  beforeAll(async () => {
    cache = redisCache({ url });
    opened.push(cache);
    await vi.waitUntil(() => answers(cache), { timeout: 20_000 });
  });

  cacheBehaviours(() => ofRun(cache));

  test('works on a client of the service, which stays open', async () => {
    const client = createClient({ url });
    client.on('error', () => undefined);
    await client.connect();
    onTestFinished(() => client.destroy());
    const given = redisCache({ client });
    await given.set(`${RUN} given`, 'one', 60_000);
    await given[Symbol.asyncDispose]();
    expect(await client.get(`${RUN} given`)).toBe('one');
    expect(await client.pTTL(`${RUN} given`)).toBeGreaterThan(0);
  });

  test('gives every read of the app back as it was, to every process', async () => {
    const market = await openMarket();
    const own = { cache, ttlMs, namespace: RUN, clock: market.clock, ...patient };
    const [first, second] = [cachedReads(market.app, own), cachedReads(market.app, own)];
    for (const [, read] of READS) {
      const current = await read(market.app, market);
      expect(await read(first, market)).toEqual(current);
      await expect.poll(async () => (await keysOf(RUN)).length).toBeGreaterThan(0);
      expect(await read(second, market)).toEqual(current);
    }
    await first.funds.deposit({ username, amount: '1.00' });
    expect(await second.funds.getBalance(username)).toEqual(await market.app.funds.getBalance(username));
    expect((await keysOf(RUN)).every((key) => key.startsWith(`${RUN}:1:`))).toBe(true);
  });

  test('keeps prices between processes', async () => {
    let requests = 0;
    const source: PriceSource = { quote: () => ({ price: String(++requests), at: '2026-01-01T00:00:00.000Z' }) };
    const own = { cache, ttlMs, namespace: `${RUN}-prices`, ...patient };
    const shown = { assetId: 'BTC', currency: 'USD', display: true } as const;
    await cachedPrices(source, own).quote(shown);
    await expect.poll(async () => (await keysOf(`${RUN}-prices`)).length).toBe(1);
    expect(`${(await cachedPrices(source, own).quote(shown))?.price}`).toBe('1');
    expect(requests).toBe(1);
  });

  test('may end and come back: reads go on, and use it again', async () => {
    const market = await openMarket();
    const first = await startRedis();
    const errors: unknown[] = [];
    const own = redisCache({ url: first.url, onError: (cause) => errors.push(cause) });
    opened.push(own);
    await expect.poll(() => answers(own)).toBe(true);
    const options = { cache: own, ttlMs, clock: market.clock, cachePauseMs: 0, ...patient };
    const cached = cachedReads(market.app, options);
    const current = await market.app.funds.getBalance(username);
    expect(await cached.funds.getBalance(username)).toEqual(current);
    await first.stop();
    expect(await cached.funds.getBalance(username)).toEqual(current);
    await cached.funds.deposit({ username, amount: '1.00' });
    const later = await market.app.funds.getBalance(username);
    expect(await cached.funds.getBalance(username)).toEqual(later);
    expect(errors.length).toBeGreaterThan(0);
    const second = await startRedis(first.port);
    onTestFinished(() => second.stop());
    await expect.poll(() => answers(own), { timeout: 20_000 }).toBe(true);
    expect(await cached.funds.getBalance(username)).toEqual(later);
    await expect.poll(() => keysAt(second.url, 'orderfolio')).toHaveLength(2);
    await own[Symbol.asyncDispose]();
    await own[Symbol.asyncDispose]();
  });
});

describe('a server that', () => {
  test('does not answer costs its bounded wait, once', async () => {
    const mute = createServer().listen(0, '127.0.0.1');
    await once(mute, 'listening');
    const address = mute.address();
    if (typeof address !== 'object' || address === null) throw new Error('the server has no port');
    const cache = redisCache({ url: `redis://127.0.0.1:${address.port}` });
    onTestFinished(async () => {
      await cache[Symbol.asyncDispose]();
      mute.close();
    });
    await expectReadsWithout(cache);
  });

  test('is not there costs nothing but the refusal', async () => {
    const cache = redisCache({ url: 'redis://127.0.0.1:1' });
    onTestFinished(() => cache[Symbol.asyncDispose]());
    await expectReadsWithout(cache);
  });
});

async function expectReadsWithout(cache: Cache): Promise<void> {
  const market = await openMarket();
  const cached = cachedReads(market.app, { cache, ttlMs, clock: market.clock, timer: market.timer });
  const start = market.clock.now().getTime();
  for (const [, read] of READS) expect(await read(cached, market)).toEqual(await read(market.app, market));
  await cached.funds.deposit({ username, amount: '1.00' });
  expect(await cached.funds.getBalance(username)).toEqual(await market.app.funds.getBalance(username));
  expect(market.clock.now().getTime() - start).toBeLessThanOrEqual(50);
}

async function keysAt(at: string, namespace: string): Promise<string[]> {
  const client = createClient({ url: at });
  client.on('error', () => undefined);
  await client.connect();
  try {
    return await client.keys(`${namespace}:*`);
  } finally {
    client.destroy();
  }
}

const keysOf = (namespace: string): Promise<string[]> => keysAt(url, namespace);

describe('it cannot be made', () => {
  test.each([
    ['without options', undefined, 'options'],
    ['without a URL', {}, 'url'],
    ['with a URL of another kind', { url: 'http://127.0.0.1' }, 'url'],
    ['with a URL that is none', { url: 'redis://:x:y' }, 'url'],
    ['with a listener that cannot be called', { url: 'redis://127.0.0.1', onError: 1 }, 'onError'],
    ['with an option that is not known', { url: 'redis://127.0.0.1', port: 1 }, 'port'],
    ['with a client that is none', { client: { get: () => '' } }, 'client'],
    ['with both', { client: createClient(), url: 'redis://127.0.0.1' }, 'url'],
  ])('%s', (_words, options, field) => {
    const make = () => Reflect.apply(redisCache, undefined, [options]);
    expect(make).toThrow(expect.objectContaining({ code: 'CONFIGURATION_INVALID', field }));
  });
});
