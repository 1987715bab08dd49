import { nextProjection, type Projection } from '../../entities/projection.ts';
import { isOrderfolioError } from '../../errors/index.ts';
import {
  ConcurrencyConflictError,
  FeedTrimmedError,
  LockLostError,
  LockNotAcquiredError,
} from '../../errors/storage-errors.ts';
import { type FeedPage, type FeedShard, isReady } from '../../ports/change-feed.ts';
import { type GuardedObserver, guardedObserver } from '../../ports/guarded-observer.ts';
import { type Host, hostOf } from '../../ports/host.ts';
import { sleepUnlessStopped } from '../../ports/stop-signal.ts';
import { type AdapterStore, adapterStoreOf } from '../../ports/store.ts';
import { type Change, insert, save } from '../../ports/unit-of-work.ts';
import type { LockGrant } from '../../ports/user-lock.ts';
import {
  beginningIn,
  beginningKey,
  beginningOf,
  checkpointIn,
  checkpointKey,
  endOfKeeping,
  lockOf,
} from './checkpoint.ts';
import { deliver, TooManyProjectionsError } from './delivery.ts';
import { type ConsumeOptions, requireConsumeOptions } from './options.ts';
import { parkedKey, parkedText, reasonOf } from './parked-events.ts';

/** What a consumer has done by its end. */
export interface Consumed {
  readonly events: number;
  readonly parked: number;
}

/** A worker gives a shard back after so many batches, so that others have their turn. */
const BATCHES_PER_TURN = 20;
const FIRST_RETRY_MS = 100;
const LONGEST_RETRY_MS = 5_000;
/** A store that fails so often in a row is not going to recover by itself. */
const MOST_FAILURES = 20;

/**
 * Delivers the events of the feed to a handler: each at least once, in the order of the feed, from where the consumer of this name left
 * off. Several processes may consume under one name: they share the shards. A batch is repeated if the handler throws or the process
 * dies; what the handler returns as `projections` is stored exactly once. An event that the handler keeps failing at is parked, and the
 * rest goes on: see `parkedEvents`.
 *
 * Resolves after the signal, or with `until: 'caughtUp'` when nothing is left. Rejects with CONFIGURATION_INVALID for an option that
 * cannot work or a store without a feed, with FEED_TRIMMED, and with STORAGE_FAILED or STORE_CLOSED if the store fails for good.
 */
export async function consume(options: ConsumeOptions): Promise<Consumed> {
  requireConsumeOptions(options);
  return new Consumer(options).run();
}

class Consumer {
  readonly #options: ConsumeOptions;
  readonly #store: AdapterStore;
  readonly #host: Host;
  readonly #observer: GuardedObserver | undefined;
  #events = 0;
  #parked = 0;

  constructor(options: ConsumeOptions) {
    this.#options = options;
    this.#store = adapterStoreOf(options.store);
    this.#host = hostOf(options);
    this.#observer = guardedObserver(options.observe);
  }

  async run(): Promise<Consumed> {
    const { until, pauseMs = 1_000 } = this.#options;
    for (let failures = 0; !this.#isOver(); ) {
      try {
        const isIdle = await this.#pass();
        failures = 0;
        if (isIdle && until === 'caughtUp') break;
        if (isIdle) await this.#sleep(pauseMs);
      } catch (error) {
        failures += 1;
        if (!isTransient(error) || failures >= MOST_FAILURES) throw error;
        await this.#sleep(pauseAfter(failures));
      }
    }
    return { events: this.#events, parked: this.#parked };
  }

  #isOver(): boolean {
    return this.#options.signal?.aborted === true;
  }

  #sleep(milliseconds: number): Promise<void> {
    return sleepUnlessStopped(this.#host.timer, milliseconds, this.#options.signal);
  }

  /** Looks at every shard once, and works on those where something is left. True if nothing is. */
  async #pass(): Promise<boolean> {
    const shards = await this.#store.feed.shards();
    const { name } = this.#options;
    const names = [...new Set(shards.flatMap(({ id, parent }) => (parent === undefined ? [id] : [id, parent])))];
    const stored = await this.#store.unitOfWork.read(names.map((shard) => checkpointKey(name, shard)));
    const checkpoints = new Map(names.map((shard, index) => [shard, checkpointIn(stored[index])]));
    await this.#requireNoneMissed(shards, (shard) => checkpoints.get(shard));
    const hasEnded = (shard: string): boolean => checkpoints.get(shard)?.hasEnded === true;
    let isIdle = true;
    for (const shard of shards) {
      if (hasEnded(shard.id) || !isReady(shard, shards, hasEnded) || this.#isOver()) continue;
      // Nothing is written to find that nothing is left.
      const page = await this.#read(shard.id, checkpoints.get(shard.id)?.position);
      if (page.events.length === 0 && !page.hasEnded) continue;
      isIdle = false;
      if (!(await this.#work(shard.id))) await this.#sleep(pauseAfter(1));
    }
    return isIdle;
  }

  /** FEED_TRIMMED if a shard came and went that this consumer has not read to its end. */
  async #requireNoneMissed(
    shards: readonly FeedShard[],
    checkpointOf: (shard: string) => { readonly hasEnded: boolean } | undefined,
  ): Promise<void> {
    const { name, onTrimmed } = this.#options;
    const kept = new Set(shards.map(({ id }) => id));
    const orphans = shards.filter(({ parent }) => parent === undefined || !kept.has(parent));
    const [stored] = await this.#store.unitOfWork.read([beginningKey(name)]);
    if (stored === undefined) {
      await this.#begin(orphans.map(({ id }) => id));
      return;
    }
    const begun = new Set(beginningIn(stored));
    for (const { id, parent } of orphans) {
      if (parent === undefined || begun.has(id) || checkpointOf(id) !== undefined) continue;
      if (checkpointOf(parent)?.hasEnded === true || onTrimmed === 'skip') continue;
      throw new FeedTrimmedError({ shard: parent, missedFrom: undefined, oldest: undefined });
    }
  }

  async #begin(shards: readonly string[]): Promise<void> {
    const key = beginningKey(this.#options.name);
    const now = this.#now();
    const beginning = nextProjection(key, undefined, beginningOf(shards), now);
    await this.#store.unitOfWork.commit({ token: this.#host.ids.next(), changes: [insert('projection', beginning)] });
  }

  async #read(shard: string, after: string | undefined, limit = 1): Promise<FeedPage> {
    try {
      return await this.#store.feed.read({ shard, after, limit });
    } catch (error) {
      if (!(error instanceof FeedTrimmedError) || this.#options.onTrimmed !== 'skip' || error.oldest === undefined)
        throw error;
      return this.#store.feed.read({ shard, after: error.oldest, limit });
    }
  }

  /** Handles batches of a shard under its lock. False if another worker has it, or has taken it over. */
  async #work(shard: string): Promise<boolean> {
    const { name, leaseMs = 30_000 } = this.#options;
    const { lock } = this.#store;
    try {
      await lock.withLock(lockOf(name, shard), 'consume', (grant) => this.#turn(shard, grant), { leaseMs, waitMs: 0 });
      return true;
    } catch (error) {
      if (error instanceof LockNotAcquiredError || error instanceof LockLostError) return false;
      // Another worker was faster, or somebody else writes the same texts.
      if (error instanceof ConcurrencyConflictError) return false;
      throw error;
    }
  }

  async #turn(shard: string, first: LockGrant): Promise<void> {
    const { batchSize = 100, attempts = 5, leaseMs = 30_000 } = this.#options;
    let grant = first;
    let limit = batchSize;
    for (let batch = 0, failures = 0; batch < BATCHES_PER_TURN && !this.#isOver(); ) {
      grant = await this.#store.lock.renew(grant, leaseMs);
      const [stored] = await this.#store.unitOfWork.read([checkpointKey(this.#options.name, shard)]);
      const page = await this.#read(shard, checkpointIn(stored)?.position, limit);
      this.#tellUnreadable(shard, page);
      if (page.events.length === 0 && !page.hasEnded) return;
      try {
        await this.#handle(shard, page, stored, grant);
        failures = 0;
        batch += 1;
        limit = Math.min(batchSize, limit * 2);
        if (page.hasEnded) return;
      } catch (error) {
        if (!(error instanceof HandlerError)) throw error;
        if (error.cause instanceof TooManyProjectionsError && page.events.length > 1) {
          limit = Math.ceil(page.events.length / 2);
          continue;
        }
        failures += 1;
        if (failures >= attempts && page.events.length > 1) {
          // One event after another, to find the one that fails.
          [limit, failures] = [1, 0];
        } else if (failures >= attempts) {
          await this.#park(shard, page, stored, grant, error.cause);
          failures = 0;
        } else await this.#sleep(pauseAfter(failures));
      }
    }
  }

  async #handle(shard: string, page: FeedPage, stored: Projection | undefined, grant: LockGrant): Promise<void> {
    const { name, handle } = this.#options;
    const started = this.#host.clock.now().getTime();
    const changes = page.events.length === 0 ? [] : await this.#delivered(handle, page, shard);
    await this.#commit(shard, page, stored, grant, changes);
    this.#events += page.events.length;
    const now = this.#host.clock.now().getTime();
    const last = page.events.at(-1);
    this.#observer?.tell('consumed', {
      name,
      shard,
      events: page.events.length,
      lagMs: last === undefined ? 0 : Math.max(0, now - Date.parse(last.at)),
      durationMs: Math.max(0, now - started),
    });
  }

  async #delivered(handle: ConsumeOptions['handle'], page: FeedPage, shard: string): Promise<readonly Change[]> {
    try {
      return await deliver(this.#store.unitOfWork, handle, page.events, shard, this.#now());
    } catch (cause) {
      // A store that is down is not the fault of an event: none is parked for it.
      if (isTransient(cause)) throw cause;
      throw new HandlerError(cause);
    }
  }

  async #park(
    shard: string,
    page: FeedPage,
    stored: Projection | undefined,
    grant: LockGrant,
    cause: unknown,
  ): Promise<void> {
    const { name } = this.#options;
    const [event] = page.events;
    if (event === undefined) return;
    const now = this.#now();
    const reason = reasonOf(cause);
    const key = parkedKey(name, event.id);
    const [before] = await this.#store.unitOfWork.read([key]);
    const parked = nextProjection(key, before, parkedText(event, shard, reason, now), now);
    await this.#commit(shard, page, stored, grant, [save('projection', before, parked)]);
    this.#parked += 1;
    this.#observer?.tell('failed', { name, shard, reason });
  }

  /** Moves the checkpoint past the page, with what was made of it. The fence keeps out a worker whose lease has passed to another. */
  async #commit(
    shard: string,
    page: FeedPage,
    stored: Projection | undefined,
    { username, fence }: LockGrant,
    changes: readonly Change[],
  ): Promise<void> {
    const { name } = this.#options;
    const now = this.#now();
    const { next: position, hasEnded } = page;
    const value = JSON.stringify({ position, hasEnded });
    const moved = nextProjection(
      checkpointKey(name, shard),
      stored,
      value,
      now,
      hasEnded ? endOfKeeping(now) : undefined,
    );
    await this.#store.unitOfWork.commit({
      token: this.#host.ids.next(),
      fences: [{ username, fence }],
      changes: [save('projection', stored, moved), ...changes],
    });
  }

  #tellUnreadable(shard: string, { unreadable }: FeedPage): void {
    const { name } = this.#options;
    for (const reason of unreadable) this.#observer?.tell('failed', { name, shard, reason });
  }

  #now(): string {
    return this.#host.clock.now().toISOString();
  }
}

/** What a handler threw. */
class HandlerError extends Error {
  constructor(cause: unknown) {
    super('the handler failed', { cause });
  }
}

/** Whether a later try may succeed. Somebody else may have begun the consumer at the same moment. */
function isTransient(error: unknown): boolean {
  if (!isOrderfolioError(error)) return false;
  return error.retryable || error.code === 'OUTCOME_UNKNOWN' || error.code === 'ALREADY_EXISTS';
}

function pauseAfter(failures: number): number {
  return 1 + Math.random() * Math.min(LONGEST_RETRY_MS, FIRST_RETRY_MS * 2 ** failures);
}
