import { type Asset, assetSchema, updateAsset } from '../entities/asset.ts';
import { AssetNotFoundError } from '../errors/not-found-errors.ts';
import { parse } from '../validation/parse.ts';
import type { Page, PageRequest } from './page.ts';
import { commitChanges, type RepositoryContext, succeed } from './repository-writes.ts';
import { insert, save } from './unit-of-work.ts';

/** The asset catalogue. Every method may reject with STORAGE_FAILED. */
export interface AssetRepository {
  /** Adds an asset at version 1. ALREADY_EXISTS, VALIDATION_FAILED. */
  create(asset: Asset): Promise<Asset>;
  /** The newest committed state, or undefined. */
  get(assetId: string): Promise<Asset | undefined>;
  /** Those of the named assets that exist, in the order of the names. */
  getMany(assetIds: readonly string[]): Promise<readonly Asset[]>;
  /**
   * Replaces the asset that was read at `asset.version`, and returns it one version on.
   * CONCURRENCY_CONFLICT when it has changed since, ASSET_NOT_FOUND, VALIDATION_FAILED.
   */
  update(asset: Asset): Promise<Asset>;
  /** All assets, newest first. VALIDATION_FAILED (limit), INVALID_CURSOR. */
  list(page?: PageRequest): Promise<Page<Asset>>;
  /** The assets that can be traded, newest first. VALIDATION_FAILED (limit), INVALID_CURSOR. */
  listActive(page?: PageRequest): Promise<Page<Asset>>;
  /** Opens the asset for trading; does nothing when it is. ASSET_NOT_FOUND, CONCURRENCY_CONFLICT. */
  activate(assetId: string): Promise<Asset>;
  /** Closes the asset for trading; does nothing when it is. ASSET_NOT_FOUND, CONCURRENCY_CONFLICT. */
  deactivate(assetId: string): Promise<Asset>;
}

/** ASSET_NOT_FOUND unless the asset exists. Assets are never removed, so what is found stays true. */
export async function requireAsset(
  { unitOfWork }: Pick<RepositoryContext, 'unitOfWork'>,
  assetId: string,
): Promise<void> {
  const [asset] = await unitOfWork.read([{ entity: 'asset', assetId }]);
  if (asset === undefined) throw new AssetNotFoundError({ assetId });
}

/** What every adapter's repository shares. */
export function assetWrites(context: RepositoryContext): Omit<AssetRepository, 'list' | 'listActive'> {
  const get = async (assetId: string): Promise<Asset | undefined> => {
    const [asset] = await context.unitOfWork.read([{ entity: 'asset', assetId }]);
    return asset;
  };
  const mustGet = async (assetId: string): Promise<Asset> => {
    const asset = await get(assetId);
    if (asset === undefined) throw new AssetNotFoundError({ assetId });
    return asset;
  };
  const setActive = async (assetId: string, isActive: boolean): Promise<Asset> => {
    const previous = await mustGet(assetId);
    if (previous.isActive === isActive) return previous;
    const asset = updateAsset(previous, { isActive }, context.clock.now().toISOString());
    await commitChanges(context, save('asset', previous, asset));
    return asset;
  };
  return {
    get,
    async getMany(assetIds) {
      const assets = await context.unitOfWork.read(assetIds.map((assetId) => ({ entity: 'asset', assetId }) as const));
      return assets.filter((asset) => asset !== undefined);
    },
    activate: (assetId) => setActive(assetId, true),
    deactivate: (assetId) => setActive(assetId, false),
    async create(input) {
      const asset = parse(assetSchema, input, 'asset');
      await commitChanges(context, insert('asset', asset));
      return asset;
    },
    async update(input) {
      const next = parse(assetSchema, input, 'asset');
      const previous = await mustGet(next.assetId);
      const asset = succeed('asset', previous, next, context.clock);
      await commitChanges(context, save('asset', previous, asset));
      return asset;
    },
  };
}
