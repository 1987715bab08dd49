import { propertyRuns } from '@orderfolio/conformance';
import { CURRENCY_SCALES, type Currency, Decimal } from '@orderfolio/domain';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { costOf, currencySchema, marketValueOf, proceedsOf, requireScale } from '../../src/money/currency.ts';
import { decimalPlaces } from '../../src/money/decimal.ts';
import { thrownBy } from '../fixtures.ts';
import { unitsOf } from './decimal-texts.ts';

const runs = propertyRuns('currencies', 1_000);

const currency = fc.constantFrom(...Object.keys(CURRENCY_SCALES)).map((name): Currency => currencySchema.parse(name));

/** A price or a quantity: more than zero, up to 18 digits, up to 18 decimals. */
const factor = fc.tuple(fc.bigInt({ min: 1n, max: 10n ** 18n - 1n }), fc.nat({ max: 18 })).map(([digits, places]) => {
  const padded = String(digits).padStart(places + 1, '0');
  const fraction = padded.slice(padded.length - places);
  return places === 0 ? padded : `${padded.slice(0, padded.length - places)}.${fraction}`;
});

/** The exact product, and one unit of the currency, both in 10⁻⁸⁰. */
function exactValue(price: string, quantity: string, of: Currency): { readonly exact: bigint; readonly unit: bigint } {
  return { exact: unitsOf(price) * unitsOf(quantity), unit: 10n ** BigInt(80 - CURRENCY_SCALES[of]) };
}

describe('the value of a quantity at a price', () => {
  test('costs a buyer the exact value rounded up, by less than one unit of the currency', () => {
    fc.assert(
      fc.property(factor, factor, currency, (price, quantity, of) => {
        const { exact, unit } = exactValue(price, quantity, of);
        const cost = unitsOf(costOf(new Decimal(price), new Decimal(quantity), of).toString(), 80);
        expect(cost >= exact && cost - exact < unit).toBe(true);
        expect(cost % unit).toBe(0n);
      }),
      runs,
    );
  });

  test('brings a seller the exact value rounded down, by less than one unit; nothing at all is refused', () => {
    fc.assert(
      fc.property(factor, factor, currency, (price, quantity, of) => {
        const { exact, unit } = exactValue(price, quantity, of);
        const sell = () => proceedsOf(new Decimal(price), new Decimal(quantity), of);
        if (exact < unit) {
          expect(thrownBy(sell)).toMatchObject({ code: 'VALIDATION_FAILED', field: 'quantity' });
          return;
        }
        const proceeds = unitsOf(sell().toString(), 80);
        expect(proceeds <= exact && exact - proceeds < unit).toBe(true);
        expect(proceeds % unit).toBe(0n);
      }),
      runs,
    );
  });

  test('is the same for buyer, seller and portfolio when it has no fraction of a unit', () => {
    const whole = fc.bigInt({ min: 1n, max: 10n ** 15n }).map(String);
    fc.assert(
      fc.property(whole, whole, currency, (price, quantity, of) => {
        const value = String(BigInt(price) * BigInt(quantity));
        for (const valuation of [costOf, proceedsOf, marketValueOf])
          expect(valuation(new Decimal(price), new Decimal(quantity), of).toString()).toBe(value);
      }),
      runs,
    );
  });

  test('never lets anyone gain by buying and selling again at one price', () => {
    fc.assert(
      fc.property(factor, factor, currency, (price, quantity, of) => {
        const [at, units] = [new Decimal(price), new Decimal(quantity)];
        expect(marketValueOf(at, units, of).lte(costOf(at, units, of))).toBe(true);
      }),
      runs,
    );
  });

  test('is refused past 38 digits', () => {
    const huge = fc.bigInt({ min: 10n ** 19n, max: 10n ** 37n }).map(String);
    fc.assert(
      fc.property(huge, huge, currency, (price, quantity, of) => {
        for (const valuation of [costOf, proceedsOf])
          expect(thrownBy(() => valuation(new Decimal(price), new Decimal(quantity), of))).toMatchObject({
            code: 'VALIDATION_FAILED',
            field: 'quantity',
          });
      }),
      runs,
    );
  });
});

test('an amount is of a scale exactly when it needs no more decimals', () => {
  fc.assert(
    fc.property(factor, fc.nat({ max: 18 }), (text, scale) => {
      const amount = new Decimal(text);
      const check = () => requireScale(amount, scale, 'amount', 'XYZ');
      const needed = (/\.(\d*?)0*$/.exec(text)?.[1] ?? '').length;
      expect(decimalPlaces(amount)).toBe(needed);
      if (needed <= scale) expect(check).not.toThrow();
      else expect(thrownBy(check)).toMatchObject({ code: 'VALIDATION_FAILED', field: 'amount' });
    }),
    runs,
  );
});
