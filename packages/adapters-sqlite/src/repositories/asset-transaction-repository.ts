import type { AssetTransaction } from '@orderfolio/domain';
import { type AssetTransactionRepository, assetTransactionReads, type EntityReader } from '@orderfolio/domain/adapter';
import type { Connection } from '../connection.ts';
import { assetTransactionMapper } from '../mappers/asset-transaction-mapper.ts';
import { List } from './list.ts';

export function assetTransactionRepository(connection: Connection, reader: EntityReader): AssetTransactionRepository {
  const listWhere = (where: string, index?: string) =>
    new List(connection, {
      mapper: assetTransactionMapper,
      where,
      index,
      orderBy: 'transaction_id',
      keyOf: (row: AssetTransaction) => row.transactionId,
    });
  const byUser = listWhere('username = ?');
  const byAsset = listWhere('username = ? AND asset_id = ?', 'asset_transactions_by_asset');
  return {
    ...assetTransactionReads(reader),
    listByUser: (username, page) => byUser.page(['asset-transactions', username], [username], page),
    listByUserAndAsset: (username, assetId, page) =>
      byAsset.page(['asset-transactions', username, 'asset', assetId], [username, assetId], page),
  };
}
