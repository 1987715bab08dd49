import type { Attributes } from './mappers/mapper.ts';

/** The indexes of what rests may be spread over this many shards: a read asks each of them. */
export const MOST_SHARDS = 16;

/** The indexes of users are spread over this many shards, always: users stay where they are. */
export const USER_SHARDS = 4;

/**
 * The shard of an id, from 0. The same id has the same shard wherever it is computed, and at a higher number of shards
 * one that a reader of that number asks as well. Source of the hash: FNV-1a, 32 bit, the FNV reference.
 */
export function shardOf(id: string, shards: number): number {
  let hash = 0x811c9dc5;
  for (let index = 0; index < id.length; index++) hash = Math.imul(hash ^ id.charCodeAt(index), 0x01000193);
  // The low bits of FNV-1a mix badly, and a small number of shards looks at these only.
  return ((hash ^ (hash >>> 15)) >>> 0) % shards;
}

/** The shard of an item that stands in an index of what rests; undefined for any other. */
export function shardAttribute({ restingId }: Attributes, shards: number): Attributes | undefined {
  return typeof restingId === 'string' ? { shard: shardOf(restingId, shards) } : undefined;
}
