import { type Decimal, ZERO } from '@orderfolio/domain';

/** Exponents reach from -37 to 37: with this added, they have two digits and no sign. */
const BIAS = 50;
/** Sorts after every digit. */
const END = '~';

/**
 * A positive amount as text that sorts like the amount: the exponent of its first digit, then its digits. If two exponents are equal, the
 * digits decide from left to right. If one begins with the other, the longer is more.
 */
export function ascendingKey(amount: Decimal): string {
  return digitsOf(amount).join('');
}

/** Like `ascendingKey`, but the highest amount comes first: every digit is inverted, and the shorter of two comes later. */
export function descendingKey(amount: Decimal): string {
  return digitsOf(amount)
    .map((digit) => 9 - digit)
    .join('')
    .concat(END);
}

function digitsOf(amount: Decimal): number[] {
  if (amount.lte(ZERO)) return [0, 0];
  const exponent = amount.e + BIAS;
  return [Math.floor(exponent / 10), exponent % 10, ...amount.c];
}
