import * as z from 'zod';
import type { FeedEvent } from '../../entities/events.ts';
import { nextProjection, type Projection, projectionKey, projectionSchema } from '../../entities/projection.ts';
import { ValidationError } from '../../errors/validation-error.ts';
import { type Change, type EntityReader, save } from '../../ports/unit-of-work.ts';
import { parse } from '../../validation/parse.ts';
import { OWN_FAMILIES } from './checkpoint.ts';
import type { EventHandler } from './options.ts';

/** The checkpoint, a parked event and the fence go into the commit too. */
const MOST_PROJECTIONS = 95;

const keySchema = z.strictObject(projectionKey);
const { value, expiresAt } = projectionSchema.unwrap().shape;
const writeSchema = z
  .strictObject({ ...projectionKey, value, expiresAt })
  .refine(({ projection }) => !projection.startsWith(OWN_FAMILIES), {
    path: ['projection'],
    error: `must not begin with ${OWN_FAMILIES}`,
  });
const handledSchema = z.object({ projections: z.array(writeSchema) }).optional();

/** A handler has returned more than one commit takes. */
export class TooManyProjectionsError extends ValidationError {
  constructor(count: number) {
    super({ field: 'projections', rule: `must be at most ${MOST_PROJECTIONS} of one event, not ${count}` });
  }
}

/** Hands the events to the handler, and returns the changes that store what it returned. VALIDATION_FAILED for what is no such thing. */
export async function deliver(
  reader: EntityReader,
  handle: EventHandler,
  events: readonly FeedEvent[],
  shard: string,
  now: string,
): Promise<readonly Change[]> {
  const known = new Map<string, Projection | undefined>();
  const read = async (given: readonly { readonly projection: string; readonly key: string }[]) => {
    const keys = parse(z.array(keySchema), given, 'keys');
    const unknown = keys.filter((key) => !known.has(nameOf(key)));
    const found = await reader.read(unknown.map((key) => ({ entity: 'projection', ...key }) as const));
    for (const [index, key] of unknown.entries()) known.set(nameOf(key), found[index]);
    return keys.map((key) => known.get(nameOf(key)));
  };
  const handled = parse(handledSchema, await handle(events, { shard, read }), 'handled');
  const writes = handled?.projections ?? [];
  if (writes.length > MOST_PROJECTIONS) throw new TooManyProjectionsError(writes.length);
  if (new Set(writes.map(nameOf)).size < writes.length)
    throw new ValidationError({ field: 'projections', rule: 'must not name one twice' });
  await read(writes.map(({ projection, key }) => ({ projection, key })));
  return writes.map((write) => {
    const previous = known.get(nameOf(write));
    const next = nextProjection(write, previous, write.value, now, write.expiresAt);
    return save('projection', previous, next);
  });
}

function nameOf({ projection, key }: { readonly projection: string; readonly key: string }): string {
  return JSON.stringify([projection, key]);
}
