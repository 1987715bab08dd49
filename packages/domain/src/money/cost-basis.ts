import { type Decimal, ROUND_HALF_UP } from './decimal.ts';
import { CURRENCY_SCALES } from './iso-4217.ts';
import { PRICE_SCALE } from './price.ts';

/**
 * The cost of a part of a holding, by average cost: its share of the basis, rounded half up to the cent. The rest is never below zero,
 * and the last part takes all of it.
 */
export function shareOfBasis(costBasis: Decimal, part: Decimal, whole: Decimal): Decimal {
  if (part.eq(whole)) return costBasis;
  return costBasis.times(part).div(whole, CURRENCY_SCALES.USD, ROUND_HALF_UP);
}

/** The average cost of one unit, rounded half up to 18 decimals. */
export function averagePriceOf(costBasis: Decimal, quantity: Decimal): Decimal {
  return costBasis.div(quantity, PRICE_SCALE, ROUND_HALF_UP);
}

/** The part of a basis that came or went, never less than zero. Undefined if the basis is unknown before or after. */
export function basisMoved(from: Decimal | undefined, to: Decimal | undefined): Decimal | undefined {
  return from && to?.minus(from).abs();
}
