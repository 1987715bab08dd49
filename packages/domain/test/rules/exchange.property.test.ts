import { propertyRuns } from '@orderfolio/conformance';
import { CURRENCY_SCALES, type Currency, Decimal } from '@orderfolio/domain';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { currencySchema } from '../../src/money/currency.ts';
import { convertedAt, RATE_DIGITS } from '../../src/money/rate.ts';
import { exchangeRate, type KnownRate } from '../../src/rules/exchange.ts';
import { NOW } from '../fixtures.ts';

const runs = propertyRuns('exchange rates', 1_000);

const currencies = Object.keys(CURRENCY_SCALES).map((name): Currency => currencySchema.parse(name));
const others = currencies.filter((currency) => currency !== 'USD');

/** A rate that can be set: 1 to 18 digits, of which at most 18 are decimals. */
const rateText = fc.tuple(fc.bigInt({ min: 1n, max: 10n ** 18n - 1n }), fc.nat({ max: 18 })).map(([digits, places]) => {
  const padded = String(digits).padStart(places + 1, '0');
  return places === 0 ? padded : `${padded.slice(0, -places)}.${padded.slice(-places)}`;
});

const pair = fc.shuffledSubarray(others, { minLength: 2, maxLength: 2 }).map(([one = 'EUR', other = 'JPY']) => ({
  one,
  other,
}));

function known(base: Currency, quote: Currency, rate: string): KnownRate {
  return { base, quote, rate: new Decimal(rate), at: NOW };
}

function rateBetween(from: Currency, to: Currency, ...rates: readonly KnownRate[]): Decimal | undefined {
  return exchangeRate(from, to, { known: rates, maxAgeMs: undefined }, NOW)?.rate;
}

/** A decimal in units of 10⁻¹²⁰. */
function exactly(value: Decimal): bigint {
  return BigInt(value.times(`1e120`).toString());
}

/** One unit of the last digit that a rate has. */
function lastDigitOf(rate: Decimal): bigint {
  return 10n ** BigInt(120 + rate.e - (RATE_DIGITS - 1));
}

describe('an exchange rate', () => {
  test('is the one that was set, and its inverse falls short of the exact one by less than a unit of its last digit', () => {
    fc.assert(
      fc.property(pair, rateText, ({ one, other }, text) => {
        const set = known(one, other, text);
        expect(rateBetween(one, other, set)?.toString()).toBe(new Decimal(text).toString());
        const inverse = rateBetween(other, one, set);
        if (inverse === undefined) throw new Error('there is no inverse');
        // inverse × rate is at most 1, and (inverse + a unit) × rate is more.
        const rate = new Decimal(text);
        const unit = new Decimal(`1e${inverse.e - (RATE_DIGITS - 1)}`);
        expect(inverse.times(rate).lte('1')).toBe(true);
        expect(inverse.plus(unit).times(rate).gt('1')).toBe(true);
      }),
      runs,
    );
  });

  test('over the dollar agrees with the direct one within a unit of its last digit, and is never above it', () => {
    fc.assert(
      fc.property(pair, rateText, rateText, ({ one, other }, toDollars, fromDollars) => {
        const cross = rateBetween(one, other, known(one, 'USD', toDollars), known('USD', other, fromDollars));
        if (cross === undefined) throw new Error('there is no cross rate');
        const direct = new Decimal(toDollars).times(fromDollars);
        const short = exactly(direct) - exactly(cross);
        expect(short >= 0n && short < lastDigitOf(direct)).toBe(true);
      }),
      runs,
    );
  });

  test('is the same over the dollar whichever way round its two rates were set, where both are exact', () => {
    const powers = fc.integer({ min: 0, max: 10 }).map((exponent) => 2 ** exponent);
    fc.assert(
      fc.property(pair, powers, powers, ({ one, other }, first, second) => {
        const inverse = (power: number): string => new Decimal('1').div(String(power), 10, 0).toString();
        const forth = rateBetween(one, other, known(one, 'USD', String(first)), known('USD', other, String(second)));
        const back = rateBetween(one, other, known('USD', one, inverse(first)), known(other, 'USD', inverse(second)));
        expect(back?.toString()).toBe(forth?.toString());
      }),
      runs,
    );
  });
});

describe('a conversion', () => {
  test('there and back never gains, directly or over the dollar', () => {
    const cents = fc.bigInt({ min: 1n, max: 10n ** 15n });
    fc.assert(
      fc.property(
        pair,
        rateText,
        fc.option(rateText, { nil: undefined }),
        cents,
        ({ one, other }, first, second, units) => {
          const rates =
            second === undefined ? [known(one, other, first)] : [known(one, 'USD', first), known(other, 'USD', second)];
          const [there, back] = [rateBetween(one, other, ...rates), rateBetween(other, one, ...rates)];
          if (there === undefined || back === undefined) throw new Error('there is no rate');
          const amount = new Decimal(`${units}e-${CURRENCY_SCALES[one]}`);
          // A value that no balance can hold is refused.
          if (amount.times(there).gt('1e30')) return;
          const returned = convertedAt(convertedAt(amount, there, other), back, one);
          expect(returned.lte(amount)).toBe(true);
        },
      ),
      runs,
    );
  });
});
