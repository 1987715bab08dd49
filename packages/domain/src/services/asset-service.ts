import * as z from 'zod';
import { type CommandContext, execute } from '../command/execute.ts';
import {
  type Asset,
  assetIdSchema,
  type CreateAsset,
  createAsset,
  createAssetSchema,
  type UpdateAsset,
  updateAsset,
  updateAssetSchema,
} from '../entities/asset.ts';
import { AssetNotFoundError } from '../errors/not-found-errors.ts';
import type { AssetRepository } from '../ports/asset-repository.ts';
import { type Page, type PageRequest, pageFields } from '../ports/page.ts';
import { insert, saveIfChanged } from '../ports/unit-of-work.ts';
import { quoteNow } from '../rules/pricing.ts';
import { parse } from '../validation/parse.ts';
import { lastTickKey, type Prices } from './prices.ts';

/** The catalogue. Every method may reject with VALIDATION_FAILED and STORAGE_FAILED. */
export interface AssetService {
  /** Adds an asset. ALREADY_EXISTS. */
  create(command: CreateAsset): Promise<Asset>;
  /** The asset. ASSET_NOT_FOUND. */
  get(assetId: string): Promise<Asset>;
  /**
   * The asset with the price that commands go by now, and its time: the newer of the catalogue's price and the last one given to
   * `orders.onPrice`, or the price of the app's own source. Like `get` if no price is new enough. ASSET_NOT_FOUND.
   */
  getPriced(assetId: string): Promise<Asset>;
  /** The existing assets among up to 100 names, in the order of the names. */
  getMany(assetIds: readonly string[]): Promise<readonly Asset[]>;
  /** Changes the given fields, such as the price. ASSET_NOT_FOUND. */
  update(assetId: string, changes: UpdateAsset): Promise<Asset>;
  /** The catalogue, newest first; with `active`, only what can be traded. INVALID_CURSOR. */
  list(request?: ListAssets): Promise<Page<Asset>>;
  /** Opens the asset for trading. Repeating it changes nothing. ASSET_NOT_FOUND. */
  activate(assetId: string): Promise<Asset>;
  /** Closes the asset for trading. Repeating it changes nothing. ASSET_NOT_FOUND. */
  deactivate(assetId: string): Promise<Asset>;
}

/** `active: true` lists only what can be traded. */
export interface ListAssets extends PageRequest {
  readonly active?: true | undefined;
}

/** The input of `assets.list`. */
export const listAssetsSchema = z.strictObject({ ...pageFields, active: z.literal(true).optional() });

const MAX_NAMES = 100;
/** The ids of the assets that `assets.getMany` reads. */
export const assetIdsSchema = z.array(assetIdSchema).max(MAX_NAMES, `must name at most ${MAX_NAMES} assets`);

export function createAssetService(context: CommandContext, assets: AssetRepository, prices: Prices): AssetService {
  async function change(
    method: 'update' | 'activate' | 'deactivate',
    input: string,
    apply: (asset: Asset, now: string) => Asset,
  ): Promise<Asset> {
    const assetId = parse(assetIdSchema, input, 'assetId');
    return execute(context, {
      name: `assets.${method}`,
      queue: `asset ${assetId}`,
      gather: () => assets.get(assetId),
      decide: (asset, { now }) => {
        if (asset === undefined) throw new AssetNotFoundError({ assetId });
        const { value, changes } = saveIfChanged('asset', asset, apply(asset, now));
        return { result: value, changes };
      },
    });
  }

  const setActive = (assetId: string, isActive: boolean): Promise<Asset> =>
    change(isActive ? 'activate' : 'deactivate', assetId, (asset, now) =>
      asset.isActive === isActive ? asset : updateAsset(asset, { isActive }, now),
    );

  return {
    async create(input) {
      const command = parse(createAssetSchema, input);
      return execute(context, {
        name: 'assets.create',
        queue: `asset ${command.assetId}`,
        gather: async () => undefined,
        decide: (_nothing, { now }) => {
          const asset = createAsset(command, now);
          return { result: asset, changes: [insert('asset', asset)] };
        },
      });
    },

    async get(input) {
      const assetId = parse(assetIdSchema, input, 'assetId');
      const asset = await assets.get(assetId);
      if (asset === undefined) throw new AssetNotFoundError({ assetId });
      return asset;
    },

    async getPriced(input) {
      const assetId = parse(assetIdSchema, input, 'assetId');
      const asked = await prices.askToShow(assetId);
      const [asset, last] = await context.unitOfWork.read([{ entity: 'asset', assetId }, lastTickKey(assetId, asked)]);
      if (asset === undefined) throw new AssetNotFoundError({ assetId });
      const pricing = prices.known(asked, asset, last);
      const quote = quoteNow(pricing, context.clock.now().toISOString());
      return quote === undefined ? asset : { ...asset, priceUsd: quote.price, priceAt: quote.at };
    },

    async getMany(assetIds) {
      return assets.getMany(parse(assetIdsSchema, assetIds, 'assetIds'));
    },

    async update(assetId, fields) {
      const changes = parse(updateAssetSchema, fields, 'changes');
      return change('update', assetId, (asset, now) => updateAsset(asset, changes, now));
    },

    async list(request) {
      const { active, ...page } = parse(listAssetsSchema, request ?? {});
      return active === true ? assets.listActive(page) : assets.list(page);
    },

    activate: (assetId) => setActive(assetId, true),
    deactivate: (assetId) => setActive(assetId, false),
  };
}
