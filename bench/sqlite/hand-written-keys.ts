import type { Decimal } from '@orderfolio/domain';

/** The text by which the schema finds the lowest price first: the exponent plus 50, and the digits. */
export function risingKey({ e, c }: Decimal): string {
  return `${e + EXPONENT_BIAS}${c.join('')}`;
}

/** The text that finds the highest price first: each digit is subtracted from nine, and a shorter text sorts later. */
export function fallingKey(price: Decimal): string {
  return `${risingKey(price).replace(/\d/g, (digit) => String(9 - Number(digit)))}~`;
}

const EXPONENT_BIAS = 50;
