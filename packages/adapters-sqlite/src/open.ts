import { resolve } from 'node:path';
import { ConfigurationInvalidError, type DomainError, StorageFailedError, type Store } from '@orderfolio/domain';
import { changeFeed, lockUsers, loginAttemptReads, publishStore } from '@orderfolio/domain/adapter';
import Database from 'better-sqlite3';
import { bulkLoader } from './bulk-loader.ts';
import { ChangeFeedTable } from './change-feed.ts';
import { classifyError } from './classify-error.ts';
import { readConfig, type Settings, type SqliteConfig } from './config.ts';
import { Connection } from './connection.ts';
import { fileAt, makePrivate, type OpenFile } from './file.ts';
import { freshImage } from './fresh-image.ts';
import { healthCheck } from './health.ts';
import { assetBalanceRepository } from './repositories/asset-balance-repository.ts';
import { assetRepository } from './repositories/asset-repository.ts';
import { assetTransactionRepository } from './repositories/asset-transaction-repository.ts';
import { auditTrailRepository } from './repositories/audit-trail-repository.ts';
import { balanceRepository } from './repositories/balance-repository.ts';
import { expiredRecords } from './repositories/expired-records.ts';
import { orderRepository } from './repositories/order-repository.ts';
import { projectionRepository } from './repositories/projection-repository.ts';
import { rateRepository } from './repositories/rate-repository.ts';
import { recordRepository } from './repositories/record-repository.ts';
import { refreshTokenRepository } from './repositories/refresh-token-repository.ts';
import { triggerIndex } from './repositories/trigger-index.ts';
import { userRepository } from './repositories/user-repository.ts';
import { migrate, requireOurs } from './schema.ts';
import { SqliteUnitOfWork } from './unit-of-work.ts';
import { SqliteLockTable } from './user-lock.ts';

/**
 * Opens a store on SQLite, and brings its schema up to this release. If there is no file, it makes one that only its owner can read and
 * write.
 *
 * Several processes may open one file. Rejects with CONFIGURATION_INVALID for a path that cannot be opened or written, a file that is not
 * an Orderfolio database, or one from a newer release; with STORAGE_FAILED for any other failure.
 */
export async function openSqlite(config: SqliteConfig): Promise<Store> {
  const settings = readConfig(config);
  const database = await openDatabase(config);
  try {
    requireUsable(database, settings);
    const connection = new Connection(database, settings.timer, settings.busyWaitMs, settings.observer);
    await prepare(connection, settings);
    const file = connection.isShared ? await fileAt(resolve(database.name)) : undefined;
    const feed = new ChangeFeedTable(connection, settings.feed);
    await feed.open();
    return storeOn(connection, file, feed, settings);
  } catch (error) {
    closeUnused(database);
    throw asConfigurationError(classifyError(error), settings);
  }
}

/** The driver does not close a database while somebody reads it. It then stays open for its reader. */
function closeUnused(database: Database.Database): void {
  try {
    database.close();
  } catch (error) {
    if (!(error instanceof TypeError)) throw classifyError(error);
  }
}

function storeOn(
  connection: Connection,
  file: OpenFile | undefined,
  feed: ChangeFeedTable,
  { clock, timer, observer }: Settings,
): Store {
  const unitOfWork = new SqliteUnitOfWork(connection, feed, observer);
  let closed: Promise<void> | undefined;
  const close = async (): Promise<void> => {
    connection.startClosing();
    await unitOfWork.answered();
    connection.close();
  };
  return publishStore({
    users: userRepository(connection, unitOfWork),
    balances: balanceRepository(connection, unitOfWork),
    assets: assetRepository(connection, unitOfWork),
    rates: rateRepository(connection, unitOfWork),
    orders: orderRepository(connection, unitOfWork),
    triggers: triggerIndex(connection),
    records: recordRepository(connection),
    expired: expiredRecords(connection),
    bulk: bulkLoader(connection, file),
    assetBalances: assetBalanceRepository(connection, unitOfWork),
    assetTransactions: assetTransactionRepository(connection, unitOfWork),
    loginAttempts: loginAttemptReads(unitOfWork),
    refreshTokens: refreshTokenRepository(connection, unitOfWork),
    auditTrail: auditTrailRepository(connection, unitOfWork),
    projections: projectionRepository(connection, unitOfWork),
    unitOfWork,
    lock: lockUsers(new SqliteLockTable(connection), clock, timer, observer),
    health: healthCheck(connection, file, clock),
    feed: changeFeed(feed),
    [Symbol.asyncDispose]() {
      closed ??= close();
      return closed;
    },
  });
}

async function openDatabase(config: SqliteConfig): Promise<Database.Database> {
  if (config.database === undefined) return openFile(config.filename);
  let database: unknown;
  try {
    database = await config.database();
  } catch (cause) {
    throw new ConfigurationInvalidError({ field: 'database', rule: `failed: ${String(cause)}` }, { cause });
  }
  if (isOpenDatabase(database)) return database;
  throw new ConfigurationInvalidError({ field: 'database', rule: 'must return an open database' });
}

function openFile(filename: string): Database.Database {
  if (filename !== IN_MEMORY) makePrivate(filename);
  try {
    return new Database(filename === IN_MEMORY ? freshImage() : filename);
  } catch (cause) {
    throw new ConfigurationInvalidError(
      { field: 'filename', rule: `${filename} cannot be opened: ${String(cause)}` },
      { cause },
    );
  }
}

const IN_MEMORY = ':memory:';

/** It goes by the shape, so a database of another copy of the driver counts too. */
function isOpenDatabase(value: unknown): value is Database.Database {
  if (typeof value !== 'object' || value === null || Reflect.get(value, 'open') !== true) return false;
  return ['prepare', 'exec', 'pragma', 'close'].every((method) => typeof Reflect.get(value, method) === 'function');
}

/** Refuses a handle whose faults cannot be corrected here. */
function requireUsable(database: Database.Database, { source }: Settings): void {
  const refuse = (rule: string): never => {
    throw new ConfigurationInvalidError({ field: source, rule });
  };
  if (database.inTransaction) refuse('is in a transaction: end it first');
  if (database.memory && database.name.trim() !== IN_MEMORY)
    refuse('is a temporary database: give a path, or :memory:, where everything is meant to be lost');
}

/** Temporary tables would hide the tables of the same names, and temporary triggers would change what is written to these. */
function requireNoneTemporary(connection: Connection, source: Settings['source']): void {
  const found = connection.prepare<{ readonly name: string }>('SELECT name FROM temp.sqlite_schema').get();
  if (found === undefined) return;
  const rule = `must have no temporary tables, views or triggers, such as ${found.name}`;
  throw new ConfigurationInvalidError({ field: source, rule });
}

/** A fault of the file itself is for the caller to correct. */
function asConfigurationError(error: DomainError, { source }: Settings): DomainError {
  if (!(error instanceof StorageFailedError) || error.retryable) return error;
  return new ConfigurationInvalidError(
    { field: source, rule: `cannot be used: ${error.reason}` },
    { cause: error.cause },
  );
}

/** How long one try may block for another process's lock, in milliseconds. Longer waits use the timer. */
const BLOCKING_TRY_MS = 2;

/** The settings that a connection needs, whatever the caller's handle had before. */
const PRAGMAS = `
  PRAGMA busy_timeout = ${BLOCKING_TRY_MS};
  PRAGMA encoding = 'UTF-8';
  PRAGMA foreign_keys = ON;
  PRAGMA full_column_names = OFF;
  PRAGMA ignore_check_constraints = OFF;
  PRAGMA legacy_alter_table = OFF;
  PRAGMA locking_mode = NORMAL;
  PRAGMA query_only = OFF;
  PRAGMA reverse_unordered_selects = OFF;
  PRAGMA short_column_names = ON;
  PRAGMA writable_schema = OFF;`;

async function prepare(connection: Connection, { source, synchronous }: Settings): Promise<void> {
  await connection.whenFree(() => connection.run(PRAGMAS));
  await connection.whenFree(() => requireNoneTemporary(connection, source));
  if (connection.isShared) {
    // The journal mode is written into the file, so the file has to be ours first.
    await connection.whenFree(() => requireOurs(connection, source));
    const mode = await connection.whenFree(() => connection.setPragma('journal_mode = WAL'));
    if (mode !== 'wal') {
      const rule = `is on a disk where its journal mode stays ${mode}: several connections need write-ahead logging`;
      throw new ConfigurationInvalidError({ field: source, rule });
    }
    connection.setPragma(`synchronous = ${synchronous}`);
  }
  await migrate(connection, source);
}
