import { propertyRuns } from '@orderfolio/conformance';
import { Decimal, ValidationError, ZERO } from '@orderfolio/domain';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { affordableTotal, type FeeTerms, neededTotal, purchaseOf, saleOf } from '../../src/money/fee.ts';

const runs = propertyRuns('fees', 1_000);

const cents = (most: bigint) => fc.bigInt({ min: 1n, max: most }).map((units) => new Decimal(`${units}e-2`));
const rate = fc.bigInt({ min: 0n, max: 999_999n }).map((units) => new Decimal(`${units}e-6`));
const bound = fc.option(cents(10_000n), { nil: undefined });
const terms = fc
  .tuple(rate, bound, bound)
  .filter(([, minimum, maximum]) => minimum === undefined || maximum === undefined || minimum.lte(maximum))
  .map(([share, minimum, maximum]): FeeTerms => ({ rate: share, minimum, maximum }));
const amount = cents(10n ** 8n);
const ONE = new Decimal('1');
const CENT = new Decimal('0.01');

/** The proceeds of a sale of this worth, or undefined if it is refused. */
function broughtBy(total: Decimal, agreed: FeeTerms): Decimal {
  try {
    return saleOf(total, ONE, 'USD', agreed).cash;
  } catch (error) {
    if (error instanceof ValidationError) return ZERO;
    throw error;
  }
}

describe('a fee', () => {
  test('leaves of an amount the most that it affords: a cent more would cost more than the amount', () => {
    fc.assert(
      fc.property(amount, terms, (cash, agreed) => {
        const total = affordableTotal(cash, agreed, 'USD');
        if (total.gt('0')) expect(purchaseOf(total, ONE, 'USD', agreed).cash.lte(cash)).toBe(true);
        const more = total.gt('0') ? total.plus(CENT) : CENT;
        expect(purchaseOf(more, ONE, 'USD', agreed).cash.gt(cash)).toBe(true);
      }),
      runs,
    );
  });

  test('needs the least that brings an amount: a cent less would bring less', () => {
    fc.assert(
      fc.property(amount, terms, (cash, agreed) => {
        const total = neededTotal(cash, agreed, 'USD');
        expect(saleOf(total, ONE, 'USD', agreed).cash.gte(cash)).toBe(true);
        const less = total.minus(CENT);
        if (less.gt(ZERO)) expect(broughtBy(less, agreed).lt(cash)).toBe(true);
      }),
      runs,
    );
  });

  test('is never more for less: what was held at the limit covers every better price', () => {
    fc.assert(
      fc.property(amount, amount, terms, (one, other, agreed) => {
        const [low, high] = one.lt(other) ? [one, other] : [other, one];
        expect(purchaseOf(low, ONE, 'USD', agreed).cash.lte(purchaseOf(high, ONE, 'USD', agreed).cash)).toBe(true);
      }),
      runs,
    );
  });
});
