/** A cache in Redis, on the official client: the package `redis`, which the service installs. */
export {
  type GivenRedis,
  type RedisCache,
  type RedisCacheOptions,
  type RedisClient,
  redisCache,
} from './redis-cache.ts';
