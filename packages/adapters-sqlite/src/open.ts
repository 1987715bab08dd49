import { ConfigurationInvalidError, StorageFailedError, type Store } from '@orderfolio/domain';
import { lockUsers, loginAttemptReads, publishStore } from '@orderfolio/domain/adapter';
import Database from 'better-sqlite3';
import { readConfig, type Settings, type SqliteConfig } from './config.ts';
import { Connection } from './connection.ts';
import { healthCheck } from './health.ts';
import { assetBalanceRepository } from './repositories/asset-balance-repository.ts';
import { assetRepository } from './repositories/asset-repository.ts';
import { assetTransactionRepository } from './repositories/asset-transaction-repository.ts';
import { auditTrailRepository } from './repositories/audit-trail-repository.ts';
import { balanceRepository } from './repositories/balance-repository.ts';
import { orderRepository } from './repositories/order-repository.ts';
import { recordRepository } from './repositories/record-repository.ts';
import { refreshTokenRepository } from './repositories/refresh-token-repository.ts';
import { triggerRepository } from './repositories/trigger-repository.ts';
import { userRepository } from './repositories/user-repository.ts';
import { migrate, requireOurs } from './schema.ts';
import { SqliteUnitOfWork } from './unit-of-work.ts';
import { SqliteLockTable } from './user-lock.ts';

/**
 * Opens a store on SQLite, and brings its schema up to this release.
 *
 * Several processes may open one file. Rejects with CONFIGURATION_INVALID for a path that cannot be opened or written, a
 * file that is no Orderfolio database, or one from a newer release; with STORAGE_FAILED for anything else.
 */
export async function openSqlite(config: SqliteConfig): Promise<Store> {
  const settings = readConfig(config);
  const { clock, timer } = settings;
  const connection = new Connection(openDatabase(config), timer, settings.busyWaitMs);
  try {
    await prepare(connection, settings);
  } catch (error) {
    connection.close();
    throw asConfigurationError(error, settings);
  }

  const unitOfWork = new SqliteUnitOfWork(connection);
  return publishStore({
    users: userRepository(connection, unitOfWork),
    balances: balanceRepository(connection, unitOfWork),
    assets: assetRepository(connection, unitOfWork),
    orders: orderRepository(connection, unitOfWork),
    triggers: triggerRepository(connection),
    records: recordRepository(connection),
    assetBalances: assetBalanceRepository(connection, unitOfWork),
    assetTransactions: assetTransactionRepository(connection, unitOfWork),
    loginAttempts: loginAttemptReads(unitOfWork),
    refreshTokens: refreshTokenRepository(connection, unitOfWork),
    auditTrail: auditTrailRepository(connection, unitOfWork),
    unitOfWork,
    lock: lockUsers(new SqliteLockTable(connection), clock, timer),
    health: healthCheck(connection, clock),
    async [Symbol.asyncDispose]() {
      await unitOfWork.settled();
      connection.close();
    },
  });
}

function openDatabase(config: SqliteConfig): Database.Database {
  if (config.database === undefined) return openFile(config.filename);
  let database: Database.Database;
  try {
    database = config.database();
  } catch (cause) {
    throw new ConfigurationInvalidError({ field: 'database', rule: `failed: ${String(cause)}` }, { cause });
  }
  if (database?.open !== true) {
    throw new ConfigurationInvalidError({ field: 'database', rule: 'must return an open database' });
  }
  return database;
}

function openFile(filename: string): Database.Database {
  try {
    return new Database(filename);
  } catch (cause) {
    throw new ConfigurationInvalidError(
      { field: 'filename', rule: `${filename} cannot be opened: ${String(cause)}` },
      { cause },
    );
  }
}

/** How long one try may block for another process's lock, in milliseconds. Longer waits go by the timer. */
const BLOCKING_TRY_MS = 2;

/** What is wrong with the file itself is the caller's to mend. */
function asConfigurationError(error: unknown, { source }: Settings): unknown {
  if (!(error instanceof StorageFailedError) || error.retryable) return error;
  return new ConfigurationInvalidError(
    { field: source, rule: `cannot be used: ${error.reason}` },
    { cause: error.cause },
  );
}

async function prepare(connection: Connection, { source, synchronous }: Settings): Promise<void> {
  connection.run(`PRAGMA busy_timeout = ${BLOCKING_TRY_MS}; PRAGMA foreign_keys = ON;`);
  if (connection.isShared) {
    // The journal mode is written into the file, so the file has to be ours first.
    await connection.whenFree(() => requireOurs(connection, source));
    await connection.whenFree(() => connection.run(`PRAGMA journal_mode = WAL; PRAGMA synchronous = ${synchronous};`));
  }
  await migrate(connection, source);
}
