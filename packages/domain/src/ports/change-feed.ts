import * as z from 'zod';
import type { FeedEvent } from '../entities/events.ts';
import { FeedTrimmedError } from '../errors/storage-errors.ts';
import { ConfigurationInvalidError, ValidationError } from '../errors/validation-error.ts';
import { parse } from '../validation/parse.ts';
import { openText, sealText } from './page.ts';

/** A part of the feed. It may end, and be continued by its children: read it to its end before them. */
export interface FeedShard {
  readonly id: string;
  /** The shard that this one continues. Absent for one that continues none. */
  readonly parent?: string | undefined;
}

/** Which events to read. */
export interface FeedRequest {
  /** A position that was `next`. Without it: from the oldest event that is kept. */
  readonly after?: string | undefined;
  /** At most this many events, 1 to 1,000. Default 100. */
  readonly limit?: number | undefined;
  /** One shard, whose positions are its own. Without it: all of them, each parent before its children. */
  readonly shard?: string | undefined;
}

/** Some events, and where the reading goes on. */
export interface FeedPage {
  /** Empty if nothing has happened since. */
  readonly events: readonly FeedEvent[];
  /** Opaque. Keep it: it works in any process, for as long as what follows it is kept. */
  readonly next: string;
  /** True for a shard that has ended, and was read to its end: its children continue it. */
  readonly hasEnded: boolean;
  /** Why changes could not be read: somebody has edited their records past the store. They tell no events, and stop no others. */
  readonly unreadable: readonly string[];
}

/**
 * What happened, in the order in which it happened to each entity: to an order, or a row of a ledger. There is no order between entities.
 * The effects on one balance or one holding are ordered by the sequence that their events carry. An event may be delivered again, and then
 * has the same id.
 *
 * Every method rejects with CONFIGURATION_INVALID, which says what to do, if the store keeps no feed; with STORAGE_FAILED; and with
 * STORE_CLOSED.
 */
export interface ChangeFeed {
  /** The shards that can be read: parents before their children. */
  shards(): Promise<readonly FeedShard[]>;
  /**
   * The events after a position. FEED_TRIMMED if some of them are no longer kept; VALIDATION_FAILED for a limit, a shard or a position
   * that is none.
   */
  read(request?: FeedRequest): Promise<FeedPage>;
  /** The position after all that has happened by now, in all shards: `read({ after })` tells what happens from then on. */
  latest(): Promise<string>;
}

/** A change of one entity, or several that were stored together, as an adapter reads them. */
export interface FeedChange {
  /** The adapter's own position of it in the shard: at most 200 characters. */
  readonly position: string;
  readonly events: readonly FeedEvent[];
  /** Why the change cannot be read. Then it has no events. */
  readonly unreadable?: string | undefined;
}

/** What an adapter has read of a shard. */
export interface FeedChanges {
  /** In the order of the shard. What tells nothing may be left out. */
  readonly changes: readonly FeedChange[];
  /** The position of the last change that was looked at, if that is none of `changes`. */
  readonly seen?: string | undefined;
  /** True if the shard has ended, and nothing follows. */
  readonly hasEnded: boolean;
}

/** What an adapter provides; `changeFeed` makes the port of it. */
export interface FeedSource {
  /** The shards that can be read, in any order. */
  shards(): Promise<readonly FeedShard[]>;
  /**
   * Up to `limit` changes after the position, or from the oldest that is kept. `trimmed` if changes after the position are no longer kept,
   * or there is no such shard.
   */
  read(shard: string, after: string | undefined, limit: number): Promise<FeedChanges | 'trimmed'>;
  /** The position after the last change of the shard by now. Changes of a little earlier may follow it. */
  latest(shard: string): Promise<string>;
}

const DEFAULT_LIMIT = 100;
/** A position of all shards has about 150 characters for each of them. */
const LONGEST_POSITION = 1_000_000;

const requestSchema = z.strictObject({
  after: z.string().max(LONGEST_POSITION).optional(),
  limit: z.int().min(1).max(1_000).default(DEFAULT_LIMIT),
  shard: z.string().min(1).max(200).optional(),
});

/** Where the reading of a shard is. */
const placeSchema = z.strictObject({
  /** The adapter's position. Undefined at the beginning. */
  at: z.string().max(200).optional(),
  /** How many events of the next change were read already. */
  skip: z.int().min(1).optional(),
  /** When the last event that was read happened. */
  time: z.string().max(30).optional(),
  /** It has ended, and was read. */
  ended: z.literal(true).optional(),
});
type Place = z.output<typeof placeSchema>;
const placesSchema = z.record(z.string(), placeSchema);
type Places = ReadonlyMap<string, Place>;

const BEGINNING: Place = {};

/** The port over an adapter's source: it checks the input, and reads all shards as one. */
export function changeFeed(source: FeedSource): ChangeFeed {
  async function readShard(shard: string, from: Place, limit: number): Promise<ReadPart> {
    if (from.ended === true) return { events: [], unreadable: [], place: from };
    const found = await source.read(shard, from.at, limit + (from.skip ?? 0));
    return found === 'trimmed' ? found : partOf(found, from, limit);
  }

  async function readOne(shard: string, after: string | undefined, limit: number): Promise<FeedPage> {
    const from = after === undefined ? BEGINNING : placeIn(shard, after);
    const part = await readShard(shard, from, limit);
    if (part === 'trimmed') {
      const isKept = (await source.shards()).some(({ id }) => id === shard);
      if (after === undefined && !isKept)
        throw new ValidationError({ field: 'shard', rule: 'must be one that store.feed.shards() names' });
      const oldest = isKept ? positionOf(shard, BEGINNING) : undefined;
      throw new FeedTrimmedError({ shard, missedFrom: from.time, oldest });
    }
    const { events, unreadable, place } = part;
    return { events, next: positionOf(shard, place), hasEnded: place.ended === true, unreadable };
  }

  async function readAll(after: string | undefined, limit: number): Promise<FeedPage> {
    const shards = inOrder(await source.shards());
    const places = after === undefined ? beginningsOf(shards) : new Map(placesIn(after));
    requireNoneMissed(shards, places);
    const events: FeedEvent[] = [];
    const unreadable: string[] = [];
    const wasRead = new Set<string>();
    for (let next = nextShard(shards, places, wasRead); next !== undefined; next = nextShard(shards, places, wasRead)) {
      const from = places.get(next) ?? BEGINNING;
      const part = await readShard(next, from, limit - events.length);
      if (part === 'trimmed') throw missedIn(next, from.time, shards);
      wasRead.add(next);
      // A shard that was read is the last whose turn comes again.
      places.delete(next);
      places.set(next, part.place);
      events.push(...part.events);
      unreadable.push(...part.unreadable);
      if (events.length >= limit) break;
    }
    return { events, next: sealPlaces(withoutForgotten(shards, places)), hasEnded: false, unreadable };
  }

  /** A shard that another one continues has ended: there is nothing in it that is still to come. */
  async function latest(): Promise<string> {
    const shards = inOrder(await source.shards());
    const continued = new Set(shards.map(({ parent }) => parent));
    const placeOf = async ({ id }: FeedShard): Promise<readonly [string, Place]> =>
      continued.has(id) ? [id, { ended: true }] : [id, { at: await source.latest(id) }];
    return sealPlaces(new Map(await Promise.all(shards.map(placeOf))));
  }

  return {
    shards: async () => inOrder(await source.shards()),
    latest,
    async read(request) {
      const { after, limit, shard } = parse(requestSchema, request ?? {});
      return shard === undefined ? readAll(after, limit) : readOne(shard, after, limit);
    },
  };
}

/** The port of a store that keeps no feed. Every method rejects with CONFIGURATION_INVALID of this option. */
export function noChangeFeed(field: string, rule: string): ChangeFeed {
  const refuse = async (): Promise<never> => {
    throw new ConfigurationInvalidError({ field, rule });
  };
  return { shards: refuse, latest: refuse, read: refuse };
}

interface Part extends Pick<FeedPage, 'events' | 'unreadable'> {
  readonly place: Place;
}
type ReadPart = Part | 'trimmed';

/** At most `limit` of the events, and the place after the last of them: it may be within a change. */
function partOf({ changes, seen, hasEnded }: FeedChanges, from: Place, limit: number): Part {
  const events: FeedEvent[] = [];
  const unreadable: string[] = [];
  let { at, skip = 0, time } = from;
  for (const change of changes) {
    if (change.unreadable !== undefined) unreadable.push(change.unreadable);
    const fresh = change.events.slice(skip);
    const taken = fresh.slice(0, limit - events.length);
    events.push(...taken);
    time = events.at(-1)?.at ?? time;
    if (taken.length < fresh.length) {
      const read = skip + taken.length;
      return { events, unreadable, place: { at, time, ...(read > 0 && { skip: read }) } };
    }
    at = change.position;
    skip = 0;
  }
  return { events, unreadable, place: { at: seen ?? at, time, ...(hasEnded && { ended: true }) } };
}

/** Parents before their children. */
function inOrder(shards: readonly FeedShard[]): readonly FeedShard[] {
  const known = new Map(shards.map((shard) => [shard.id, shard]));
  const ordered = new Map<string, FeedShard>();
  const add = (shard: FeedShard): void => {
    if (ordered.has(shard.id)) return;
    const parent = shard.parent === undefined ? undefined : known.get(shard.parent);
    known.delete(shard.id);
    if (parent !== undefined) add(parent);
    ordered.set(shard.id, shard);
  };
  for (const shard of shards) add(shard);
  return [...ordered.values()];
}

/** True once a shard may be read: the one that it continues was read to its end, or is no longer kept. */
export function isReady(shard: FeedShard, shards: readonly FeedShard[], hasEnded: (id: string) => boolean): boolean {
  const { parent } = shard;
  return parent === undefined || hasEnded(parent) || !shards.some(({ id }) => id === parent);
}

/** The shard whose turn is next: a new one, or the one that was read longest ago. */
function nextShard(shards: readonly FeedShard[], places: Places, wasRead: ReadonlySet<string>): string | undefined {
  const hasEnded = (id: string): boolean => places.get(id)?.ended === true;
  const ready = shards.filter(
    (shard) => !hasEnded(shard.id) && !wasRead.has(shard.id) && isReady(shard, shards, hasEnded),
  );
  const fresh = ready.find(({ id }) => !places.has(id));
  if (fresh !== undefined) return fresh.id;
  const open = new Set(ready.map(({ id }) => id));
  return [...places.keys()].find((id) => open.has(id));
}

/** FEED_TRIMMED if a shard that was not read to its end is no longer kept, or one that was never read. */
function requireNoneMissed(shards: readonly FeedShard[], places: Places): void {
  const kept = new Set(shards.map(({ id }) => id));
  for (const [id, { ended, time }] of places) if (ended !== true && !kept.has(id)) throw missedIn(id, time, shards);
  for (const { id, parent } of shards)
    if (parent !== undefined && !places.has(id) && !kept.has(parent) && places.get(parent)?.ended !== true)
      throw missedIn(parent, undefined, shards);
}

function missedIn(shard: string, missedFrom: string | undefined, shards: readonly FeedShard[]): FeedTrimmedError {
  return new FeedTrimmedError({ shard, missedFrom, oldest: sealPlaces(beginningsOf(shards)) });
}

/** The beginnings of the shards that continue none that is kept. */
function beginningsOf(shards: readonly FeedShard[]): Map<string, Place> {
  return new Map(shards.filter((shard) => isReady(shard, shards, () => false)).map(({ id }) => [id, BEGINNING]));
}

/** Ended shards are remembered for as long as a kept one continues them. */
function withoutForgotten(shards: readonly FeedShard[], places: Places): Places {
  const needed = new Set(shards.flatMap(({ id, parent }) => (parent === undefined ? [id] : [id, parent])));
  return new Map([...places].filter(([id]) => needed.has(id)));
}

const ofShard = (shard: string): readonly string[] => ['feed', shard];
const OF_ALL: readonly string[] = ['feed'];

function positionOf(shard: string, place: Place): string {
  return sealText(ofShard(shard), JSON.stringify(place));
}

/** VALIDATION_FAILED for what is no position of this shard. */
function placeIn(shard: string, position: string): Place {
  return opened(placeSchema, ofShard(shard), position);
}

function sealPlaces(places: Places): string {
  return sealText(OF_ALL, JSON.stringify(Object.fromEntries(places)));
}

function placesIn(position: string): readonly (readonly [string, Place])[] {
  return Object.entries(opened(placesSchema, OF_ALL, position));
}

function opened<Output>(schema: z.ZodType<Output>, of: readonly string[], position: string): Output {
  const text = openText(of, position);
  if (text === undefined)
    throw new ValidationError({ field: 'after', rule: 'must be a position that this feed has given, unchanged' });
  return parse(schema, JSON.parse(text), 'after');
}
