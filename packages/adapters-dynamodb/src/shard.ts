import type { Attributes } from './mappers/mapper.ts';

/** The most shards of the indexes of resting orders. A read asks each of them. */
export const MOST_SHARDS = 16;

/** The indexes of users always have this many shards, so users never move. */
export const USER_SHARDS = 4;

/**
 * The shard of an id, from 0. The same id always has the same shard. With a higher number of shards, readers ask the old shard too.
 * Source of the hash: FNV-1a, 32 bit, the FNV reference.
 */
export function shardOf(id: string, shards: number): number {
  let hash = 0x811c9dc5;
  for (let index = 0; index < id.length; index++) hash = Math.imul(hash ^ id.charCodeAt(index), 0x01000193);
  // The low bits of FNV-1a mix badly, and a small number of shards uses only these.
  return ((hash ^ (hash >>> 15)) >>> 0) % shards;
}

/** The shard of an item in an index of resting orders. Undefined for any other item. */
export function shardAttribute({ restingId }: Attributes, shards: number): Attributes | undefined {
  return typeof restingId === 'string' ? { shard: shardOf(restingId, shards) } : undefined;
}
