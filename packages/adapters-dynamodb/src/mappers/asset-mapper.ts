import { type Asset, isDecimal } from '@orderfolio/domain';
import { keyFields } from '../item-key.ts';
import {
  type Attributes,
  type CompleteMapper,
  integerOf,
  numberOf,
  optionalNumberOf,
  storedAttributes,
  storedFields,
} from './mapper.ts';

/** The partition of each catalogue index: `catalogue` is on every asset, `activeCatalogue` on those open for trading. */
export const CATALOGUE = 'ASSETS';

export const assetMapper: CompleteMapper<'asset'> = {
  entity: 'asset',
  toAttributes: (asset) => ({
    name: asset.name,
    description: asset.description,
    category: asset.category,
    symbol: asset.symbol,
    image: asset.image,
    amount: numberOf(asset.amount),
    priceUsd: numberOf(asset.priceUsd),
    priceAt: asset.priceAt,
    isActive: asset.isActive,
    quantityScale: asset.quantityScale,
    minQuantity: optionalNumberOf(asset.minQuantity),
    marketData: asset.marketData && marketDataAttributes(asset.marketData),
    catalogue: CATALOGUE,
    activeCatalogue: asset.isActive ? CATALOGUE : undefined,
    ...storedAttributes(asset),
  }),
  fields(item) {
    const {
      name,
      description,
      category,
      symbol,
      image,
      amount,
      priceUsd,
      priceAt,
      isActive,
      quantityScale,
      minQuantity,
      marketData,
    } = item;
    return {
      name,
      description,
      category,
      symbol,
      image,
      amount,
      priceUsd,
      priceAt,
      isActive,
      quantityScale: integerOf(quantityScale),
      minQuantity,
      marketData: marketDataFields(marketData),
      ...keyFields('asset', item),
      ...storedFields(item),
    };
  },
};

function marketDataAttributes(marketData: NonNullable<Asset['marketData']>): Attributes {
  const entries = Object.entries(marketData);
  return Object.fromEntries(entries.map(([field, value]) => [field, isDecimal(value) ? numberOf(value) : value]));
}

function marketDataFields(stored: unknown): unknown {
  if (typeof stored !== 'object' || stored === null || !('marketCapRank' in stored)) return stored;
  return { ...stored, marketCapRank: integerOf(stored.marketCapRank) };
}
