import { propertyRuns } from '@orderfolio/conformance';
import { Decimal, ValidationError } from '@orderfolio/domain';
import Big from 'big.js';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { decimalPlaces, parseDecimal, signedDecimal } from '../../src/money/decimal.ts';
import { thrownBy } from '../fixtures.ts';
import { canonical, decimalText, digitsBefore, unitsOf } from './decimal-texts.ts';

/** Texts of 1 to 20 digits, most near the 15 that a JavaScript number holds exactly. */
function anyLength(): fc.Arbitrary<string> {
  const digits = fc.oneof(
    fc.integer({ min: 1, max: 20 }),
    fc.integer({ min: 13, max: 17 }),
    fc.integer({ min: 1, max: 3 }),
  );
  const digit = fc.oneof(fc.constantFrom('0', '9'), fc.integer({ min: 0, max: 9 }).map(String));
  return fc.tuple(fc.boolean(), digits, fc.nat({ max: 20 })).chain(([isNegative, length, place]) =>
    fc.array(digit, { minLength: length, maxLength: length }).map((all) => {
      const at = Math.min(place, length);
      const [whole, fraction] = [all.slice(0, at).join(''), all.slice(at).join('')];
      return `${isNegative ? '-' : ''}${whole === '' ? '0' : whole}${fraction === '' ? '' : `.${fraction}`}`;
    }),
  );
}

/** The parts of the number. Zero has no sign. */
function partsOf({ s, e, c }: { readonly s: number; readonly e: number; readonly c: readonly number[] }) {
  return { s: c[0] === 0 ? 1 : s, e, c: [...c] };
}

const runs = propertyRuns('decimals', 1_000);

describe('a decimal of up to 38 digits', () => {
  test('prints as the canonical form of what it was read from', () => {
    fc.assert(
      fc.property(decimalText(), (text) => {
        expect(parseDecimal(text, 'amount').toString()).toBe(canonical(text));
      }),
      runs,
    );
  });

  test('comes back the same from its own text, and from JSON', () => {
    fc.assert(
      fc.property(decimalText(), (text) => {
        const value = parseDecimal(text, 'amount');
        expect(parseDecimal(value.toString(), 'amount').eq(value)).toBe(true);
        expect(JSON.parse(JSON.stringify({ value }))).toEqual({ value: canonical(text) });
        expect(signedDecimal.parse(text).eq(value)).toBe(true);
      }),
      runs,
    );
  });

  test('has a sign only where its canonical form has one: zero has none', () => {
    fc.assert(
      fc.property(decimalText(), (text) => {
        expect(parseDecimal(text, 'amount').s).toBe(canonical(text).startsWith('-') ? -1 : 1);
      }),
      runs,
    );
  });

  test('needs as many decimal places as its canonical form shows', () => {
    fc.assert(
      fc.property(decimalText(), (text) => {
        const [, fraction = ''] = canonical(text).split('.');
        expect(decimalPlaces(parseDecimal(text, 'amount'))).toBe(fraction.length);
      }),
      runs,
    );
  });

  test('adds, subtracts, multiplies and compares exactly as whole numbers do', () => {
    fc.assert(
      fc.property(decimalText(), decimalText(), (left, right) => {
        const [a, b] = [new Decimal(left), new Decimal(right)];
        const [x, y] = [unitsOf(left), unitsOf(right)];
        expect(unitsOf(a.plus(b).toString())).toBe(x + y);
        expect(unitsOf(a.minus(b).toString())).toBe(x - y);
        expect(unitsOf(a.times(b).toString(), 80)).toBe(x * y);
        expect(a.cmp(b)).toBe(x < y ? -1 : x > y ? 1 : 0);
      }),
      runs,
    );
  });

  test('of whatever length, does what big.js does: the same sign, exponent and digits', () => {
    fc.assert(
      fc.property(anyLength(), anyLength(), (left, right) => {
        const [a, b] = [new Decimal(left), new Decimal(right)];
        const [x, y] = [new Big(left), new Big(right)];
        expect(partsOf(a)).toEqual(partsOf(x));
        expect(partsOf(a.plus(b))).toEqual(partsOf(x.plus(y)));
        expect(partsOf(a.minus(b))).toEqual(partsOf(x.minus(y)));
        expect(partsOf(a.times(b))).toEqual(partsOf(x.times(y)));
        expect(a.cmp(b)).toBe(x.cmp(y));
        expect(a.toString()).toBe(x.toFixed());
        expect(a.times(b).toString()).toBe(x.times(y).toFixed());
      }),
      { ...runs, numRuns: 5 * runs.numRuns },
    );
  });

  test('sums to the same in any order', () => {
    fc.assert(
      fc.property(fc.array(decimalText(), { maxLength: 50 }), (texts) => {
        const zero = new Decimal('0');
        const sum = texts.reduce((total, text) => total.plus(text), zero);
        const reversed = texts.toReversed().reduce((total, text) => total.plus(text), zero);
        expect(unitsOf(sum.toString())).toBe(texts.reduce((total, text) => total + unitsOf(text), 0n));
        expect(reversed.eq(sum)).toBe(true);
      }),
      runs,
    );
  });
});

describe('what is no such decimal is refused', () => {
  const refusalOf = (input: string): unknown => thrownBy(() => parseDecimal(input, 'amount'));

  test('with more than 38 significant digits', () => {
    const tooLong = fc
      .tuple(fc.bigInt({ min: 10n ** 38n, max: 10n ** 60n }), fc.nat({ max: 30 }))
      .filter(([units]) => units % 10n !== 0n)
      .map(([units, places]) => {
        const digits = String(units);
        return places === 0 ? digits : `${digits.slice(0, -places)}.${digits.slice(-places)}`;
      });
    fc.assert(
      fc.property(tooLong, (text) => {
        expect(refusalOf(text)).toMatchObject({ field: 'amount', rule: 'must have at most 38 digits' });
      }),
      runs,
    );
  });

  test('whatever the text is: it is read exactly, or refused with VALIDATION_FAILED', () => {
    const nearly = fc.string({ unit: fc.constantFrom(...'0123456789.-+eE, _xNaIf'), maxLength: 12 });
    fc.assert(
      fc.property(fc.oneof(nearly, fc.string()), (text) => {
        if (/^-?\d+(\.\d+)?$/.test(text)) {
          if (digitsBefore(text) <= 38) expect(parseDecimal(text, 'amount').toString()).toBe(canonical(text));
        } else expect(refusalOf(text)).toBeInstanceOf(ValidationError);
      }),
      runs,
    );
  });

  test('the constructor reads what big.js reads, and nothing else', () => {
    const short = fc.string({ unit: fc.constantFrom(...'019.-e'), maxLength: 6 });
    fc.assert(
      fc.property(short, (text) => {
        if (/^-?(\d+(\.\d*)?|\.\d+)(e-?\d{1,3})?$/.test(text))
          expect(partsOf(new Decimal(text))).toEqual(partsOf(new Big(text)));
        else expect(thrownBy(() => new Decimal(text))).toBeInstanceOf(ValidationError);
      }),
      runs,
    );
  });
});
