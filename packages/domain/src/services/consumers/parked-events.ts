import * as z from 'zod';
import { eventSchema, type FeedEvent } from '../../entities/events.ts';
import type { EntityKey } from '../../entities/kinds.ts';
import { nextProjection, type Projection } from '../../entities/projection.ts';
import { ValidationError } from '../../errors/validation-error.ts';
import { type GivenHost, hostOf } from '../../ports/host.ts';
import type { Page, PageRequest } from '../../ports/page.ts';
import { adapterStoreOf, type Store } from '../../ports/store.ts';
import { type Change, save } from '../../ports/unit-of-work.ts';
import { readStoredJson, requireFunction } from '../../validation/parse.ts';
import { endOfKeeping, OWN_FAMILIES } from './checkpoint.ts';
import { deliver } from './delivery.ts';
import { type EventHandler, requireName } from './options.ts';

/** An event that a handler kept failing at. */
export interface ParkedEvent {
  readonly event: FeedEvent;
  readonly shard: string;
  /** What the handler threw last. */
  readonly reason: string;
  readonly parkedAt: string;
  /** `PARKED` until somebody retries or drops it. It is then kept for a week. */
  readonly status: 'PARKED' | 'RETRIED' | 'DROPPED';
}

/** The events that a consumer has passed by. Every method may reject with STORAGE_FAILED. */
export interface ParkedEvents {
  /** Those that were parked, and for a week those that were retried or dropped. VALIDATION_FAILED (limit), INVALID_CURSOR. */
  list(page?: PageRequest): Promise<Page<ParkedEvent>>;
  /**
   * Hands the event to the handler now, after whatever has happened to its entity since. What the handler throws is thrown, and the event
   * stays parked. VALIDATION_FAILED for an event that is not parked; CONCURRENCY_CONFLICT if somebody else was faster.
   */
  retry(eventId: string, handle: EventHandler): Promise<void>;
  /** Gives the event up. VALIDATION_FAILED for an event that is not parked; CONCURRENCY_CONFLICT. */
  drop(eventId: string): Promise<void>;
}

const parkedSchema = z.strictObject({
  event: eventSchema,
  shard: z.string(),
  reason: z.string(),
  parkedAt: z.string(),
  status: z.enum(['PARKED', 'RETRIED', 'DROPPED']),
});

const LONGEST_REASON = 1_000;

function familyOf(name: string): string {
  return `${OWN_FAMILIES}${name}/parked`;
}

export function parkedKey(name: string, eventId: string): EntityKey<'projection'> {
  return { entity: 'projection', projection: familyOf(name), key: eventId };
}

/** What a handler threw, in few words. */
export function reasonOf(error: unknown): string {
  const text = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
  return text.slice(0, LONGEST_REASON);
}

export function parkedText(event: FeedEvent, shard: string, reason: string, parkedAt: string): string {
  return JSON.stringify({ event, shard, reason, parkedAt, status: 'PARKED' });
}

/** The events that the consumer of this name has parked. CONFIGURATION_INVALID for a name or a store that is none. */
export function parkedEvents({
  store,
  name,
  ...host
}: GivenHost & { readonly store: Store; readonly name: string }): ParkedEvents {
  requireName(name);
  const { unitOfWork, projections } = adapterStoreOf(store);
  const { clock, ids } = hostOf(host);

  async function requireParked(eventId: string): Promise<readonly [Projection, ParkedEvent]> {
    const found = typeof eventId === 'string' ? await projections.get(familyOf(name), eventId) : undefined;
    const parked = found && parkedIn(found);
    if (found !== undefined && parked?.status === 'PARKED') return [found, parked];
    throw new ValidationError({ field: 'eventId', rule: `must be that of an event that ${name} has parked` });
  }

  async function end(stored: Projection, parked: ParkedEvent, status: ParkedEvent['status'], more: readonly Change[]) {
    const now = clock.now().toISOString();
    const value = JSON.stringify({ ...parked, status });
    const ended = nextProjection(stored, stored, value, now, endOfKeeping(now));
    await unitOfWork.commit({ token: ids.next(), changes: [save('projection', stored, ended), ...more] });
  }

  return {
    async list(page) {
      const { items, ...rest } = await projections.list(familyOf(name), page);
      return { ...rest, items: items.map(parkedIn) };
    },
    async retry(eventId, handle) {
      requireFunction(handle, 'handle');
      const [stored, parked] = await requireParked(eventId);
      const now = clock.now().toISOString();
      const changes = await deliver(unitOfWork, handle, [parked.event], parked.shard, now);
      await end(stored, parked, 'RETRIED', changes);
    },
    async drop(eventId) {
      const [stored, parked] = await requireParked(eventId);
      await end(stored, parked, 'DROPPED', []);
    },
  };
}

function parkedIn({ value }: Projection): ParkedEvent {
  return readStoredJson(parkedSchema, value, 'parked event');
}
