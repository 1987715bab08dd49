import * as z from 'zod';
import { type Asset, pricedAt } from '../entities/asset.ts';
import type { LastTick } from '../entities/last-tick.ts';
import type { OrderSide } from '../entities/order.ts';
import { PriceUnavailableError } from '../errors/rejection-errors.ts';
import { type Currency, DEFAULT_CURRENCY } from '../money/currency.ts';
import { type Decimal, fitsDigits, nonNegativeDecimal, ROUND_DOWN, ROUND_UP, ZERO } from '../money/decimal.ts';
import { PRICE_SCALE } from '../money/price.ts';
import { timestamp } from '../validation/schemas.ts';
import { isOfLeaptClock, isTooOld } from '../validation/times.ts';
import { exchangeRate, type Rating, requireRate } from './exchange.ts';

/** A source's answer. A price of zero means that there is none. Other fields are ignored. */
export const quoteSchema = z
  .object({ price: nonNegativeDecimal, at: timestamp })
  .optional()
  .transform((quote) => (quote?.price.eq(ZERO) ? undefined : quote));

/** The quotes of an asset that are known when a command is decided. */
export interface Pricing {
  /** The currency of the quotes. Default: US dollars. */
  readonly currency?: Currency | undefined;
  readonly quote: z.output<typeof quoteSchema>;
  /** The older of the two stored ones. It counts if the time of the newer comes from a clock that had leapt. */
  readonly older?: z.output<typeof quoteSchema>;
  /** The last applied price in the currency of the command, if that is not the US dollar. */
  readonly own?: z.output<typeof quoteSchema>;
  /** Why the source has none, if it failed. */
  readonly cause?: unknown;
  /** The greatest age of a quote that counts, in milliseconds. */
  readonly maxAgeMs: number | undefined;
}

/** The newer of the catalogue's price and the last applied price. If both are as new, the applied one. */
export function storedQuotes(asset: Asset | undefined, last: LastTick | undefined): Pick<Pricing, 'quote' | 'older'> {
  if (asset === undefined || asset.priceUsd.eq(ZERO)) return { quote: last };
  const catalogue = { price: asset.priceUsd, at: pricedAt(asset) };
  if (last === undefined) return { quote: catalogue };
  return last.at >= catalogue.at ? { quote: last, older: catalogue } : { quote: catalogue, older: last };
}

/** The quote that counts now. Undefined if none is new enough. */
export function quoteNow(pricing: Pricing, now: string): Pricing['quote'] {
  const quote = countingQuote(pricing, now);
  return quote === undefined || isTooOld(quote.at, pricing.maxAgeMs, now) ? undefined : quote;
}

function countingQuote({ quote, older }: Pricing, now: string): Pricing['quote'] {
  return quote !== undefined && older !== undefined && isOfLeaptClock(quote.at, now) ? older : quote;
}

/** The current price of one unit. Undefined if none is new enough. */
export function priceNow(pricing: Pricing, now: string): Decimal | undefined {
  return quoteNow(pricing, now)?.price;
}

/** Like `priceNow`. PRICE_UNAVAILABLE if there is none: its `cause` says why the source failed. */
function requirePrice(assetId: string, pricing: Pricing, now: string): Decimal {
  const price = priceNow(pricing, now);
  if (price !== undefined) return price;
  throw new PriceUnavailableError({ assetId, quotedAt: countingQuote(pricing, now)?.at }, { cause: pricing.cause });
}

/** What a command needs a price for: the market, and the side of the order. */
export interface PriceRequest {
  readonly assetId: string;
  readonly currency: Currency;
  readonly side: OrderSide;
}

/**
 * The current price in the currency of an order. If it is quoted in US dollars, it is converted at the current exchange rate, and rounded
 * against the user at the 18th decimal. The last applied price in the currency counts instead if it is as new: a converted price is as
 * old as the older of its quote and its rate. Undefined if there is none.
 */
export function priceNowIn(
  request: PriceRequest,
  pricing: Pricing,
  rating: Rating | undefined,
  now: string,
): Decimal | undefined {
  if (isQuotedIn(request.currency, pricing)) return priceNow(pricing, now);
  const { own, maxAgeMs } = pricing;
  const converted = convertedQuote(request, quoteNow(pricing, now), rating ?? NO_RATES, now);
  if (own === undefined || isTooOld(own.at, maxAgeMs, now)) return converted?.price;
  if (converted === undefined) return own.price;
  return own.at < converted.at || isOfLeaptClock(own.at, now) ? converted.price : own.price;
}

function isQuotedIn(currency: Currency, pricing: Pricing): boolean {
  return (pricing.currency ?? DEFAULT_CURRENCY) === currency;
}

/** Undefined if there is no rate, or the price rounds to nothing or has too many digits. */
function convertedQuote(request: PriceRequest, quote: Pricing['quote'], rating: Rating, now: string): Pricing['quote'] {
  const rate = exchangeRate(...pairFor(request), rating, now);
  if (quote === undefined || rate === undefined) return undefined;
  const price =
    request.side === 'BUY'
      ? quote.price.div(rate.rate, PRICE_SCALE, ROUND_UP)
      : quote.price.times(rate.rate).round(PRICE_SCALE, ROUND_DOWN);
  if (price.lte(ZERO) || !fitsDigits(price)) return undefined;
  const [at = quote.at] = [quote.at, rate.at].sort();
  return { price, at };
}

/** The two currencies of the rate. A rate is rounded down, so a purchase is divided by one, and a sale multiplied. */
function pairFor({ currency, side }: PriceRequest): readonly [Currency, Currency] {
  return side === 'BUY' ? [currency, DEFAULT_CURRENCY] : [DEFAULT_CURRENCY, currency];
}

/** Like `priceNowIn`. PRICE_UNAVAILABLE, RATE_UNAVAILABLE. */
export function requirePriceIn(
  request: PriceRequest,
  pricing: Pricing,
  rating: Rating | undefined,
  now: string,
): Decimal {
  const price = priceNowIn(request, pricing, rating, now);
  if (price !== undefined) return price;
  const { assetId, currency } = request;
  requirePrice(assetId, pricing, now);
  if (!isQuotedIn(currency, pricing)) requireRate(...pairFor(request), rating ?? NO_RATES, now);
  throw new PriceUnavailableError({ assetId, quotedAt: undefined });
}

const NO_RATES: Rating = { known: [], maxAgeMs: undefined };
