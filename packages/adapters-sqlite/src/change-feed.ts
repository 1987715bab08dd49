import { ConfigurationInvalidError, StorageFailedError } from '@orderfolio/domain';
import {
  type Change,
  type EntityKind,
  eventsOf,
  type FeedChange,
  type FeedSource,
  type Insert,
  isToldOf,
  readEvents,
  type Save,
  writeEvents,
} from '@orderfolio/domain/adapter';
import type { FeedSettings } from './config.ts';
import type { Connection, Statement } from './connection.ts';

/** A file has one writer at a time, so its feed is one shard. */
const SHARD = 'all';
/** Old rows are removed after this many commits, at most so many of them at a time. */
const PRUNE_EVERY = 500;
const PRUNED_AT_ONCE = 1_000;
/** The text of a row without events. */
const LONG_AGO = '';

interface FeedRow {
  readonly seq: number;
  readonly events: string;
}

interface FeedState {
  readonly is_on: number;
  /** Rows up to this one are gone, or were never written. */
  readonly trimmed_to: number;
}

/**
 * The feed of a file: a row for each commit that tells something, written in the transaction of the commit. Writers come one after
 * another, so the numbers of the rows are in the order of the commits.
 */
export class ChangeFeedTable implements FeedSource {
  readonly #connection: Connection;
  readonly #settings: FeedSettings;
  readonly #append: Statement;
  readonly #state: Statement<FeedState>;
  readonly #page: Statement<FeedRow>;
  readonly #newest: Statement<{ readonly seq: number | null }>;
  readonly #oldest: Statement<{ readonly seq: number; readonly at: string }>;
  readonly #remove: Statement;
  readonly #trim: Statement;
  readonly #turn: Statement;
  #isOn = false;
  #askedIn: number | undefined;
  #sincePruned = 0;

  constructor(connection: Connection, settings: FeedSettings) {
    this.#connection = connection;
    this.#settings = settings;
    this.#append = connection.prepare('INSERT INTO change_feed (at, events) VALUES (?, ?)');
    this.#state = connection.prepare('SELECT is_on, trimmed_to FROM change_feed_state WHERE id = ?');
    this.#page = connection.prepare('SELECT seq, events FROM change_feed WHERE seq > ? ORDER BY seq LIMIT ?');
    this.#newest = connection.prepare('SELECT max(seq) AS seq FROM change_feed');
    this.#oldest = connection.prepare('SELECT seq, at FROM change_feed ORDER BY seq LIMIT ?');
    this.#remove = connection.prepare('DELETE FROM change_feed WHERE seq <= ?');
    this.#trim = connection.prepare('UPDATE change_feed_state SET trimmed_to = ?');
    this.#turn = connection.prepare('UPDATE change_feed_state SET is_on = ?');
  }

  /** Switches the feed of the file on or off, as the settings say; otherwise it stays as it is. */
  async open(): Promise<void> {
    const { isOn } = this.#settings;
    const { is_on } = await this.#connection.snapshot(() => this.#stateNow());
    if (isOn !== undefined && isOn !== (is_on === 1)) await this.#connection.transaction('feed', () => this.#set(isOn));
    else this.#isOn = is_on === 1;
  }

  #set(isOn: boolean): void {
    const now = this.#stateNow().is_on === 1;
    if (isOn && !now) {
      // No row has the changes of the meantime. The gap ends at this row.
      const { lastInsertRowid } = this.#append.run(LONG_AGO, writeEvents([]));
      this.#trim.run(Number(lastInsertRowid));
    }
    this.#turn.run(Number(isOn));
    this.#isOn = isOn;
  }

  /**
   * True if the file has a feed: then every process that writes to it writes into the feed. It is looked up once in a transaction, which
   * many commits may share: nobody can switch it meanwhile.
   */
  #isOnNow(): boolean {
    const { isShared, transactions } = this.#connection;
    if (isShared && this.#askedIn !== transactions) {
      this.#isOn = this.#stateNow().is_on === 1;
      this.#askedIn = transactions;
    }
    return this.#isOn;
  }

  /** Writes what the changes tell. Synchronous: call it inside the transaction of the commit. */
  append(changes: readonly Change[]): void {
    if (!this.#isOnNow()) return;
    const events = changes.flatMap((change) =>
      change.action === 'check' || !isToldOf(change.entity) ? [] : eventsOf(storedChange(change)),
    );
    const [first] = events;
    if (first === undefined) return;
    this.#append.run(first.at, writeEvents(events));
    this.#sincePruned += 1;
    if (this.#sincePruned >= PRUNE_EVERY) this.#prune(first.at);
  }

  /** Removes rows from the oldest on, so that the feed never has a gap. Their age is told by the newest, so no clock can fail a commit. */
  #prune(newest: string): void {
    this.#sincePruned = 0;
    const before = new Date(Date.parse(newest) - this.#settings.keepForMs).toISOString();
    let last: number | undefined;
    const oldest = this.#oldest.all(PRUNED_AT_ONCE + 1);
    // The newest row stays: the next one is numbered after it.
    for (const { seq, at } of oldest.slice(0, -1)) {
      if (at >= before) break;
      last = seq;
    }
    if (last === undefined) return;
    this.#remove.run(last);
    this.#trim.run(last);
  }

  async shards(): Promise<readonly { readonly id: string }[]> {
    await this.#requireOn();
    return [{ id: SHARD }];
  }

  async read(shard: string, after: string | undefined, limit: number): ReturnType<FeedSource['read']> {
    if (shard !== SHARD) return 'trimmed';
    const { state, rows } = await this.#connection.snapshot(() => {
      const state = this.#stateNow();
      return { state, rows: this.#page.all(after === undefined ? state.trimmed_to : Number(after), limit) };
    });
    requireOn(state);
    if (after !== undefined && Number(after) < state.trimmed_to) return 'trimmed';
    return { changes: rows.map(changeOf), hasEnded: false };
  }

  async latest(): Promise<string> {
    const { state, newest } = await this.#connection.snapshot(() => ({
      state: this.#stateNow(),
      newest: this.#newest.get(),
    }));
    requireOn(state);
    return String(newest?.seq ?? state.trimmed_to);
  }

  async #requireOn(): Promise<void> {
    requireOn(await this.#connection.snapshot(() => this.#stateNow()));
  }

  #stateNow(): FeedState {
    const state = this.#state.get('feed');
    if (state === undefined) throw new StorageFailedError({ reason: 'change_feed_state has no row', retryable: false });
    return state;
  }
}

function storedChange<Kind extends EntityKind>(change: Insert<Kind> | Save<Kind>) {
  const before = change.action === 'insert' ? undefined : change.previous;
  return { entity: change.entity, before, after: change.value };
}

function requireOn({ is_on }: FeedState): void {
  if (is_on === 1) return;
  throw new ConfigurationInvalidError({
    field: 'changeFeed',
    rule: 'must be true for a feed: open the store with it, and what happens from then on is kept',
  });
}

function changeOf({ seq, events }: FeedRow): FeedChange {
  const position = String(seq);
  try {
    return { position, events: readEvents(events, `row ${seq} of change_feed`) };
  } catch (error) {
    if (!(error instanceof StorageFailedError)) throw error;
    return { position, events: [], unreadable: error.reason };
  }
}
