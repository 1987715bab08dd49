import * as z from 'zod';
import { type CommandContext, execute } from '../../command/execute.ts';
import type { EntityKey } from '../../entities/kinds.ts';
import { nextProjection, type Projection } from '../../entities/projection.ts';
import { type ChangeFeed, type FeedPage, type FeedShard, isReady } from '../../ports/change-feed.ts';
import { aStopSignal, type StopSignal, sleepUnlessStopped } from '../../ports/stop-signal.ts';
import { adapterStoreOf, isStore, type Store } from '../../ports/store.ts';
import { type Change, MAX_CHANGES, save } from '../../ports/unit-of-work.ts';
import { anObject, type OptionRules, oneOf, requireOptions } from '../../validation/options.ts';
import { readStoredJson } from '../../validation/parse.ts';
import { type Aggregate, type AggregateKind, type AggregateOf, type Aggregates, added } from './aggregates.ts';
import { type AnalyticsService, hostOfAnalytics } from './analytics-service.ts';
import { aggregatesOf } from './event-aggregates.ts';
import { keyOfAggregate, SHARDS, valueIn } from './kept-aggregates.ts';

/** The options of `runAnalytics`. */
export interface RunAnalytics {
  /** The app whose `analytics` are kept up, by its clock and its timer. */
  readonly app: { readonly analytics: AnalyticsService };
  /** A store with a feed. */
  readonly store: Store;
  /** Ends the run after the batch under way. */
  readonly signal?: StopSignal | undefined;
  /** `caughtUp` ends the run when nothing is left to read. Default: it waits for more. */
  readonly until?: 'caughtUp' | undefined;
}

const OPTIONS: OptionRules<RunAnalytics> = {
  app: anObject,
  store: { words: 'must be a store as an adapter has opened it', allows: isStore },
  signal: aStopSignal,
  until: oneOf('caughtUp'),
};

/** How long it waits when nothing has happened. */
const IDLE_MS = 1_000;
const MOST_EVENTS = 100;

/**
 * Keeps the figures of `app.analytics` up: it reads the feed, and adds each event to the aggregates of its shard. The aggregates are stored
 * in the commit that also stores how far the shard was read, so each event counts exactly once, also if the process dies at any moment or
 * if several of them run. Resolves when the signal or `until` ends it.
 *
 * CONFIGURATION_INVALID (an option that cannot work, or a store that keeps no feed), FEED_TRIMMED (it was not run for so long that events
 * are gone), STORAGE_FAILED, STORE_CLOSED.
 */
export async function runAnalytics(options: RunAnalytics): Promise<void> {
  requireOptions(options, OPTIONS, ['app', 'store'], 'options');
  const { app, store, signal, until } = options;
  const { unitOfWork } = adapterStoreOf(store);
  const host = hostOfAnalytics(app.analytics);
  const reading = new Reading({ ...host, unitOfWork }, store.feed);
  while (signal?.aborted !== true) {
    if (await reading.readOnce(() => signal?.aborted === true)) continue;
    if (until === 'caughtUp') return;
    await sleepUnlessStopped(host.timer, IDLE_MS, signal);
  }
}

/** How far a shard was read. */
const checkpointSchema = z.strictObject({ next: z.string(), hasEnded: z.boolean() });

/** What a batch of a shard is stored from. */
interface Facts {
  readonly checkpoint: Projection | undefined;
  readonly page: FeedPage;
  readonly sums: readonly { readonly sum: Aggregate; readonly kept: Projection | undefined }[];
}

class Reading {
  readonly #context: CommandContext;
  readonly #feed: ChangeFeed;
  /** Positions after what told of nothing, which is not worth a commit. Each counts while its checkpoint is at this version. */
  readonly #passed = new Map<string, { readonly version: number; readonly next: string }>();

  constructor(context: CommandContext, feed: ChangeFeed) {
    this.#context = context;
    this.#feed = feed;
  }

  /** Reads a batch of each shard. False if there was nothing to read. */
  async readOnce(isStopped: () => boolean): Promise<boolean> {
    const shards = await this.#feed.shards();
    const ended = await this.#endedAmong(shards);
    let hasRead = false;
    for (const shard of shards) {
      if (isStopped()) return true;
      if (ended.has(shard.id) || !isReady(shard, shards, (id) => ended.has(id))) continue;
      if (await this.#readShard(shard)) hasRead = true;
    }
    return hasRead;
  }

  async #endedAmong(shards: readonly FeedShard[]): Promise<ReadonlySet<string>> {
    const checkpoints = await this.#context.unitOfWork.read(shards.map(({ id }) => checkpointKey(id)));
    return new Set(shards.flatMap(({ id }, index) => (readCheckpoint(checkpoints[index])?.hasEnded ? [id] : [])));
  }

  #readShard({ id }: FeedShard): Promise<boolean> {
    return execute<Facts, boolean>(this.#context, {
      name: 'analytics.add',
      queue: `analytics ${id}`,
      gather: async (reader) => {
        const [checkpoint] = await reader.read([checkpointKey(id)]);
        const { page, aggregates } = await this.#nextBatch(id, this.#positionAfter(id, checkpoint));
        const kept = await reader.read(aggregates.map((sum) => keyOfAggregate(sum, id)));
        return { checkpoint, page, sums: aggregates.map((sum, index) => ({ sum, kept: kept[index] })) };
      },
      decide: ({ checkpoint, page, sums }, { now }) => {
        const { next, hasEnded, events } = page;
        if (events.length === 0 && !hasEnded) {
          this.#passed.set(id, { version: checkpoint?.version ?? 0, next });
          return { result: false, changes: [] };
        }
        const changes = sums.map(({ sum, kept }) =>
          stored(keyOfAggregate(sum, id), kept, kept === undefined ? sum.value : withKept(sum, kept), now),
        );
        return { result: true, changes: [stored(checkpointKey(id), checkpoint, { next, hasEnded }, now), ...changes] };
      },
    });
  }

  /** Somebody else may have read further since this process has passed what told of nothing. */
  #positionAfter(shard: string, checkpoint: Projection | undefined): string | undefined {
    const passed = this.#passed.get(shard);
    if (passed !== undefined && passed.version === (checkpoint?.version ?? 0)) return passed.next;
    return readCheckpoint(checkpoint)?.next;
  }

  /** As many events as one commit can take in. One event adds to at most five aggregates. */
  async #nextBatch(shard: string, after: string | undefined) {
    for (let limit = MOST_EVENTS; ; limit = Math.ceil(limit / 2)) {
      const page = await this.#feed.read({ shard, after, limit });
      const aggregates = aggregatesOf(page.events);
      if (aggregates.length < MAX_CHANGES) return { page, aggregates };
    }
  }
}

function checkpointKey(shard: string): EntityKey<'projection'> {
  return { entity: 'projection', projection: SHARDS, key: shard };
}

function readCheckpoint(checkpoint: Projection | undefined) {
  return checkpoint && readStoredJson(checkpointSchema, checkpoint.value, 'projection');
}

function stored(key: EntityKey<'projection'>, previous: Projection | undefined, value: unknown, now: string): Change {
  return save('projection', previous, nextProjection(key, previous, JSON.stringify(value), now));
}

/** The sum with what is kept of the same kind, subject and day. */
function withKept<Kind extends AggregateKind>({ kind, value }: AggregateOf<Kind>, kept: Projection): Aggregates[Kind] {
  return added(kind, valueIn(kind, kept), value);
}
