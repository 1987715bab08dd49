import type { Asset } from '@orderfolio/domain';
import { marketDataSchema, readStoredJson } from '@orderfolio/domain/adapter';
import {
  amountOf,
  amountText,
  type Mapper,
  optionalAmountOf,
  optionalAmountText,
  type StoredRow,
  storedColumns,
  storedFields,
} from './mapper.ts';

interface AssetRow extends StoredRow {
  readonly asset_id: string;
  readonly name: string;
  readonly description: string | null;
  readonly category: string;
  readonly symbol: string | null;
  readonly image: string | null;
  readonly amount: string;
  readonly price_usd: string;
  readonly price_at: string | null;
  readonly is_active: number;
  readonly quantity_scale: number;
  readonly min_quantity: string | null;
  readonly market_data: string | null;
}

export const assetMapper: Mapper<Asset, AssetRow> = {
  entity: 'asset',
  table: 'assets',
  columns: {
    asset_id: (asset) => asset.assetId,
    name: (asset) => asset.name,
    description: (asset) => asset.description ?? null,
    category: (asset) => asset.category,
    symbol: (asset) => asset.symbol ?? null,
    image: (asset) => asset.image ?? null,
    amount: (asset) => amountText(asset.amount),
    price_usd: (asset) => amountText(asset.priceUsd),
    price_at: (asset) => asset.priceAt ?? null,
    is_active: (asset) => Number(asset.isActive),
    quantity_scale: (asset) => asset.quantityScale,
    min_quantity: (asset) => optionalAmountText(asset.minQuantity),
    market_data: (asset) => (asset.marketData === undefined ? null : JSON.stringify(asset.marketData)),
    ...storedColumns,
  },
  fromRow: (row) => ({
    assetId: row.asset_id,
    name: row.name,
    description: row.description ?? undefined,
    category: row.category,
    symbol: row.symbol ?? undefined,
    image: row.image ?? undefined,
    amount: amountOf(row.amount, 'assets.amount'),
    priceUsd: amountOf(row.price_usd, 'assets.price_usd'),
    priceAt: row.price_at ?? undefined,
    isActive: row.is_active === 1,
    quantityScale: row.quantity_scale,
    minQuantity: optionalAmountOf(row.min_quantity, 'assets.min_quantity'),
    marketData: row.market_data === null ? undefined : readStoredJson(marketDataSchema, row.market_data, 'asset'),
    ...storedFields(row),
  }),
};
