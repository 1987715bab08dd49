import { type Clock, ConfigurationInvalidError, type Timer } from '@orderfolio/domain';
import {
  aFunction,
  hostOf,
  numberFrom,
  type OptionRules,
  oneOf,
  requireOptions,
  withMethod,
} from '@orderfolio/domain/adapter';
import type Database from 'better-sqlite3';

/** Where the database is: a file (`:memory:` for one that lives as long as the store), or a function that opens it. */
type Source =
  | { readonly filename: string; readonly database?: never }
  | {
      readonly filename?: never;
      /**
       * For options of the driver's own, or another copy of it. The store sets the connection as it needs it, and closes it
       * in the end.
       */
      readonly database: () => Database.Database | Promise<Database.Database>;
    };

/** Which database: a file by its name, or what opens one. */
export type SqliteConfig = Source & {
  /**
   * FULL (default): what was acknowledged survives a power cut. NORMAL: it survives the death of the process; a power cut
   * may take the last commits, whole ones.
   */
  readonly synchronous?: 'FULL' | 'NORMAL' | undefined;
  /** How long to try while another process writes, in milliseconds of waiting. Default 5,000. */
  readonly busyWaitMs?: number | undefined;
  /** For the lock's leases, and for health. Default: the machine's clock. */
  readonly clock?: Clock | undefined;
  /** For every wait. Default: the machine's timer. */
  readonly timer?: Timer | undefined;
};

/** The options beside the source, with their defaults. */
export interface Settings {
  /** The option that says where the database is: what to mend when it cannot be used. */
  readonly source: 'filename' | 'database';
  readonly synchronous: 'FULL' | 'NORMAL';
  readonly busyWaitMs: number;
  readonly clock: Clock;
  readonly timer: Timer;
}

const DEFAULT_BUSY_WAIT_MS = 5_000;

const RULES: OptionRules<SqliteConfig> = {
  filename: {
    words: 'must be a path, or :memory:',
    // The driver would cut the path at a null character, and take off white space around it: that is another file, or none.
    allows: (value) => typeof value === 'string' && value !== '' && value.trim() === value && !value.includes('\0'),
  },
  database: { ...aFunction, words: 'must be a function that returns an open database' },
  synchronous: oneOf('FULL', 'NORMAL'),
  busyWaitMs: numberFrom(0, 'milliseconds'),
  clock: withMethod('now'),
  timer: withMethod('sleep'),
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
  return { source: filename === undefined ? 'database' : 'filename', synchronous, busyWaitMs, clock, timer };
}
