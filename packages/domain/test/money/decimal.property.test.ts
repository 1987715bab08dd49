import { propertyRuns } from '@orderfolio/conformance';
import { Decimal, ValidationError } from '@orderfolio/domain';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { decimalPlaces, parseDecimal, signedDecimal } from '../../src/money/decimal.ts';
import { thrownBy } from '../fixtures.ts';
import { canonical, decimalText, digitsBefore, unitsOf } from './decimal-texts.ts';

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
});
