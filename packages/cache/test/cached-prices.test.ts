import { setImmediate } from 'node:timers/promises';
import { memoryCache } from '@orderfolio/cache';
import {
  type CachedPricesOptions,
  cachedPrices,
  type PriceSource,
  type Quote,
  type QuoteRequest,
} from '@orderfolio/domain';
import { ManualClock, ManualTimer } from '@orderfolio/domain/testing';
import { describe, expect, test } from 'vitest';
import { FAULTS, FaultyCache } from './support/faulty-cache.ts';
import { openMarket, username } from './support/market.ts';

const ttlMs = 1_000;
const shown = { assetId: 'BTC', currency: 'USD', display: true } as const;
const decided = { assetId: 'BTC', currency: 'USD' } as const;

/** A source whose price rises by one with each request. The test decides when a held request is answered. */
class CountingSource implements PriceSource {
  readonly requests: QuoteRequest[] = [];
  holds = false;
  fails = false;
  readonly held: (() => void)[] = [];
  readonly #clock: ManualClock;

  constructor(clock: ManualClock) {
    this.#clock = clock;
  }

  async quote(request: QuoteRequest): Promise<Quote | undefined> {
    this.requests.push(request);
    const quote = { price: String(this.requests.length), at: this.#clock.now().toISOString() };
    if (this.holds) await new Promise<void>((resolve) => this.held.push(resolve));
    if (this.fails) throw new Error('the exchange is down');
    return quote;
  }
}

function open(options: Partial<CachedPricesOptions> = {}) {
  const clock = new ManualClock();
  const timer = new ManualTimer(clock);
  const cache = new FaultyCache(memoryCache({ maxEntries: 100, clock }));
  const source = new CountingSource(clock);
  const make = () => cachedPrices(source, { cache, ttlMs, clock, timer, ...options });
  const prices = make();
  const show = async (from = prices) => `${(await from.quote(shown))?.price}`;
  const decide = async () => `${(await prices.quote(decided))?.price}`;
  return { clock, timer, cache, source, prices, make, show, decide };
}

test('a price is shown again while it is new enough', async () => {
  const { clock, source, show } = open();
  expect(await show()).toBe('1');
  clock.advance(ttlMs - 1);
  expect(await show()).toBe('1');
  clock.advance(1);
  expect(await show()).toBe('2');
  expect(source.requests).toHaveLength(2);
});

test('it keeps the time of the source, from which its age counts', async () => {
  const { clock, prices } = open();
  const at = clock.now().toISOString();
  await prices.quote(shown);
  clock.advance(500);
  expect((await prices.quote(shown))?.at).toBe(at);
});

test('a price that a command is decided on is asked for each time, and then shown', async () => {
  const { show, decide } = open();
  expect(await show()).toBe('1');
  expect(await decide()).toBe('2');
  expect(await decide()).toBe('3');
  expect(await show()).toBe('3');
});

test('all who ask at once share one request for each asset and currency', async () => {
  const { source, prices } = open();
  const requests = [shown, decided, { ...decided, currency: 'EUR' }, { ...decided, assetId: 'ETH' }] as const;
  const quotes = await Promise.all(
    Array.from({ length: 100 }, (_nothing, nth) => prices.quote(requests[nth % 4] ?? shown)),
  );
  expect(source.requests).toHaveLength(3);
  expect(quotes.every((quote) => quote !== undefined)).toBe(true);
});

test('an outdated price is shown once more while the source is asked for the next', async () => {
  const { clock, source, show } = open({ staleMs: 5_000 });
  await show();
  clock.advance(ttlMs);
  source.holds = true;
  expect(await show()).toBe('1');
  expect(await show()).toBe('1');
  expect(source.requests).toHaveLength(2);
  source.held[0]?.();
  await setImmediate();
  expect(await show()).toBe('2');
  clock.advance(6_000);
  source.holds = false;
  expect(await show()).toBe('3');
});

test('a source that fails leaves an outdated price until its time is over, and is then heard', async () => {
  const { clock, source, show } = open({ staleMs: 5_000 });
  await show();
  source.fails = true;
  clock.advance(5_999);
  expect(await show()).toBe('1');
  clock.advance(1);
  await expect(show()).rejects.toThrow('the exchange is down');
});

test('neither a failure nor the answer that there is no price is kept', async () => {
  const { source, show } = open();
  source.fails = true;
  await expect(show()).rejects.toThrow('the exchange is down');
  source.fails = false;
  expect(await show()).toBe('2');
});

test('a request that is never answered does not stop the next, and its late answer replaces nothing', async () => {
  const { clock, source, prices, show } = open({ quoteTimeoutMs: 2_000 });
  source.holds = true;
  const late = prices.quote(decided);
  await expect.poll(() => source.held.length).toBe(1);
  clock.advance(2_000);
  source.holds = false;
  expect(await show()).toBe('2');
  source.held[0]?.();
  expect(`${(await late)?.price}`).toBe('1');
  expect(await show()).toBe('2');
});

test('processes on one cache show the same price', async () => {
  const { source, make, show } = open();
  expect(await show(make())).toBe('1');
  expect(await show(make())).toBe('1');
  expect(source.requests).toHaveLength(1);
});

describe('a cache that', () => {
  test.each(FAULTS)('%s costs a wait of its own, and no price', async (fault) => {
    const { cache, clock, show } = open({ cacheTimeoutMs: 20 });
    const start = clock.now().getTime();
    cache.fault = fault;
    expect(await show()).toBe('1');
    expect(clock.now().getTime() - start).toBeLessThanOrEqual(40);
    const { calls } = cache;
    expect(await show()).toBe('2');
    expect(cache.calls).toBe(calls);
  });

  test.each([
    ['no JSON', () => '{'],
    ['a price below zero', (text: string) => text.replace('"price":"', '"price":"-')],
    ['a price of zero', (text: string) => text.replace('"price":"1"', '"price":"0"')],
    ['a number', (text: string) => text.replace('"price":"1"', '"price":1')],
    ['a time that has not come', (text: string) => text.replace(/"storedAt":\d+/, '"storedAt":9000000000000')],
    ['no time', (text: string) => text.replace(/"at":"[^"]+"/, '"at":"now"')],
  ])('has %s is not believed', async (_words, change) => {
    const { cache, show } = open();
    await show();
    expect(await cache.poison(change)).toBe(1);
    expect(await show()).toBe('2');
  });
});

test('no order fills at a price that was kept', async () => {
  const clock = new ManualClock();
  const cache = new FaultyCache(memoryCache({ maxEntries: 100, clock }));
  const source: PriceSource = { quote: () => ({ price: '50000.00', at: clock.now().toISOString() }) };
  const { app } = await openMarket({ prices: cachedPrices(source, { cache, ttlMs: 100_000, clock }) });
  await app.portfolio.value(username);
  expect(await cache.poison((text) => text.replace('"50000"', '"1"'))).toBe(1);
  expect(`${(await app.assets.getPriced('BTC')).priceUsd}`).toBe('1');
  const { order } = await app.orders.place({ username, orderType: 'MARKET_BUY', assetId: 'BTC', quantity: '0.001' });
  expect(`${order.executionPrice}`).toBe('50000');
});

test('without a cache a hundred looks at a portfolio ask the source a hundred times, and with one once', async () => {
  const clock = new ManualClock();
  const looks = async (wrap: (source: PriceSource) => PriceSource): Promise<number> => {
    const source = new CountingSource(clock);
    const { app } = await openMarket({ prices: wrap(source) });
    clock.advance(ttlMs);
    source.requests.length = 0;
    for (let times = 0; times < 100; times++) await app.portfolio.value(username);
    return source.requests.length;
  };
  const cache = memoryCache({ maxEntries: 100, clock });
  expect(await looks((source) => source)).toBe(100);
  expect(await looks((source) => cachedPrices(source, { cache, ttlMs, clock }))).toBe(1);
});

describe('it cannot be made', () => {
  const cache = memoryCache({ maxEntries: 10 });
  const source: PriceSource = { quote: () => undefined };
  test.each([
    ['without a source', undefined, { cache, ttlMs }, 'source'],
    ['with a source that cannot be asked', {}, { cache, ttlMs }, 'source'],
    ['without options', source, undefined, 'options'],
    ['without a time to live', source, { cache }, 'ttlMs'],
    ['with a time below zero', source, { cache, ttlMs, staleMs: -1 }, 'staleMs'],
    ['with no time to answer', source, { cache, ttlMs, quoteTimeoutMs: 0 }, 'quoteTimeoutMs'],
  ])('%s', (_words, given, options, field) => {
    const make = () => Reflect.apply(cachedPrices, undefined, [given, options]);
    expect(make).toThrow(expect.objectContaining({ code: 'CONFIGURATION_INVALID', field }));
  });
});
