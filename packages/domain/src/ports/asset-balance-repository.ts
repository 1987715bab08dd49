import { type AssetBalance, assetBalanceSchema } from '../entities/asset-balance.ts';
import type { Balance } from '../entities/balance.ts';
import { parse } from '../validation/parse.ts';
import { requireAsset } from './asset-repository.ts';
import { commitChanges, type RepositoryContext, succeed } from './repository-writes.ts';
import { save } from './unit-of-work.ts';
import { requireUser } from './user-repository.ts';

/** What a user owns: cash in every currency, and every holding. */
export interface Account {
  readonly balances: readonly Balance[];
  readonly assetBalances: readonly AssetBalance[];
}

/** Holdings by user and asset. Every method may reject with STORAGE_FAILED. */
export interface AssetBalanceRepository {
  /**
   * Adds the holding, or replaces the one that was read at `holding.version`, and returns what is stored now.
   * CONCURRENCY_CONFLICT when it has changed since, USER_NOT_FOUND, ASSET_NOT_FOUND, VALIDATION_FAILED.
   */
  upsert(holding: AssetBalance): Promise<AssetBalance>;
  /** The newest committed state, or undefined. */
  get(username: string, assetId: string): Promise<AssetBalance | undefined>;
  /** Every holding of the user, in the order of the asset ids; none for an unknown user. */
  getAll(username: string): Promise<readonly AssetBalance[]>;
  /** Cash and holdings as of one instant, in one request. Nothing for an unknown user. */
  getAccount(username: string): Promise<Account>;
}

/** What every adapter's repository shares. */
export function assetBalanceWrites(context: RepositoryContext): Pick<AssetBalanceRepository, 'upsert' | 'get'> {
  const get = async (username: string, assetId: string): Promise<AssetBalance | undefined> => {
    const [holding] = await context.unitOfWork.read([{ entity: 'assetBalance', username, assetId }]);
    return holding;
  };
  return {
    get,
    async upsert(input) {
      const next = parse(assetBalanceSchema, input, 'assetBalance');
      await requireUser(context, next.username);
      await requireAsset(context, next.assetId);
      const previous = await get(next.username, next.assetId);
      const holding = previous === undefined ? next : succeed('assetBalance', previous, next, context.clock);
      await commitChanges(context, save('assetBalance', previous, holding));
      return holding;
    },
  };
}
