import { requireStorable, worthAt } from './currency.ts';
import { constant, type Decimal, fitsDigits, ROUND_DOWN } from './decimal.ts';
import type { Currency } from './iso-4217.ts';

/** A computed rate, inverse or cross, is exact to this many significant digits, and never above the exact rate. */
export const RATE_DIGITS = 20;

const ONE = constant('1');

/** A rate as a quotient. So it is rounded only once, at the end. */
export interface ExactRate {
  readonly over: Decimal;
  readonly under: Decimal;
}

/** The rate that results from one rate after the other. */
export function crossed(first: ExactRate, second: ExactRate): ExactRate {
  return { over: first.over.times(second.over), under: first.under.times(second.under) };
}

/** The rate minus a share of it. */
export function lessShare({ over, under }: ExactRate, share: Decimal): ExactRate {
  return { over: over.times(ONE.minus(share)), under };
}

/** The rate as a decimal, rounded down at its 20th digit. Undefined if no row could hold it. */
export function rateOf({ over, under }: ExactRate): Decimal | undefined {
  // The first digit of the quotient is at this exponent, or one below.
  const exponent = over.e - under.e;
  const quotient = over.div(under, Math.max(0, RATE_DIGITS - exponent), ROUND_DOWN);
  const rate = quotient.round(Math.max(0, RATE_DIGITS - 1 - quotient.e), ROUND_DOWN);
  return fitsDigits(rate) && rate.gt('0') ? rate : undefined;
}

/** An amount in another currency, as it is paid: amount × rate, rounded down to its scale. VALIDATION_FAILED (amount) if it does not fit. */
export function convertedAt(amount: Decimal, rate: Decimal, to: Currency): Decimal {
  return requireStorable(worthAt(amount, rate, to), 'amount');
}
