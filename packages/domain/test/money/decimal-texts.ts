import fc from 'fast-check';

const MAX_DIGITS = 38;

/** The text of a decimal of at most 38 digits, with or without redundant zeros. */
export function decimalText(): fc.Arbitrary<string> {
  return fc
    .record({
      isNegative: fc.boolean(),
      digits: fc.oneof(
        fc.bigInt({ min: 0n, max: 10n ** BigInt(MAX_DIGITS) - 1n }),
        fc.bigInt({ min: 0n, max: 1_000_000n }),
        fc.bigInt({ min: 0n, max: 3n }),
      ),
      places: fc.nat({ max: MAX_DIGITS - 1 }),
      zerosBefore: fc.nat({ max: 3 }),
      zerosAfter: fc.nat({ max: 3 }),
    })
    .map(({ isNegative, digits, places, zerosBefore, zerosAfter }) => {
      const padded = String(digits).padStart(places + 1, '0');
      const whole = '0'.repeat(zerosBefore) + padded.slice(0, padded.length - places);
      const fraction = places === 0 ? '' : padded.slice(padded.length - places) + '0'.repeat(zerosAfter);
      return `${isNegative ? '-' : ''}${whole}${fraction === '' ? '' : `.${fraction}`}`;
    });
}

/** Plain notation without redundant zeros, and without a sign on zero. */
export function canonical(text: string): string {
  const [, sign = '', whole = '', fraction = ''] = /^(-?)0*(\d+)(?:\.(\d*?)0*)?$/.exec(text) ?? [];
  const value = fraction === '' ? whole : `${whole}.${fraction}`;
  return value === '0' ? value : `${sign}${value}`;
}

/** The number of digits before the point. */
export function digitsBefore(text: string): number {
  return text.replace(/^-/, '').replace(/\..*$/, '').length;
}

/** The decimal as a whole number of 10⁻⁴⁰ (or of another such unit). */
export function unitsOf(text: string, places = 40): bigint {
  const [whole = '', fraction = ''] = text.replace('-', '').split('.');
  const units = BigInt(whole + fraction.padEnd(places, '0'));
  return text.startsWith('-') ? -units : units;
}
