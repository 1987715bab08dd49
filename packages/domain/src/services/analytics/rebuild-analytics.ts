import * as z from 'zod';
import { type CommandContext, execute } from '../../command/execute.ts';
import type { EntityKey } from '../../entities/kinds.ts';
import type { Projection } from '../../entities/projection.ts';
import { FeedTrimmedError } from '../../errors/storage-errors.ts';
import type { FeedShard } from '../../ports/change-feed.ts';
import { everyPage, MAX_PAGE } from '../../ports/page.ts';
import type { RecordKind, StoredRecord } from '../../ports/record-repository.ts';
import { aStopSignal, type StopSignal } from '../../ports/stop-signal.ts';
import { type AdapterStore, adapterStoreOf, aStore, type Store } from '../../ports/store.ts';
import { aFunction, anObject, type OptionRules, requireOptions } from '../../validation/options.ts';
import { readStoredJson } from '../../validation/parse.ts';
import { timestamp } from '../../validation/schemas.ts';
import { shifted } from '../../validation/times.ts';
import { type AccountRecords, cutKey, cutOf, eventsBy, headIn, readCut, writtenCut } from './account-cut.ts';
import type { Aggregate } from './aggregates.ts';
import { type AnalyticsService, hostOfAnalytics } from './analytics-service.ts';
import { aggregatesOf } from './event-aggregates.ts';
import { FeedReading, storedSum } from './feed-reading.ts';
import {
  type Checkpoint,
  CURRENT,
  checkpointIn,
  checkpointKey,
  currentIn,
  familyOf,
  type Generation,
  stored,
} from './generations.ts';
import { keyOfAggregate } from './kept-aggregates.ts';

/** The options of `rebuildAnalytics`. */
export interface RebuildAnalytics {
  /** The app whose `analytics` are rebuilt, by its clock and its timer. */
  readonly app: { readonly analytics: AnalyticsService };
  /** A store with a feed. */
  readonly store: Store;
  /** Ends the run after the account under way. Another run goes on from there. */
  readonly signal?: StopSignal | undefined;
  /** Called after each account. */
  readonly onAccount?: ((username: string) => void) | undefined;
}

/** The result of a rebuild. */
export interface RebuiltAnalytics {
  /** True once the new figures are shown. False if the signal has ended the run before. */
  readonly isDone: boolean;
  /** How many accounts this run has read. */
  readonly accounts: number;
  /** How many records could not be read. The figures leave them out. */
  readonly unreadable: number;
}

const OPTIONS: OptionRules<RebuildAnalytics> = {
  app: anObject,
  store: aStore,
  signal: aStopSignal,
  onAccount: aFunction,
};

/**
 * Makes the figures of `app.analytics` anew from the ledgers and the orders, while commands and `runAnalytics` go on. It reads every
 * account, then the feed from where it was when it began, counts each event once, and then has its figures take the place of the others.
 * Until then the others are shown and kept up. Run it after FEED_TRIMMED, or when figures are in doubt.
 *
 * A run that was ended or killed is continued by the next one. Closing prices are told by the feed alone: those that were recorded stay.
 * Clocks of the processes that write may be wrong by ten minutes.
 *
 * CONFIGURATION_INVALID (an option that cannot work, or a store that keeps no feed), FEED_TRIMMED (it took longer than the feed keeps
 * events: it begins anew then), STORAGE_FAILED, STORE_CLOSED.
 */
export async function rebuildAnalytics(options: RebuildAnalytics): Promise<RebuiltAnalytics> {
  requireOptions(options, OPTIONS, ['app', 'store'], 'options');
  const { app, store, signal, onAccount } = options;
  const adapterStore = adapterStoreOf(store);
  const context = { ...hostOfAnalytics(app.analytics), unitOfWork: adapterStore.unitOfWork };
  return new Rebuild(context, adapterStore, signal, onAccount).run();
}

/** How a rebuild stands. */
const stateSchema = z.strictObject({
  generation: z.int().min(1),
  /** Earlier than all that the feed will tell. */
  since: timestamp,
  /** The page of users that is read. */
  cursor: z.string().optional(),
  /** The last account of that page that was read by a run that was stopped. */
  after: z.string().optional(),
  /** Once all ledgers are read. */
  coveredUntil: timestamp.optional(),
});
type State = z.output<typeof stateSchema>;

const STATE: EntityKey<'projection'> = { entity: 'projection', projection: familyOf('state'), key: 'rebuild' };
const QUEUE = 'analytics rebuild';
/** The aggregates that were made from the ledgers stand beside those of the shards. */
const LEDGERS = 'ledgers';
/** The clocks of those who write differ by less. */
const SLACK_MS = 600_000;
/** The head of a cut is stored with its aggregates. */
const IN_ONE_COMMIT = 95;

class Rebuild {
  readonly #context: CommandContext;
  readonly #store: AdapterStore;
  readonly #signal: StopSignal | undefined;
  readonly #onAccount: ((username: string) => void) | undefined;
  #accounts = 0;
  #unreadable = 0;

  constructor(
    context: CommandContext,
    store: AdapterStore,
    signal: StopSignal | undefined,
    onAccount: ((username: string) => void) | undefined,
  ) {
    this.#context = context;
    this.#store = store;
    this.#signal = signal;
    this.#onAccount = onAccount;
  }

  async run(): Promise<RebuiltAnalytics> {
    let state = (await this.#underWay()) ?? (await this.#begin());
    if (state.coveredUntil === undefined) state = await this.#readLedgers(state);
    const isDone = state.coveredUntil !== undefined && (await this.#readFeed(state));
    if (isDone) await this.#takeOver(state);
    return { isDone, accounts: this.#accounts, unreadable: this.#unreadable };
  }

  #isStopped(): boolean {
    return this.#signal?.aborted === true;
  }

  #now(): string {
    return this.#context.clock.now().toISOString();
  }

  /** A rebuild that has not ended. One whose place in the feed is gone has to begin anew. */
  async #underWay(): Promise<State | undefined> {
    const [kept, current] = await this.#store.unitOfWork.read([STATE, CURRENT]);
    const state = stateIn(kept);
    return state !== undefined && state.generation > currentIn(current).generation ? state : undefined;
  }

  async #begin(): Promise<State> {
    const [kept, current] = await this.#store.unitOfWork.read([STATE, CURRENT]);
    const before = currentIn(current);
    const generation = Math.max(before.generation, stateIn(kept)?.generation ?? 0) + 1;
    let since = this.#now();
    for (const shard of await this.#store.feed.shards()) {
      const place = await this.#placeIn(shard, before);
      if (place.since < since) since = place.since;
      await this.#put(checkpointKey({ generation }, shard.id), place.checkpoint);
    }
    const state: State = { generation, since: shifted(since, -SLACK_MS) };
    await this.#put(STATE, state);
    return state;
  }

  /** Where the current generation is in a shard, and a time before all that follows. Without a place: the oldest that is kept. */
  async #placeIn({ id: shard }: FeedShard, generation: Generation) {
    const [kept] = await this.#store.unitOfWork.read([checkpointKey(generation, shard)]);
    const before = checkpointIn(kept);
    const readAt = kept?.updatedAt ?? this.#now();
    if (before?.hasEnded === true) return { checkpoint: before, since: this.#now() };
    const next = before?.next;
    try {
      const { events } = await this.#store.feed.read({ shard, after: next, limit: 1 });
      const checkpoint: Checkpoint = { next, hasEnded: false };
      return { checkpoint, since: events[0]?.at ?? readAt };
    } catch (error) {
      if (!(error instanceof FeedTrimmedError) || next === undefined) throw error;
      const { events } = await this.#store.feed.read({ shard, limit: 1 });
      return { checkpoint: { hasEnded: false }, since: events[0]?.at ?? readAt };
    }
  }

  /** Every account that there is. One that comes meanwhile has all its events in the feed. */
  async #readLedgers(begun: State): Promise<State> {
    let state = begun;
    for (;;) {
      const { items, nextCursor } = await this.#store.users.list({ limit: MAX_PAGE, cursor: state.cursor });
      const done = items.findIndex(({ username }) => username === state.after);
      for (const { username } of items.slice(done + 1)) {
        if (this.#isStopped()) {
          await this.#put(STATE, state);
          return state;
        }
        await this.#readAccount(username, state);
        state = { ...state, after: username };
        this.#accounts += 1;
        this.#onAccount?.(username);
      }
      state = { ...state, cursor: nextCursor, after: undefined };
      if (nextCursor === undefined) break;
      await this.#put(STATE, state);
    }
    state = { ...state, coveredUntil: shifted(this.#now(), SLACK_MS) };
    await this.#put(STATE, state);
    return state;
  }

  async #readAccount(username: string, state: State): Promise<void> {
    const { unitOfWork, assetBalances } = this.#store;
    const [kept] = await unitOfWork.read([cutKey(state, username)]);
    let head = headIn(kept);
    // The balances first: each row that they count is there by then.
    const account = head === undefined ? await assetBalances.getAccount(username) : undefined;
    const records: AccountRecords = {
      orders: await this.#everyRecord('order', username),
      cash: await this.#everyRecord('balanceTransaction', username),
      assets: await this.#everyRecord('assetTransaction', username),
    };
    if (account !== undefined) {
      if (Object.values(records).every(({ length }) => length === 0)) return;
      await this.#keepCut(username, state, cutOf(account, records.orders, state.since));
      const [written] = await unitOfWork.read([cutKey(state, username)]);
      head = headIn(written);
    }
    if (head === undefined) return;
    const cut = await readCut(unitOfWork, state, username, head);
    const aggregates = aggregatesOf(eventsBy(cut, records, state.since));
    const inOrder = aggregates.toSorted((one, other) => (nameOf(one, state) < nameOf(other, state) ? -1 : 1));
    for (let from = head.stored; from < inOrder.length; ) from = await this.#add(username, state, inOrder, from);
  }

  async #everyRecord<Kind extends RecordKind>(kind: Kind, username: string) {
    const records: Extract<StoredRecord<Kind>, { readonly entity: unknown }>['entity'][] = [];
    for await (const stored of everyPage((page) => this.#store.records.list(kind, username, page)))
      for (const record of stored)
        if ('entity' in record) records.push(record.entity);
        else this.#unreadable += 1;
    return records;
  }

  /** Once: what another run has kept stays. */
  #keepCut(username: string, state: State, cut: ReturnType<typeof cutOf>): Promise<void> {
    const { head, parts } = writtenCut(username, cut);
    const keys = [head, ...parts].map((_, part) => cutKey(state, username, part));
    return execute(this.#context, {
      name: 'analytics.cut',
      queue: QUEUE,
      gather: (reader) => reader.read(keys),
      decide: (kept, { now }) => {
        if (kept[0] !== undefined) return { result: undefined, changes: [] };
        const changes = [head, ...parts].map((value, part) =>
          stored(cutKey(state, username, part), kept[part], value, now),
        );
        return { result: undefined, changes };
      },
    });
  }

  /** Adds as many aggregates as one commit takes, and says how many of the account are stored by then. */
  #add(username: string, state: State, aggregates: readonly Aggregate[], from: number): Promise<number> {
    const sums = aggregates.slice(from, from + IN_ONE_COMMIT);
    const key = cutKey(state, username);
    return execute<readonly (Projection | undefined)[], number>(this.#context, {
      name: 'analytics.rebuild',
      queue: QUEUE,
      gather: (reader) => reader.read([key, ...sums.map((sum) => keyOfAggregate(sum, LEDGERS, state))]),
      decide: ([cut, ...kept], { now }) => {
        const head = headIn(cut);
        if (head === undefined || head.stored !== from) return { result: head?.stored ?? from, changes: [] };
        const result = from + sums.length;
        const changes = sums.map((sum, index) => storedSum(keyOfAggregate(sum, LEDGERS, state), sum, kept[index], now));
        return { result, changes: [stored(key, cut, { ...head, stored: result }, now), ...changes] };
      },
    });
  }

  /** Adds what has happened since the beginning, but for what the ledgers had. True once nothing is left. */
  async #readFeed({ generation, coveredUntil }: State): Promise<boolean> {
    const reading = new FeedReading(this.#context, this.#store, { generation, coveredUntil });
    try {
      while (!this.#isStopped()) if (!(await reading.readOnce(() => this.#isStopped()))) return true;
      return false;
    } catch (error) {
      // What is missing cannot be told from what is not: the next run reads all anew.
      if (error instanceof FeedTrimmedError) await this.#begin();
      throw error;
    }
  }

  #takeOver({ generation, coveredUntil }: State): Promise<void> {
    return this.#put(CURRENT, { generation, coveredUntil });
  }

  #put(key: EntityKey<'projection'>, value: unknown): Promise<void> {
    return execute(this.#context, {
      name: 'analytics.rebuild',
      queue: QUEUE,
      gather: (reader) => reader.read([key]),
      decide: ([before], { now }) => ({ result: undefined, changes: [stored(key, before, value, now)] }),
    });
  }
}

function stateIn(kept: Projection | undefined): State | undefined {
  return kept && readStoredJson(stateSchema, kept.value, 'rebuild of the analytics');
}

function nameOf(aggregate: Aggregate, state: State): string {
  const { projection, key } = keyOfAggregate(aggregate, LEDGERS, state);
  return `${projection} ${key}`;
}
