import type { FeedEvent } from '../../entities/events.ts';
import type { Projection } from '../../entities/projection.ts';
import { ConfigurationInvalidError } from '../../errors/validation-error.ts';
import type { Clock, Timer } from '../../ports/clock.ts';
import type { IdGenerator } from '../../ports/ids.ts';
import type { Observer } from '../../ports/observer.ts';
import { aStopSignal, type StopSignal } from '../../ports/stop-signal.ts';
import { aStore, type Store } from '../../ports/store.ts';
import {
  aFunction,
  anObject,
  aShortName,
  type OptionRules,
  oneOf,
  requireOptions,
  wholeNumber,
  withMethod,
} from '../../validation/options.ts';

/** A text that a handler keeps: see `Projection`. It replaces the one that is there. */
export interface ProjectionWrite {
  /** The family, of up to 100 characters. Those that begin with `consumer/` belong to the consumers. */
  readonly projection: string;
  /** Up to 200 characters. Two shards that write one key would wait for each other: put the shard into it, and sum on reading. */
  readonly key: string;
  /** Up to 100,000 characters, for example JSON. */
  readonly value: string;
  /** When it may be removed. ISO-8601 UTC. */
  readonly expiresAt?: string | undefined;
}

/** What a handler gets beside the events. */
export interface Delivery {
  /** The shard that the events come from. */
  readonly shard: string;
  /** The stored texts of these keys, in their order. What the handler then returns is stored only if none of them has changed. */
  read(
    keys: readonly { readonly projection: string; readonly key: string }[],
  ): Promise<readonly (Projection | undefined)[]>;
}

/** What a handler may return: texts that are stored in the commit that moves the checkpoint, so exactly once. */
export interface Handled {
  readonly projections: readonly ProjectionWrite[];
}

/** Acts on events, in the order of the feed. It may get them again, with the same ids. If it throws, it gets them again after a while. */
export type EventHandler = (
  events: readonly FeedEvent[],
  delivery: Delivery,
) => Promise<Handled | undefined> | Promise<void>;

/** The options of `consume`. */
export interface ConsumeOptions {
  readonly store: Store;
  /** Names the consumer: its checkpoints, its parked events. Its workers share the name, and the shards. Letters, digits, dots, dashes. */
  readonly name: string;
  readonly handle: EventHandler;
  /** Ends the consumer after the batch that it is at. */
  readonly signal?: StopSignal | undefined;
  /** `caughtUp`: until nothing is left that is not handled. Default: until the signal. */
  readonly until?: 'caughtUp' | undefined;
  /** At most this many events at once, 1 to 500. Default 100. */
  readonly batchSize?: number | undefined;
  /** How often a handler may fail at one event before it is parked, 1 to 100. Default 5. */
  readonly attempts?: number | undefined;
  /** How long to wait when nothing is left, in milliseconds. Default 1,000. */
  readonly pauseMs?: number | undefined;
  /** How long a worker may keep a shard without a sign of life, in milliseconds. Default 30,000. */
  readonly leaseMs?: number | undefined;
  /**
   * What to do once the feed no longer has all that follows a checkpoint. `reject` (default): FEED_TRIMMED, for somebody has to rebuild.
   * `skip`: go on with the oldest event that is kept.
   */
  readonly onTrimmed?: 'reject' | 'skip' | undefined;
  /** Is told of the batches that were handled, and of what was parked. */
  readonly observe?: Observer | undefined;
  /** Default: the machine's clock. */
  readonly clock?: Clock | undefined;
  /** Default: the machine's timer. */
  readonly timer?: Timer | undefined;
  /** Default: ULIDs from the clock. */
  readonly ids?: IdGenerator | undefined;
}

const OPTIONS: OptionRules<ConsumeOptions> = {
  store: aStore,
  name: aShortName,
  handle: aFunction,
  signal: aStopSignal,
  until: oneOf('caughtUp'),
  batchSize: wholeNumber(1, 500),
  attempts: wholeNumber(1, 100),
  pauseMs: wholeNumber(1, 3_600_000, 'milliseconds'),
  leaseMs: wholeNumber(1_000, 3_600_000, 'milliseconds'),
  onTrimmed: oneOf('reject', 'skip'),
  observe: anObject,
  clock: withMethod('now'),
  timer: withMethod('sleep'),
  ids: withMethod('next'),
};

/** CONFIGURATION_INVALID, naming the option. */
export function requireConsumeOptions(options: ConsumeOptions): void {
  requireOptions(options, OPTIONS, ['store', 'name', 'handle'], 'options');
}

/** CONFIGURATION_INVALID for what is no name of a consumer. */
export function requireName(name: string): void {
  if (!OPTIONS.name.allows(name)) throw new ConfigurationInvalidError({ field: 'name', rule: OPTIONS.name.words });
}
