import type { Cache, Clock } from '@orderfolio/domain';
import { type OptionRules, requireOptions, wholeNumber, withMethod } from '@orderfolio/domain/adapter';
import { LRUCache } from 'lru-cache';

/** The options of `memoryCache`. */
export interface MemoryCacheOptions {
  /** How many texts it keeps at most. One more removes the least recently used one. */
  readonly maxEntries: number;
  /** Default: the machine's monotonic clock, which no change of the time moves. */
  readonly clock?: Clock | undefined;
}

const MOST_ENTRIES = 10_000_000;

const OPTIONS: OptionRules<MemoryCacheOptions> = {
  maxEntries: wholeNumber(1, MOST_ENTRIES),
  clock: withMethod('now'),
};

/**
 * A cache in the memory of this process. It keeps the most recently used texts, each until its time is over. Other
 * processes do not see it. A balance takes about 400 bytes. CONFIGURATION_INVALID, naming the option.
 */
export function memoryCache(options: MemoryCacheOptions): Cache {
  requireOptions(options, OPTIONS, ['maxEntries'], 'options');
  const { maxEntries, clock } = options;
  const time = clock === undefined ? {} : { perf: { now: () => clock.now().getTime() }, ttlResolution: 0 };
  const texts = new LRUCache<string, string>({ max: maxEntries, ...time });
  return {
    get: (key) => texts.get(key),
    set(key, value, ttlMs) {
      texts.set(key, value, { ttl: ttlMs });
    },
    delete(key) {
      texts.delete(key);
    },
  };
}
