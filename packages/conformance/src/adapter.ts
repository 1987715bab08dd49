import type { Clock, Store, Timer } from '@orderfolio/domain';
import type { RawRecords } from './raw-records.ts';

/** What adapters can or cannot do. If a capability is false, the suite proves that. */
export interface Capabilities {
  /** Commits are still there after the store was closed and opened again. */
  readonly durable: boolean;
  /** Several connections, of one process or of several, see the same data. */
  readonly sharedBetweenConnections: boolean;
  /** `store.feed` tells what happened, in a place that was opened with `changeFeed`. */
  readonly changeFeed: boolean;
}

/** What a store must be opened with: the suite controls the time. */
export interface OpenOptions {
  readonly clock: Clock;
  readonly timer: Timer;
  /** Whether the place must have a feed. Only true with the capability. Default false. */
  readonly changeFeed?: boolean;
}

/** A place with its own data: a file, a table, a database in memory. The suite closes every store that it gets. */
export interface OpenAdapter {
  readonly store: Store;
  /** A further connection to this place. Without the capabilities, a store that begins empty. */
  connect(): Promise<Store>;
  /** The records of this place, past the store. */
  readonly raw: RawRecords;
  /** Removes the place. Called once, after its stores were closed. */
  dispose(): Promise<void>;
}

/** An adapter as the suite sees it. */
export interface Adapter {
  readonly name: string;
  readonly capabilities: Capabilities;
  /** Opens a fresh place that shares nothing with any other. */
  open(options: OpenOptions): Promise<OpenAdapter>;
}

/** The adapter, with a feed in each of its places, if it can have one. */
export function withFeed(adapter: Adapter): Adapter {
  const { changeFeed } = adapter.capabilities;
  return { ...adapter, open: (options) => adapter.open({ ...options, changeFeed }) };
}
