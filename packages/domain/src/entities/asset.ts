import * as z from 'zod';
import { AssetInactiveError } from '../errors/rejection-errors.ts';
import { ValidationError } from '../errors/validation-error.ts';
import { requireScale } from '../money/currency.ts';
import { type Decimal, nonNegativeDecimal, positiveDecimal, signedDecimal } from '../money/decimal.ts';
import { applyChanges } from '../validation/apply-changes.ts';
import { stored, text, timestamp } from '../validation/schemas.ts';
import { shownText } from '../validation/shown-text.ts';

/**
 * ASCII letters, digits, dots, dashes and underscores. It is checked first and then upper-cased: in upper case, `ß` is two letters, and
 * `ſ` is an ASCII one.
 */
export const assetIdSchema = z
  .string()
  .max(20)
  .regex(/^[A-Za-z0-9][A-Za-z0-9._-]*$/, 'must be letters, digits, dots, dashes or underscores, such as BTC')
  .toUpperCase();

/** The id as it is stored. Older releases upper-cased before they checked: 20 characters became up to 60, such as `ﬃ` became `FFI`. */
export const storedAssetId = z
  .string()
  .max(60)
  .regex(/^[A-Z0-9][A-Z0-9._-]*$/);

/** An asset's data from a market data feed. It is informational: no rule reads it. */
export const marketDataSchema = z
  .strictObject({
    marketCap: nonNegativeDecimal,
    marketCapRank: z.int().min(1),
    high24h: nonNegativeDecimal,
    low24h: nonNegativeDecimal,
    totalVolume24h: nonNegativeDecimal,
    priceChange24h: signedDecimal,
    priceChangePercentage24h: signedDecimal,
    priceChangePercentage7d: signedDecimal,
    priceChangePercentage30d: signedDecimal,
    circulatingSupply: nonNegativeDecimal,
    totalSupply: nonNegativeDecimal,
    maxSupply: nonNegativeDecimal,
    allTimeHigh: nonNegativeDecimal,
    allTimeHighAt: timestamp,
    allTimeLow: nonNegativeDecimal,
    allTimeLowAt: timestamp,
    updatedAt: timestamp,
  })
  .partial()
  .readonly();
/** An asset's market data from a feed. The rules of orders do not use it. */
export type MarketData = z.output<typeof marketDataSchema>;

const described = {
  name: text(100),
  description: text(500).optional(),
  category: text(50),
  symbol: text(20).optional(),
  image: text(500).optional(),
  marketData: marketDataSchema.optional(),
};

/** The fields as a command gives them. Older releases accepted more. */
const description = {
  ...described,
  name: shownText(100),
  description: shownText(500).optional(),
  category: shownText(50),
  symbol: shownText(20).optional(),
};

const terms = {
  /** Units in the catalogue. Informational: trading does not consume them. */
  amount: nonNegativeDecimal,
  /** The catalogue's price of one unit in US dollars; zero means that it has none. */
  priceUsd: nonNegativeDecimal,
  isActive: z.boolean(),
  /** The most decimals of a quantity. */
  quantityScale: z.int().min(0).max(18),
  minQuantity: positiveDecimal.optional(),
};

/** An asset of the catalogue. */
export const assetSchema = z
  .strictObject({
    assetId: storedAssetId,
    ...described,
    ...terms,
    /** When `priceUsd` was set. Absent on assets of older releases: see `pricedAt`. */
    priceAt: timestamp.optional(),
    ...stored,
  })
  .readonly();
/** An asset of the catalogue. `priceUsd` is the price of one unit; quantities have at most `quantityScale` decimals. */
export type Asset = z.output<typeof assetSchema>;

/** The input of `assets.create`. */
export const createAssetSchema = z.strictObject({
  assetId: assetIdSchema,
  ...description,
  ...terms,
  amount: nonNegativeDecimal.prefault('0'),
  isActive: z.boolean().default(true),
  quantityScale: terms.quantityScale.default(8),
});
/** The input of `assets.create`. */
export type CreateAsset = z.input<typeof createAssetSchema>;

/** Only the fields that are present change; null empties an optional one. The id never changes. */
export const updateAssetSchema = z
  .strictObject({
    ...description,
    ...terms,
    description: description.description.nullable(),
    symbol: description.symbol.nullable(),
    image: description.image.nullable(),
    marketData: description.marketData.nullable(),
    minQuantity: terms.minQuantity.nullable(),
  })
  .partial();
/** The input of `assets.update`. Omitted fields stay as they are. */
export type UpdateAsset = z.input<typeof updateAssetSchema>;

/** A new asset, at version 1. */
export function createAsset(command: z.output<typeof createAssetSchema>, now: string): Asset {
  return { ...command, priceAt: now, version: 1, createdAt: now, updatedAt: now };
}

/** The asset with the given fields changed. Setting a price, even to the same value, makes it the current price. */
export function updateAsset(asset: Asset, changes: z.output<typeof updateAssetSchema>, now: string): Asset {
  const priceAt = changes.priceUsd === undefined ? pricedAt(asset) : now;
  return { ...applyChanges<Asset>(asset, changes), priceAt, updatedAt: now };
}

/** When the catalogue's price was set, as far as is known: older releases only changed `updatedAt`. */
export function pricedAt({ priceAt, updatedAt }: Asset): string {
  return priceAt ?? updatedAt;
}

/** ASSET_INACTIVE while the asset is closed for trading. */
export function requireActive({ isActive, assetId }: Asset): void {
  if (!isActive) throw new AssetInactiveError({ assetId });
}

/** VALIDATION_FAILED for a quantity that the asset does not allow. */
export function requireQuantity(asset: Asset, quantity: Decimal): void {
  requireQuantityScale(asset, quantity);
  if (asset.minQuantity !== undefined && quantity.lt(asset.minQuantity)) {
    throw new ValidationError({ field: 'quantity', rule: `must be at least ${asset.minQuantity} ${asset.assetId}` });
  }
}

/** VALIDATION_FAILED for a quantity with more decimals than the asset allows. */
export function requireQuantityScale({ quantityScale, assetId }: Asset, quantity: Decimal): void {
  requireScale(quantity, quantityScale, 'quantity', assetId);
}
