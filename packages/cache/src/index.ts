/** A cache in the memory of the process. `/redis` has one that several processes share. */
export { type MemoryCacheOptions, memoryCache } from './memory-cache.ts';
