import type { Decimal } from '@orderfolio/domain';

/** The text by which the schema finds the lowest price first: the exponent, 50 added to it, and the digits. */
export function risingKey({ e, c }: Decimal): string {
  return `${e + EXPONENT_BIAS}${c.join('')}`;
}

/** The highest first: each digit taken from nine, and what ends earlier comes later. */
export function fallingKey(price: Decimal): string {
  return `${risingKey(price).replace(/\d/g, (digit) => String(9 - Number(digit)))}~`;
}

const EXPONENT_BIAS = 50;
