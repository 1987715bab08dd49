import * as z from 'zod';
import { positiveDecimal } from '../money/decimal.ts';
import type { PriceSource, Quote, QuoteRequest } from '../ports/price-source.ts';
import { quoteSchema } from '../rules/pricing.ts';
import { type OptionRules, requireOptions, withMethod } from '../validation/options.ts';
import { timestamp } from '../validation/schemas.ts';
import { CACHE_OPTIONS, type CacheOptions, GuardedCache, milliseconds, readEntry } from './guarded-cache.ts';

/** The options of `cachedPrices`. */
export interface CachedPricesOptions extends CacheOptions {
  /**
   * How much longer than `ttlMs` a price is shown while the source is asked for the next one, in milliseconds. So nobody waits for the
   * source as long as somebody looks at the price. Default 0: who comes first after `ttlMs` waits.
   */
  readonly staleMs?: number | undefined;
  /** How long a request to the source may be under way before another one is sent, in milliseconds. Default 2,000. */
  readonly quoteTimeoutMs?: number | undefined;
}

const OPTIONS: OptionRules<CachedPricesOptions> = {
  ...CACHE_OPTIONS,
  staleMs: milliseconds(0),
  quoteTimeoutMs: milliseconds(1),
};

const entrySchema = z.strictObject({ storedAt: z.int().min(0), price: positiveDecimal, at: timestamp });

/** A request to the source that is under way. */
interface Flight {
  readonly since: number;
  readonly answer: Promise<Quote | undefined>;
}

/**
 * A source of prices that asks another one, and keeps its answers: give it to `createOrderfolio` as `prices`.
 *
 * Reads that only show prices (`portfolio.value`, `assets.getPriced`) get a kept one for `ttlMs`. Commands that decide
 * on a price (placing and replacing orders) always ask the source, and its answer is kept too. At most one request at a
 * time is under way for each asset and currency, and all who ask meanwhile share its answer.
 *
 * Errors of the source are passed on. Neither an error nor the answer that there is no price is kept.
 * CONFIGURATION_INVALID, naming the option.
 */
export function cachedPrices(source: PriceSource, options: CachedPricesOptions): PriceSource {
  requireOptions({ source }, { source: withMethod('quote') }, ['source'], 'source');
  requireOptions(options, OPTIONS, ['cache', 'ttlMs'], 'options');
  const { ttlMs, staleMs = 0, quoteTimeoutMs = 2_000 } = options;
  const cache = new GuardedCache(options);
  const flights = new Map<string, Flight>();

  function askSource(key: string, request: QuoteRequest): Promise<Quote | undefined> {
    const underWay = flights.get(key);
    const now = cache.now();
    if (underWay !== undefined && Math.abs(now - underWay.since) < quoteTimeoutMs) return underWay.answer;
    const flight: Flight = { since: now, answer: Promise.resolve().then(() => source.quote(request)) };
    flights.set(key, flight);
    const end = (quote?: Quote): void => {
      // Another request was sent because this one was late: its answer is the newer one.
      if (flights.get(key) !== flight) return;
      flights.delete(key);
      const valid = quoteSchema.safeParse(quote).data;
      if (valid === undefined) return;
      const entry = { storedAt: cache.now(), price: valid.price, at: valid.at };
      void cache.set(key, JSON.stringify(entry), ttlMs + staleMs);
    };
    flight.answer.then(end, () => end());
    return flight.answer;
  }

  return {
    async quote(request) {
      const { assetId, currency, display } = request;
      const key = cache.keyOf('price', assetId, currency);
      if (display !== true) return askSource(key, request);
      const text = await cache.get(key);
      const known = text === undefined ? undefined : readEntry(entrySchema, text);
      const age = known === undefined ? Number.POSITIVE_INFINITY : cache.now() - known.storedAt;
      if (known === undefined || age < 0 || age >= ttlMs + staleMs) return askSource(key, request);
      // If the source fails now, the next one to ask tries again.
      if (age >= ttlMs) askSource(key, request).catch(() => undefined);
      return { price: known.price, at: known.at };
    },
  };
}
