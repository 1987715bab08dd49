import * as z from 'zod';
import { sha256Of } from '../../command/sha256.ts';
import type { EntityKey } from '../../entities/kinds.ts';
import type { Projection } from '../../entities/projection.ts';
import { readStoredJson } from '../../validation/parse.ts';
import { DAY_MS, shifted } from '../../validation/times.ts';

/** What consumers keep for themselves stands in families that begin with this. No handler writes there. */
export const OWN_FAMILIES = 'consumer/';

/** How far a consumer has read a shard. */
const checkpointSchema = z.strictObject({
  position: z.string().optional(),
  hasEnded: z.boolean(),
});
export type Checkpoint = z.output<typeof checkpointSchema>;

/** The shards that a consumer began with: they continue none that it should have read. */
const beginningSchema = z.strictObject({ shards: z.array(z.string()) });

/** A checkpoint of an ended shard is of use while its children begin. */
const KEPT_MS = 7 * DAY_MS;

export function checkpointKey(name: string, shard: string): EntityKey<'projection'> {
  return { entity: 'projection', projection: `${OWN_FAMILIES}${name}/checkpoints`, key: shard };
}

const PLACE = new RegExp(`^${OWN_FAMILIES}[^/]+(/checkpoints)?$`);

/** True for a family that says where a consumer is in the feed of this store. */
export function isPlaceOfConsumer(projection: string): boolean {
  return PLACE.test(projection);
}

export function beginningKey(name: string): EntityKey<'projection'> {
  return { entity: 'projection', projection: `${OWN_FAMILIES}${name}`, key: 'beginning' };
}

export function checkpointIn(stored: Projection | undefined): Checkpoint | undefined {
  return stored && readStoredJson(checkpointSchema, stored.value, 'checkpoint');
}

export function beginningIn(stored: Projection): readonly string[] {
  return readStoredJson(beginningSchema, stored.value, 'beginning of a consumer').shards;
}

export function beginningOf(shards: readonly string[]): string {
  return JSON.stringify({ shards });
}

/** When what has ended may be removed. */
export function endOfKeeping(now: string): string {
  return shifted(now, KEPT_MS);
}

/** The lock of a shard. It has the form of a username, and 100 bits of a hash: nobody has it by chance. */
export function lockOf(name: string, shard: string): string {
  return `feed_${sha256Of(JSON.stringify([name, shard]).replace(/[^\x20-\x7e]/g, '?')).slice(0, 25)}`;
}
