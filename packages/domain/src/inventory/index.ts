export {
  type Asset,
  assetIdSchema,
  assetSchema,
  type CreateAsset,
  createAsset,
  type MarketData,
  marketDataSchema,
  type UpdateAsset,
  updateAsset,
} from './asset.ts';
export { type AssetRepository, assetWrites } from './asset-repository.ts';
export { type AssetService, createAssetService, type ListAssets } from './asset-service.ts';
export { cataloguePrices, type PriceSource, type Quote } from './price-source.ts';
