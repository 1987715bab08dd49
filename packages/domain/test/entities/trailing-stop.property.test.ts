import { propertyRuns } from '@orderfolio/conformance';
import { Decimal } from '@orderfolio/domain';
import { stopBelow } from '@orderfolio/domain/adapter';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { TRAIL_TYPES, type TrailType, widestReached } from '../../src/entities/trailing-stop.ts';
import { unitsOf } from '../money/decimal-texts.ts';

const runs = propertyRuns('trailing stops', 2_000);

/** A price: more than zero, less than 10^20, with up to 18 decimals; often one of few digits. */
const price = decimals(fc.oneof(fc.bigInt({ min: 1n, max: 10n ** 20n - 1n }), fc.bigInt({ min: 1n, max: 999n })), 18);
const percent = decimals(fc.bigInt({ min: 1n, max: 999_999n }), 4).filter((text) => Number(text) < 100);

function decimals(digits: fc.Arbitrary<bigint>, most: number): fc.Arbitrary<string> {
  return fc.tuple(digits, fc.nat({ max: most })).map(([value, places]) => {
    const padded = String(value).padStart(places + 1, '0');
    return places === 0 ? padded : `${padded.slice(0, -places)}.${padded.slice(-places)}`;
  });
}

const trail = fc
  .constantFrom(...TRAIL_TYPES)
  .chain((trailType) =>
    fc.record({ trailType: fc.constant<TrailType>(trailType), trail: trailType === 'PERCENT' ? percent : price }),
  );

/** The exact stop, in units of 10⁻⁴⁰. It may lie between two prices. */
function exactStop(mark: string, trailType: TrailType, width: string): bigint {
  if (trailType === 'AMOUNT') return unitsOf(mark) - unitsOf(width);
  return (unitsOf(mark, 20) * (unitsOf('100', 20) - unitsOf(width, 20))) / 100n;
}

describe('the stop of a trail below a mark', () => {
  test('is reached by exactly the prices that reach the exact stop', () => {
    fc.assert(
      fc.property(price, price, trail, (mark, asked, { trailType, trail: width }) => {
        const stop = stopBelow(new Decimal(mark), { trailType, trail: new Decimal(width) });
        expect(new Decimal(asked).lte(stop)).toBe(unitsOf(asked) <= exactStop(mark, trailType, width));
      }),
      runs,
    );
  });

  test('is the highest price that reaches the exact stop', () => {
    fc.assert(
      fc.property(price, trail, (mark, { trailType, trail: width }) => {
        const stop = stopBelow(new Decimal(mark), { trailType, trail: new Decimal(width) });
        const exact = exactStop(mark, trailType, width);
        if (exact <= 0n) return;
        expect(unitsOf(stop.toString()) <= exact).toBe(true);
        expect(unitsOf(stop.plus('0.000000000000000001').toString()) > exact).toBe(true);
      }),
      runs,
    );
  });

  test('has no more decimals than a price, is below the mark, and rises with it', () => {
    fc.assert(
      fc.property(price, price, trail, (one, other, { trailType, trail: width }) => {
        const [low, high] = [new Decimal(one), new Decimal(other)].sort((less, more) => less.cmp(more));
        if (low === undefined || high === undefined) return;
        const follow = { trailType, trail: new Decimal(width) };
        const [stopOfLow, stopOfHigh] = [stopBelow(low, follow), stopBelow(high, follow)];
        expect(stopOfLow.lte(stopOfHigh)).toBe(true);
        expect(stopOfHigh.lte(high)).toBe(true);
        expect(stopOfHigh.toString()).toMatch(/^-?\d+(\.\d{1,18})?$/);
      }),
      runs,
    );
  });

  test('the narrower trail has the higher stop, or the same', () => {
    fc.assert(
      fc.property(price, trail, trail, (mark, one, other) => {
        if (one.trailType !== other.trailType) return;
        const [narrow, wide] = [one, other].sort((less, more) => new Decimal(less.trail).cmp(more.trail));
        if (narrow === undefined || wide === undefined) return;
        const stopOf = ({ trailType, trail: width }: typeof one) =>
          stopBelow(new Decimal(mark), { trailType, trail: new Decimal(width) });
        expect(stopOf(narrow).gte(stopOf(wide))).toBe(true);
      }),
      runs,
    );
  });
});

describe('the widest trail that a fall reaches', () => {
  test('leaves out no trail whose stop the price reaches', () => {
    fc.assert(
      fc.property(price, price, trail, (mark, asked, { trailType, trail: width }) => {
        if (unitsOf(asked) > exactStop(mark, trailType, width)) return;
        const widest = widestReached(trailType, new Decimal(mark), new Decimal(asked));
        expect(widest.gte(width)).toBe(true);
      }),
      runs,
    );
  });

  test('leaves out no trail even at the very price of its stop', () => {
    fc.assert(
      fc.property(price, trail, (mark, { trailType, trail: width }) => {
        const stop = stopBelow(new Decimal(mark), { trailType, trail: new Decimal(width) });
        if (stop.lte('0')) return;
        expect(widestReached(trailType, new Decimal(mark), stop).gte(width)).toBe(true);
      }),
      runs,
    );
  });

  test('lets hardly more through: no percentage that is 0.0001 wider than the fall', () => {
    fc.assert(
      fc.property(price, price, (mark, asked) => {
        const [high, low] = [new Decimal(mark), new Decimal(asked)];
        if (low.gte(high)) {
          for (const trailType of TRAIL_TYPES) expect(widestReached(trailType, high, low).toString()).toBe('0');
          return;
        }
        const widest = widestReached('PERCENT', high, low);
        const fall = high.minus(low).times('100');
        expect(widest.minus('0.0001').times(high).lte(fall)).toBe(true);
        expect(widestReached('AMOUNT', high, low).toString()).toBe(high.minus(low).toString());
      }),
      runs,
    );
  });
});
