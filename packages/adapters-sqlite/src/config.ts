import { type Clock, ConfigurationInvalidError, type Observer, type Timer } from '@orderfolio/domain';
import {
  aFunction,
  anObject,
  type GuardedObserver,
  guardedObserver,
  hostOf,
  numberFrom,
  type OptionRules,
  oneOf,
  requireOptions,
  withMethod,
} from '@orderfolio/domain/adapter';
import type Database from 'better-sqlite3';

/** The database: a file (`:memory:` for one that lives as long as the store), or a function that opens it. */
type Source =
  | { readonly filename: string; readonly database?: never }
  | {
      readonly filename?: never;
      /** For options of the driver, or another copy of it. The store sets the connection up as it needs, and closes it in the end. */
      readonly database: () => Database.Database | Promise<Database.Database>;
    };

/** The database: the name of a file, or a function that opens one. */
export type SqliteConfig = Source & {
  /**
   * FULL (default): acknowledged commits survive a power cut. NORMAL: they survive the death of the process, but a power cut may take the
   * last commits, each as a whole.
   */
  readonly synchronous?: 'FULL' | 'NORMAL' | undefined;
  /** How long to try while another process writes, in milliseconds of waiting. Default 5,000. */
  readonly busyWaitMs?: number | undefined;
  /**
   * Keeps what happened for `store.feed`: a row in the transaction of each commit. `true` switches the feed of the file on, for every
   * process that writes to it, and `false` switches it off. Default: as the file has it, and off in a new one. The rows are kept for
   * `keepForMs` milliseconds, by default seven days, counted back from the newest.
   */
  readonly changeFeed?: boolean | { readonly keepForMs?: number | undefined } | undefined;
  /** For the lock's leases, and for health. Default: the machine's clock. */
  readonly clock?: Clock | undefined;
  /** For every wait. Default: the machine's timer. */
  readonly timer?: Timer | undefined;
  /** Is told of reads, of commits with their wait for the disk, and of waits for locks. Default: nobody is. */
  readonly observe?: Observer | undefined;
};

/** How the feed is kept. */
export interface FeedSettings {
  /** Undefined: as the file has it. */
  readonly isOn: boolean | undefined;
  readonly keepForMs: number;
}

/** The options except the source, with their defaults. */
export interface Settings {
  /** The option that names the database: the one to correct if it cannot be used. */
  readonly source: 'filename' | 'database';
  readonly synchronous: 'FULL' | 'NORMAL';
  readonly busyWaitMs: number;
  readonly feed: FeedSettings;
  readonly clock: Clock;
  readonly timer: Timer;
  readonly observer: GuardedObserver | undefined;
}

const DEFAULT_BUSY_WAIT_MS = 5_000;
const DEFAULT_KEEP_MS = 7 * 24 * 3_600_000;

const RULES: OptionRules<SqliteConfig> = {
  filename: {
    words: 'must be a path, or :memory:',
    // The driver would cut the path at a null character and trim white space: that would be another file, or none.
    allows: (value) => typeof value === 'string' && value !== '' && value.trim() === value && !value.includes('\0'),
  },
  database: { ...aFunction, words: 'must be a function that returns an open database' },
  synchronous: oneOf('FULL', 'NORMAL'),
  busyWaitMs: numberFrom(0, 'milliseconds'),
  changeFeed: {
    words: 'must be true, false, or how to keep it: { keepForMs }',
    allows: (value) => typeof value === 'boolean' || anObject.allows(value),
  },
  clock: withMethod('now'),
  timer: withMethod('sleep'),
  observe: anObject,
};

/** Checks the options and fills in the defaults. CONFIGURATION_INVALID, naming the field. */
export function readConfig(config: SqliteConfig): Settings {
  requireOptions(config, RULES, [], 'config', 'must be an object with a filename');
  const { filename, database, synchronous = 'FULL', busyWaitMs = DEFAULT_BUSY_WAIT_MS } = config;
  if (filename === undefined && database === undefined)
    throw new ConfigurationInvalidError({ field: 'filename', rule: RULES.filename.words });
  if (filename !== undefined && database !== undefined)
    throw new ConfigurationInvalidError({ field: 'database', rule: 'must not come with a filename' });
  const { clock, timer } = hostOf(config);
  const feed = readFeed(config.changeFeed);
  const observer = guardedObserver(config.observe);
  const source = filename === undefined ? 'database' : 'filename';
  return { source, synchronous, busyWaitMs, feed, clock, timer, observer };
}

function readFeed(given: SqliteConfig['changeFeed']): FeedSettings {
  if (given === undefined || typeof given === 'boolean') return { isOn: given, keepForMs: DEFAULT_KEEP_MS };
  requireOptions(given, { keepForMs: numberFrom(0, 'milliseconds') }, [], 'changeFeed');
  return { isOn: true, keepForMs: given.keepForMs ?? DEFAULT_KEEP_MS };
}
