import { constant, type Decimal, type DecimalSchema, decimalPlaces, positiveDecimal } from './decimal.ts';

/** The most decimals of a price that orders wait for: as many as a quantity may have. */
export const PRICE_SCALE = 18;
/** A price, and the least price above it, then fit 38 digits. */
const PRICE_LIMIT = constant(`1${'0'.repeat(20)}`);
/** The step between two prices, and so the lowest price. */
export const LOWEST_PRICE = constant(`0.${'0'.repeat(PRICE_SCALE - 1)}1`);
/** The highest price that an order can wait for. */
export const HIGHEST_PRICE = PRICE_LIMIT.minus(LOWEST_PRICE);

/** The rule of `priceSchema` that the price breaks, or undefined. */
export function brokenPriceRule(price: Decimal): string | undefined {
  if (decimalPlaces(price) > PRICE_SCALE) return `must have at most ${PRICE_SCALE} decimals`;
  return price.lt(PRICE_LIMIT) ? undefined : 'must be less than 10^20';
}

/** A price that orders can wait for: more than zero, less than 10^20, at most 18 decimals. */
export const priceSchema: DecimalSchema = positiveDecimal.superRefine((price, context) => {
  const message = brokenPriceRule(price);
  if (message !== undefined) context.addIssue({ code: 'custom', message });
});

/** The least price above this one. */
export function priceAbove(price: Decimal): Decimal {
  return price.plus(LOWEST_PRICE);
}
