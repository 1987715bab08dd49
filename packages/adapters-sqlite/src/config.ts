import type { Clock, IdGenerator, Timer } from '@orderfolio/domain';
import type Database from 'better-sqlite3';

/** Where the database is: a file (`:memory:` for one that lives as long as the store), or a function that opens it. */
type Source =
  | { readonly filename: string; readonly database?: never }
  | {
      readonly filename?: never;
      /** For options of the driver's own. The store closes what it returns. */
      readonly database: () => Database.Database;
    };

export type SqliteConfig = Source & {
  /**
   * FULL (default): what was acknowledged survives a power cut. NORMAL: it survives the death of the process; a power cut
   * may take the last commits, whole ones.
   */
  readonly synchronous?: 'FULL' | 'NORMAL' | undefined;
  /** How long to try while another process writes, in milliseconds of waiting. Default 5,000. */
  readonly busyWaitMs?: number | undefined;
  /** For the lock's leases, for `updatedAt` of repository writes, and for health. Default: the machine's clock. */
  readonly clock?: Clock | undefined;
  /** Names the commits of repository writes. Default: ULIDs from the clock. */
  readonly ids?: IdGenerator | undefined;
  /** For every wait. Default: the machine's timer. */
  readonly timer?: Timer | undefined;
};

export const DEFAULT_BUSY_WAIT_MS = 5_000;
