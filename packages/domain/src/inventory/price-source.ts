import { DomainError } from '../errors/domain-error.ts';
import { PriceUnavailableError } from '../errors/rejection-errors.ts';
import { type Decimal, ZERO } from '../money/decimal.ts';
import type { Asset } from './asset.ts';

/** A price of one unit, and when it was the price (ISO-8601 UTC). */
export interface Quote {
  readonly price: Decimal;
  readonly at: string;
}

/** Where prices come from. */
export interface PriceSource {
  /**
   * The current price of an asset of the catalogue, or undefined when there is none.
   * What it throws reaches the caller as the cause of PRICE_UNAVAILABLE.
   */
  quote(asset: Asset): Quote | undefined | Promise<Quote | undefined>;
}

/** The catalogue's `priceUsd`, which comes with the asset: it costs no request. */
export const cataloguePrices: PriceSource = {
  quote: ({ priceUsd, updatedAt }) => (priceUsd.gt(ZERO) ? { price: priceUsd, at: updatedAt } : undefined),
};

/** The source's quote, if it is one. PRICE_UNAVAILABLE, with the source's own error as cause, when it failed. */
export async function findQuote(prices: PriceSource, asset: Asset): Promise<Quote | undefined> {
  try {
    const quote = await prices.quote(asset);
    return quote?.price.gt(ZERO) ? quote : undefined;
  } catch (cause) {
    if (cause instanceof DomainError) throw cause;
    throw new PriceUnavailableError({ assetId: asset.assetId }, { cause });
  }
}
