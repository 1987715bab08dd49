import { requireStorable } from './currency.ts';
import { constant, type Decimal, fitsDigits, ROUND_DOWN } from './decimal.ts';
import { CURRENCY_SCALES, type Currency } from './iso-4217.ts';

/** A rate that is computed, an inverse or a cross rate, is exact to so many significant digits, and never above the exact one. */
export const RATE_DIGITS = 20;

const ONE = constant('1');

/** A rate as a quotient, so that nothing is rounded before the end. */
export interface ExactRate {
  readonly over: Decimal;
  readonly under: Decimal;
}

/** What one rate after the other comes to. */
export function crossed(first: ExactRate, second: ExactRate): ExactRate {
  return { over: first.over.times(second.over), under: first.under.times(second.under) };
}

/** The rate with a share taken off. */
export function lessShare({ over, under }: ExactRate, share: Decimal): ExactRate {
  return { over: over.times(ONE.minus(share)), under };
}

/** The rate as a number: rounded down at its 20th digit. Undefined for one that no row could hold. */
export function rateOf({ over, under }: ExactRate): Decimal | undefined {
  // The quotient begins at the place of this exponent, or at the one below.
  const exponent = over.e - under.e;
  const quotient = over.div(under, Math.max(0, RATE_DIGITS - exponent), ROUND_DOWN);
  const rate = quotient.round(Math.max(0, RATE_DIGITS - 1 - quotient.e), ROUND_DOWN);
  return fitsDigits(rate) && rate.gt('0') ? rate : undefined;
}

/** An amount in another currency: amount × rate, rounded down to its scale. VALIDATION_FAILED (amount) when it does not fit. */
export function convertedAt(amount: Decimal, rate: Decimal, to: Currency): Decimal {
  return requireStorable(amount.times(rate).round(CURRENCY_SCALES[to], ROUND_DOWN), 'amount');
}
