import { ConfigurationInvalidError, type Store } from '@orderfolio/domain';
import { changeFeed, lockUsers, loginAttemptReads, publishStore } from '@orderfolio/domain/adapter';
import { bulkLoader } from './bulk-loader.ts';
import { TableStream } from './change-feed.ts';
import { createClient } from './client.ts';
import { type DynamoDbConfig, readConfig } from './config.ts';
import { Connection } from './connection.ts';
import { healthCheck } from './health.ts';
import { ownClient, requireRegion } from './own-client.ts';
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
import { compareTable } from './schema.ts';
import { DynamoDbUnitOfWork } from './unit-of-work.ts';
import { DynamoDbLockTable } from './user-lock.ts';

/**
 * Opens a store on a DynamoDB table that `createTable` or a deployment has made. Open one per process: it keeps its connections.
 *
 * Rejects with CONFIGURATION_INVALID for options that cannot work, a table that is missing or differs from `tableDefinition`, or
 * credentials that are not accepted; with STORAGE_FAILED if DynamoDB cannot be reached.
 */
export async function openDynamoDb(config: DynamoDbConfig): Promise<Store> {
  const settings = readConfig(config);
  const { clock, ids, timer, observer } = settings;
  const client = config.client ?? createClient(config.clientConfig, config.assumeRole, settings);
  const destroy = (): void => {
    if (config.client === undefined) client.destroy();
  };
  const source = config.client === undefined ? 'clientConfig' : 'client';
  const connection = new Connection(ownClient(client, source), settings);
  try {
    await requireRegion(client, source);
    if (settings.onOpen === 'check') await requireTable(connection);
  } catch (error) {
    destroy();
    throw error;
  }

  const unitOfWork = new DynamoDbUnitOfWork(connection);
  let closed: Promise<void> | undefined;
  const close = async (): Promise<void> => {
    connection.startClosing();
    await unitOfWork.answered();
    await connection.idle();
    destroy();
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
    bulk: bulkLoader(connection),
    assetBalances: assetBalanceRepository(connection, unitOfWork),
    assetTransactions: assetTransactionRepository(connection, unitOfWork),
    loginAttempts: loginAttemptReads(unitOfWork),
    refreshTokens: refreshTokenRepository(connection, unitOfWork),
    auditTrail: auditTrailRepository(connection, unitOfWork),
    projections: projectionRepository(connection, unitOfWork),
    unitOfWork,
    lock: lockUsers(new DynamoDbLockTable(connection, () => ids.next()), clock, timer, observer),
    health: healthCheck(connection, clock),
    feed: changeFeed(new TableStream(connection)),
    [Symbol.asyncDispose]() {
      closed ??= close();
      return closed;
    },
  });
}

async function requireTable(connection: Connection): Promise<void> {
  const { differences } = compareTable(await connection.describe('several'));
  if (differences.length === 0) return;
  const rule = `names a table that this release cannot use: ${differences.join('; ')}`;
  throw new ConfigurationInvalidError({ field: 'tableName', rule });
}
