import * as z from 'zod';
import { pairOf, type Rate } from '../entities/rate.ts';
import { RateUnavailableError } from '../errors/rejection-errors.ts';
import { type Currency, DEFAULT_CURRENCY } from '../money/currency.ts';
import { constant, type Decimal, nonNegativeDecimal, ZERO } from '../money/decimal.ts';
import { brokenPriceRule } from '../money/price.ts';
import { crossed, type ExactRate, lessShare, rateOf } from '../money/rate.ts';
import { timestamp } from '../validation/schemas.ts';
import { isTooOld } from '../validation/times.ts';

/** A source's answer. A rate of zero means that there is none. Other fields are ignored. */
export const rateQuoteSchema = z
  .object({
    rate: nonNegativeDecimal.superRefine((rate, context) => {
      const message = brokenPriceRule(rate);
      if (message !== undefined) context.addIssue({ code: 'custom', message });
    }),
    at: timestamp,
  })
  .optional()
  .transform((quote) => (quote?.rate.eq(ZERO) ? undefined : quote));

/** A rate that was set, or that a source has given. */
export type KnownRate = Pick<Rate, 'base' | 'quote' | 'rate' | 'at'>;

/** The exchange rates that are known when a command is decided. */
export interface Rating {
  readonly known: readonly KnownRate[];
  /** Why the source has none, if it failed. */
  readonly cause?: unknown;
  /** The greatest age of a rate that counts, in milliseconds. */
  readonly maxAgeMs: number | undefined;
}

/** The pairs whose rates may give the rate between two currencies: their own pair, and the pair of each with the US dollar. */
export function pairsBetween(from: Currency, to: Currency): readonly (readonly [Currency, Currency])[] {
  if (from === to) return [];
  if (from === DEFAULT_CURRENCY || to === DEFAULT_CURRENCY) return [[from, to]];
  return [
    [from, to],
    [from, DEFAULT_CURRENCY],
    [DEFAULT_CURRENCY, to],
  ];
}

/** The current worth of one unit of `base` in `quote`. */
export interface ExchangeRate {
  readonly base: Currency;
  readonly quote: Currency;
  /** Exact to 20 significant digits, and never above the exact rate. */
  readonly rate: Decimal;
  /** When it was the rate. A cross rate has the older of the two times. */
  readonly at: string;
}

const ONE = constant('1');

/** An exact rate, and its time. */
type Dated = ExactRate & { readonly at: string };

/**
 * The current rate between two currencies: the one that was set for them, either way round, or the one over the US dollar. Undefined if
 * none is new enough. A spread is taken off before rounding.
 */
export function exchangeRate(
  from: Currency,
  to: Currency,
  rating: Rating,
  now: string,
  spread: Decimal = ZERO,
): ExchangeRate | undefined {
  const exact = exactRate(
    from,
    to,
    rating.known.filter(({ at }) => !isTooOld(at, rating.maxAgeMs, now)),
  );
  const rate = exact && rateOf(spread.eq(ZERO) ? exact : lessShare(exact, spread));
  return exact && rate && { base: from, quote: to, rate, at: exact.at };
}

/** Like `exchangeRate`. RATE_UNAVAILABLE if there is none: its `cause` says why the source failed. */
export function requireRate(
  from: Currency,
  to: Currency,
  rating: Rating,
  now: string,
  spread: Decimal = ZERO,
): ExchangeRate {
  const found = exchangeRate(from, to, rating, now, spread);
  if (found !== undefined) return found;
  const tooOld = exactRate(from, to, rating.known);
  throw new RateUnavailableError({ base: from, quote: to, quotedAt: tooOld?.at }, { cause: rating.cause });
}

/** The worth of one unit of the currency in dollars. Undefined for the dollar, or if there is no rate. */
export function rateToDollars(currency: Currency, rating: Rating | undefined, now: string): Decimal | undefined {
  if (currency === DEFAULT_CURRENCY || rating === undefined) return undefined;
  return exchangeRate(currency, DEFAULT_CURRENCY, rating, now)?.rate;
}

function exactRate(from: Currency, to: Currency, known: readonly KnownRate[]): Dated | undefined {
  if (from === to) return undefined;
  const between = (base: Currency, quote: Currency): Dated | undefined => {
    const pair = pairOf(base, quote);
    const found = known.find((one) => pairOf(one.base, one.quote) === pair);
    if (found === undefined) return undefined;
    const { rate, at } = found;
    return found.base === base ? { over: rate, under: ONE, at } : { over: ONE, under: rate, at };
  };
  const direct = between(from, to);
  if (direct !== undefined || from === DEFAULT_CURRENCY || to === DEFAULT_CURRENCY) return direct;
  const [toDollars, fromDollars] = [between(from, DEFAULT_CURRENCY), between(DEFAULT_CURRENCY, to)];
  if (toDollars === undefined || fromDollars === undefined) return undefined;
  const [older = toDollars.at] = [toDollars.at, fromDollars.at].sort();
  return { ...crossed(toDollars, fromDollars), at: older };
}
