import { type AssetTransactionRepository, assetTransactionReads, type EntityReader } from '@orderfolio/domain/adapter';
import type { Connection } from '../connection.ts';
import { SK_PREFIX } from '../item-key.ts';
import { assetTransactionMapper } from '../mappers/asset-transaction-mapper.ts';
import { INDEXES } from '../schema.ts';
import { type ListDefinition, pageOf } from './list.ts';
import { historyOf } from './user-history.ts';

const BY_USER: ListDefinition<'assetTransaction'> = {
  mapper: assetTransactionMapper,
  where: 'pk = :pk AND begins_with(sk, :sk)',
  keyOf: ({ transactionId }) => transactionId,
};
const BY_ASSET: ListDefinition<'assetTransaction'> = {
  ...BY_USER,
  index: INDEXES.byAsset,
  where: 'pk = :pk AND assetId = :assetId AND begins_with(sk, :sk)',
};

export function assetTransactionRepository(connection: Connection, reader: EntityReader): AssetTransactionRepository {
  return {
    ...assetTransactionReads(reader),
    listByUser: (username, page) =>
      pageOf(connection, BY_USER, historyOf(['asset-transactions', username], username, SK_PREFIX.assetRow), page),
    listByUserAndAsset: (username, assetId, page) =>
      pageOf(
        connection,
        BY_ASSET,
        historyOf(['asset-transactions', username, 'asset', assetId], username, SK_PREFIX.assetRow, { assetId }),
        page,
      ),
  };
}
