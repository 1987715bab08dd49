import * as z from 'zod';
import type { EntityKey } from '../../entities/kinds.ts';
import { nextProjection, type Projection } from '../../entities/projection.ts';
import { type Change, save } from '../../ports/unit-of-work.ts';
import { readStoredJson } from '../../validation/parse.ts';
import { timestamp } from '../../validation/schemas.ts';

/** Raise it when aggregates are made in another way. Those of another form are not read, and all are made again. */
const FORM = 1;

/** A whole set of aggregates. A rebuild makes the next one beside the current one, which it then replaces. */
const generationSchema = z.strictObject({
  generation: z.int().min(0),
  /** Of a rebuild: what happened later is not in what it has read of the ledgers. */
  coveredUntil: timestamp.optional(),
});
export type Generation = z.output<typeof generationSchema>;

const FIRST: Generation = { generation: 0 };

/** The name of a family of one generation, or of all. */
export function familyOf(name: string, generation?: number): string {
  return generation === undefined ? `analytics:${FORM}:${name}` : `analytics:${FORM}.${generation}:${name}`;
}

export const CURRENT: EntityKey<'projection'> = { entity: 'projection', projection: familyOf('state'), key: 'current' };

/** The generation that is read and kept up. */
export function currentIn(stored: Projection | undefined): Generation {
  return stored === undefined ? FIRST : readStoredJson(generationSchema, stored.value, 'generation of the analytics');
}

/** Stores a value as JSON under a key. */
export function stored(
  key: EntityKey<'projection'>,
  previous: Projection | undefined,
  value: unknown,
  now: string,
): Change {
  return save('projection', previous, nextProjection(key, previous, JSON.stringify(value), now));
}

/** How far a shard of the feed was read. */
const checkpointSchema = z.strictObject({ next: z.string().optional(), hasEnded: z.boolean() });
export type Checkpoint = z.output<typeof checkpointSchema>;

export function checkpointKey({ generation }: Generation, shard: string): EntityKey<'projection'> {
  return { entity: 'projection', projection: familyOf('shards', generation), key: shard };
}

export function checkpointIn(kept: Projection | undefined): Checkpoint | undefined {
  return kept && readStoredJson(checkpointSchema, kept.value, 'projection');
}

/** True for a family of such places, of any form and generation: they mean nothing in the feed of another store. */
export function isPlaceOfAnalytics(projection: string): boolean {
  return /^analytics:\d+(\.\d+)?:shards$/.test(projection);
}
