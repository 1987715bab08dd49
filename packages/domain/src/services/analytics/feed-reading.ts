import { type CommandContext, execute } from '../../command/execute.ts';
import type { EntityKey } from '../../entities/kinds.ts';
import type { Projection } from '../../entities/projection.ts';
import { FeedTrimmedError } from '../../errors/storage-errors.ts';
import { type ChangeFeed, type FeedPage, type FeedShard, isReady } from '../../ports/change-feed.ts';
import { everyPage } from '../../ports/page.ts';
import type { Store } from '../../ports/store.ts';
import { type Change, MAX_CHANGES } from '../../ports/unit-of-work.ts';
import { CutReader } from './account-cut.ts';
import { type Aggregate, type AggregateKind, type AggregateOf, added } from './aggregates.ts';
import { aggregatesOf } from './event-aggregates.ts';
import { checkpointIn, checkpointKey, type Generation, stored } from './generations.ts';
import { keyOfAggregate, valueIn } from './kept-aggregates.ts';

const MOST_EVENTS = 100;

/** What a batch of a shard is stored from. */
interface Facts {
  readonly checkpoint: Projection | undefined;
  readonly page: FeedPage;
  readonly sums: readonly { readonly sum: Aggregate; readonly kept: Projection | undefined }[];
}

/** Adds the events of the feed to the aggregates of a generation, each once. */
export class FeedReading {
  readonly #context: CommandContext;
  readonly #feed: ChangeFeed;
  readonly #generation: Generation;
  readonly #cuts: CutReader;
  readonly #store: Pick<Store, 'projections'>;
  #isChecked = false;
  /** Positions after what told of nothing, which is not worth a commit. Each counts while its checkpoint is at this version. */
  readonly #passed = new Map<string, { readonly version: number; readonly next: string }>();

  constructor(context: CommandContext, store: Pick<Store, 'feed' | 'projections'>, generation: Generation) {
    this.#context = context;
    this.#store = store;
    this.#feed = store.feed;
    this.#generation = generation;
    this.#cuts = new CutReader(context.unitOfWork, generation);
  }

  get generation(): number {
    return this.#generation.generation;
  }

  /** Reads a batch of each shard. False if there was nothing to read. */
  async readOnce(isStopped: () => boolean): Promise<boolean> {
    const shards = await this.#feed.shards();
    if (!this.#isChecked) await this.#requireNoneMissed(shards);
    this.#isChecked = true;
    const ended = await this.#endedAmong(shards);
    let hasRead = false;
    for (const shard of shards) {
      if (isStopped()) return true;
      if (ended.has(shard.id) || !isReady(shard, shards, (id) => ended.has(id))) continue;
      if (await this.#readShard(shard)) hasRead = true;
    }
    return hasRead;
  }

  /** FEED_TRIMMED if a shard is gone before it was read to its end: nobody has run for long. */
  async #requireNoneMissed(shards: readonly FeedShard[]): Promise<void> {
    const there = new Set(shards.map(({ id }) => id));
    const { projection } = checkpointKey(this.#generation, '');
    for await (const checkpoints of everyPage((page) => this.#store.projections.list(projection, page))) {
      const missed = checkpoints.find((kept) => !there.has(kept.key) && checkpointIn(kept)?.hasEnded === false);
      if (missed !== undefined)
        throw new FeedTrimmedError({ shard: missed.key, missedFrom: missed.updatedAt, oldest: undefined });
    }
  }

  async #endedAmong(shards: readonly FeedShard[]): Promise<ReadonlySet<string>> {
    const checkpoints = await this.#context.unitOfWork.read(
      shards.map(({ id }) => checkpointKey(this.#generation, id)),
    );
    return new Set(shards.flatMap(({ id }, index) => (checkpointIn(checkpoints[index])?.hasEnded ? [id] : [])));
  }

  #readShard({ id }: FeedShard): Promise<boolean> {
    return execute<Facts, boolean>(this.#context, {
      name: 'analytics.add',
      queue: `analytics ${id}`,
      gather: async (reader) => {
        const [checkpoint] = await reader.read([checkpointKey(this.#generation, id)]);
        const { page, aggregates } = await this.#nextBatch(id, this.#positionAfter(id, checkpoint));
        const kept = await reader.read(aggregates.map((sum) => keyOfAggregate(sum, id, this.#generation)));
        return { checkpoint, page, sums: aggregates.map((sum, index) => ({ sum, kept: kept[index] })) };
      },
      decide: ({ checkpoint, page, sums }, { now }) => {
        const { next, hasEnded, events } = page;
        if (events.length === 0 && !hasEnded) {
          this.#passed.set(id, { version: checkpoint?.version ?? 0, next });
          return { result: false, changes: [] };
        }
        const changes = sums.map(({ sum, kept }) =>
          storedSum(keyOfAggregate(sum, id, this.#generation), sum, kept, now),
        );
        return {
          result: true,
          changes: [stored(checkpointKey(this.#generation, id), checkpoint, { next, hasEnded }, now), ...changes],
        };
      },
    });
  }

  /** Somebody else may have read further since this process has passed what told of nothing. */
  #positionAfter(shard: string, checkpoint: Projection | undefined): string | undefined {
    const passed = this.#passed.get(shard);
    if (passed !== undefined && passed.version === (checkpoint?.version ?? 0)) return passed.next;
    return checkpointIn(checkpoint)?.next;
  }

  /** As many events as one commit can take in. One event adds to at most five aggregates. */
  async #nextBatch(shard: string, after: string | undefined) {
    for (let limit = MOST_EVENTS; ; limit = Math.ceil(limit / 2)) {
      const page = await this.#feed.read({ shard, after, limit });
      const aggregates = aggregatesOf(await this.#cuts.notCovered(page.events));
      if (aggregates.length < MAX_CHANGES) return { page, aggregates };
    }
  }
}

/** Stores the sum, with what is kept under its key. */
export function storedSum<Kind extends AggregateKind>(
  key: EntityKey<'projection'>,
  { kind, value }: AggregateOf<Kind>,
  kept: Projection | undefined,
  now: string,
): Change {
  return stored(key, kept, kept === undefined ? value : added(kind, valueIn(kind, kept), value), now);
}
