import { type Decimal, ROUND_HALF_UP } from './decimal.ts';
import { CURRENCY_SCALES } from './iso-4217.ts';
import { PRICE_SCALE } from './price.ts';

/**
 * The cost of a part of a holding, by average cost: its share of the basis, rounded to the nearest cent, a half up. The rest is never
 * below zero, and the last part takes all of it.
 */
export function shareOfBasis(costBasis: Decimal, part: Decimal, whole: Decimal): Decimal {
  if (part.eq(whole)) return costBasis;
  return costBasis.times(part).div(whole, CURRENCY_SCALES.USD, ROUND_HALF_UP);
}

/** The average cost of one unit, rounded to the nearest at the 18th decimal, a half up. */
export function averagePriceOf(costBasis: Decimal, quantity: Decimal): Decimal {
  return costBasis.div(quantity, PRICE_SCALE, ROUND_HALF_UP);
}
