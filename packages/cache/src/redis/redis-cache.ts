import type { Cache } from '@orderfolio/domain';
import { aFunction, type OptionRules, requireOptions, withMethod } from '@orderfolio/domain/adapter';
import { createClient } from 'redis';

/** The methods that the cache uses of a client of the package `redis`, version 5 or newer. */
export interface RedisClient {
  get(key: string): Promise<unknown>;
  set(
    key: string,
    value: string,
    options: { readonly expiration: { readonly type: 'PX'; readonly value: number } },
  ): Promise<unknown>;
  del(key: string): Promise<unknown>;
}

/** A server to connect to. */
export interface RedisCacheOptions {
  /** Such as `redis://127.0.0.1:6379`, or `rediss://…` for TLS. */
  readonly url: string;
  /**
   * Called with the reason each time the connection is lost or cannot be made. Default: none. The cache connects again
   * by itself.
   */
  readonly onError?: ((cause: unknown) => void) | undefined;
}

/** A client of the service's own. */
export interface GivenRedis {
  /**
   * A connected client with a listener for its errors. The service closes it. With `disableOfflineQueue: true` it refuses commands at once
   * while it has no connection; otherwise they wait in it.
   */
  readonly client: RedisClient;
}

/** A cache that several processes share. Dispose of it to end the connection that it has made. */
export interface RedisCache extends Cache, AsyncDisposable {}

const GIVEN: OptionRules<GivenRedis> = {
  client: {
    words: 'must be a client of the package redis',
    allows: (value) => ['get', 'set', 'del'].every((method) => withMethod(method).allows(value)),
  },
};
const OPTIONS: OptionRules<RedisCacheOptions> = {
  url: {
    words: 'must be a URL such as redis://127.0.0.1:6379',
    allows: (value) => typeof value === 'string' && /^rediss?:/.test(value) && URL.canParse(value),
  },
  onError: aFunction,
};

/** A peer that is silent for this long counts as dead. */
const SILENCE_MS = 10_000;
const PING_MS = 3_000;
const LONGEST_PAUSE_MS = 2_000;
const FIRST_PAUSE_MS = 50;

/** Never gives up. With its own strategy, the client would end after a peer fell silent. */
function pauseBefore(retries: number): number {
  return Math.min(LONGEST_PAUSE_MS, FIRST_PAUSE_MS * 2 ** Math.min(retries, 10));
}

/**
 * A cache in Redis. With a `url` it connects in the background, and again whenever it has lost the connection; meanwhile its calls reject
 * at once. Each call is one command: GET, SET with PX, DEL. CONFIGURATION_INVALID, naming the option.
 */
export function redisCache(options: RedisCacheOptions | GivenRedis): RedisCache {
  if (typeof options === 'object' && options !== null && 'client' in options) {
    requireOptions(options, GIVEN, ['client'], 'options');
    return cacheOn(options.client, async () => undefined);
  }
  requireOptions(options, OPTIONS, ['url'], 'options');
  const { url, onError } = options;
  const client = createClient({
    url,
    disableOfflineQueue: true,
    pingInterval: PING_MS,
    socket: { socketTimeout: SILENCE_MS, reconnectStrategy: pauseBefore },
  });
  // Without a listener, an error of the client ends the process.
  client.on('error', (cause: unknown) => onError?.(cause));
  // The listener has got the error that made it give up.
  client.connect().catch(() => undefined);
  return cacheOn(client, async () => {
    if (client.isOpen) client.destroy();
  });
}

function cacheOn(client: RedisClient, dispose: () => Promise<void>): RedisCache {
  return {
    async get(key) {
      const text = await client.get(key);
      return typeof text === 'string' ? text : undefined;
    },
    set: (key, value, ttlMs) => client.set(key, value, { expiration: { type: 'PX', value: ttlMs } }),
    delete: (key) => client.del(key),
    [Symbol.asyncDispose]: dispose,
  };
}
