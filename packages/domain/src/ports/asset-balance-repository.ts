import type { AssetBalance } from '../entities/asset-balance.ts';
import type { Balance } from '../entities/balance.ts';
import type { EntityReader } from './unit-of-work.ts';

/** Everything that a user owns: cash in every currency, and every holding. */
export interface Holdings {
  readonly balances: readonly Balance[];
  readonly assetBalances: readonly AssetBalance[];
}

/** Holdings by user and asset. Every method may reject with STORAGE_FAILED. */
export interface AssetBalanceRepository {
  /** The newest committed state, or undefined. */
  get(username: string, assetId: string): Promise<AssetBalance | undefined>;
  /** Every holding of the user, sorted by asset id. Empty for an unknown user. */
  getAll(username: string): Promise<readonly AssetBalance[]>;
  /** Cash and holdings as of one instant, in one request. Empty for an unknown user. */
  getAccount(username: string): Promise<Holdings>;
}

/** The reads that every adapter's repository shares. */
export function assetBalanceReads(reader: EntityReader): Pick<AssetBalanceRepository, 'get'> {
  return {
    async get(username, assetId) {
      const [holding] = await reader.read([{ entity: 'assetBalance', username, assetId }]);
      return holding;
    },
  };
}
