import { type AssetTransaction, assetTransactionSchema } from '../entities/asset-transaction.ts';
import { parse } from '../validation/parse.ts';
import { requireAsset } from './asset-repository.ts';
import type { Page, PageRequest } from './page.ts';
import { commitChanges, type RepositoryContext } from './repository-writes.ts';
import { insert } from './unit-of-work.ts';
import { requireUser } from './user-repository.ts';

/** The asset ledger. Every method may reject with STORAGE_FAILED; every list with VALIDATION_FAILED (limit) and INVALID_CURSOR. */
export interface AssetTransactionRepository {
  /** Adds a ledger row at version 1. ALREADY_EXISTS, USER_NOT_FOUND, ASSET_NOT_FOUND, VALIDATION_FAILED. */
  create(transaction: AssetTransaction): Promise<AssetTransaction>;
  /** The newest committed state, or undefined. */
  get(username: string, transactionId: string): Promise<AssetTransaction | undefined>;
  /** The user's rows, newest first. */
  listByUser(username: string, page?: PageRequest): Promise<Page<AssetTransaction>>;
  /** The user's rows of one asset, newest first. */
  listByUserAndAsset(username: string, assetId: string, page?: PageRequest): Promise<Page<AssetTransaction>>;
}

/** What every adapter's repository shares. */
export function assetTransactionWrites(context: RepositoryContext): Pick<AssetTransactionRepository, 'create' | 'get'> {
  return {
    async create(input) {
      const transaction = parse(assetTransactionSchema, input, 'transaction');
      await requireUser(context, transaction.username);
      await requireAsset(context, transaction.assetId);
      await commitChanges(context, insert('assetTransaction', transaction));
      return transaction;
    },
    async get(username, transactionId) {
      const [transaction] = await context.unitOfWork.read([{ entity: 'assetTransaction', username, transactionId }]);
      return transaction;
    },
  };
}
