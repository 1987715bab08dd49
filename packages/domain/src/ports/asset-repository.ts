import type { Asset } from '../entities/asset.ts';
import type { Page, PageRequest } from './page.ts';
import type { EntityReader } from './unit-of-work.ts';

/** The asset catalogue. Every method may reject with STORAGE_FAILED. */
export interface AssetRepository {
  /** The newest committed state, or undefined. */
  get(assetId: string): Promise<Asset | undefined>;
  /** Those of the named assets that exist, in the order of the names. */
  getMany(assetIds: readonly string[]): Promise<readonly Asset[]>;
  /** All assets, newest first. VALIDATION_FAILED (limit), INVALID_CURSOR. */
  list(page?: PageRequest): Promise<Page<Asset>>;
  /** The assets that can be traded, newest first. VALIDATION_FAILED (limit), INVALID_CURSOR. */
  listActive(page?: PageRequest): Promise<Page<Asset>>;
}

/** The reads that every adapter's repository shares. */
export function assetReads(reader: EntityReader): Omit<AssetRepository, 'list' | 'listActive'> {
  return {
    async get(assetId) {
      const [asset] = await reader.read([{ entity: 'asset', assetId }]);
      return asset;
    },
    async getMany(assetIds) {
      const assets = await reader.read(assetIds.map((assetId) => ({ entity: 'asset', assetId }) as const));
      return assets.filter((asset) => asset !== undefined);
    },
  };
}
