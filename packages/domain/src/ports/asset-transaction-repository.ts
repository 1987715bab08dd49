import type { AssetTransaction } from '../entities/asset-transaction.ts';
import type { Page, PageRequest } from './page.ts';
import type { EntityReader } from './unit-of-work.ts';

/** The asset ledger. Every method may reject with STORAGE_FAILED; every list with VALIDATION_FAILED (limit) and INVALID_CURSOR. */
export interface AssetTransactionRepository {
  /** The newest committed state, or undefined. */
  get(username: string, transactionId: string): Promise<AssetTransaction | undefined>;
  /** The user's rows, newest first. */
  listByUser(username: string, page?: PageRequest): Promise<Page<AssetTransaction>>;
  /** The user's rows of one asset, newest first. */
  listByUserAndAsset(username: string, assetId: string, page?: PageRequest): Promise<Page<AssetTransaction>>;
}

/** The reads that every adapter's repository shares. */
export function assetTransactionReads(reader: EntityReader): Pick<AssetTransactionRepository, 'get'> {
  return {
    async get(username, transactionId) {
      const [transaction] = await reader.read([{ entity: 'assetTransaction', username, transactionId }]);
      return transaction;
    },
  };
}
