import * as z from 'zod';
import { type Asset, pricedAt } from '../entities/asset.ts';
import type { LastTick } from '../entities/last-tick.ts';
import { PriceUnavailableError } from '../errors/rejection-errors.ts';
import { type Decimal, nonNegativeDecimal, ZERO } from '../money/decimal.ts';
import { timestamp } from '../validation/schemas.ts';
import { isOfLeaptClock, isTooOld } from '../validation/times.ts';

/** What a source may answer: a price of zero is none. What it says beside the price is its own business. */
export const quoteSchema = z
  .object({ price: nonNegativeDecimal, at: timestamp })
  .optional()
  .transform((quote) => (quote?.price.eq(ZERO) ? undefined : quote));

/** What is known of an asset's price when a command is decided. */
export interface Pricing {
  readonly quote: z.output<typeof quoteSchema>;
  /** The older of the two stored ones: the price where the time of the newer comes from a clock that had leapt. */
  readonly older?: z.output<typeof quoteSchema>;
  /** Why the source has none, where it failed. */
  readonly cause?: unknown;
  /** An older quote is none, in milliseconds. */
  readonly maxAgeMs: number | undefined;
}

/** The newer of the catalogue's price and the last price that was applied; of two as new, the one that was applied. */
export function storedQuotes(asset: Asset | undefined, last: LastTick | undefined): Pick<Pricing, 'quote' | 'older'> {
  if (asset === undefined || asset.priceUsd.eq(ZERO)) return { quote: last };
  const catalogue = { price: asset.priceUsd, at: pricedAt(asset) };
  if (last === undefined) return { quote: catalogue };
  return last.at >= catalogue.at ? { quote: last, older: catalogue } : { quote: catalogue, older: last };
}

/** The quote that counts now; undefined when there is none that is new enough. */
export function quoteNow(pricing: Pricing, now: string): Pricing['quote'] {
  const quote = countingQuote(pricing, now);
  return quote === undefined || isTooOld(quote.at, pricing.maxAgeMs, now) ? undefined : quote;
}

function countingQuote({ quote, older }: Pricing, now: string): Pricing['quote'] {
  return quote !== undefined && older !== undefined && isOfLeaptClock(quote.at, now) ? older : quote;
}

/** The price of one unit now; undefined when there is none that is new enough. */
export function priceNow(pricing: Pricing, now: string): Decimal | undefined {
  return quoteNow(pricing, now)?.price;
}

/** As `priceNow`. PRICE_UNAVAILABLE when there is none: its `cause` is what the source failed with. */
export function requirePrice(assetId: string, pricing: Pricing, now: string): Decimal {
  const price = priceNow(pricing, now);
  if (price !== undefined) return price;
  throw new PriceUnavailableError({ assetId, quotedAt: countingQuote(pricing, now)?.at }, { cause: pricing.cause });
}
