import type { Asset } from '../entities/asset.ts';
import { PriceUnavailableError } from '../errors/rejection-errors.ts';
import { type Decimal, parseDecimal, ZERO } from '../money/decimal.ts';

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
export const cataloguePrices: PriceSource = Object.freeze({
  quote: ({ priceUsd, updatedAt }: Asset) => (priceUsd.gt(ZERO) ? { price: priceUsd, at: updatedAt } : undefined),
});

/**
 * The source's quote, or undefined when it has none; zero is none.
 * PRICE_UNAVAILABLE, with the source's own error as its cause, when it failed or gave what is no price.
 */
export async function findQuote(prices: PriceSource, asset: Asset): Promise<Quote | undefined> {
  try {
    const quote = await prices.quote(asset);
    return quote !== undefined && parseDecimal(quote.price, 'price').gt(ZERO) ? quote : undefined;
  } catch (cause) {
    if (cause instanceof PriceUnavailableError) throw cause;
    throw new PriceUnavailableError({ assetId: asset.assetId }, { cause });
  }
}
