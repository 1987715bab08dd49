import { Decimal } from '@orderfolio/domain';
import { describe, expect, test } from 'vitest';
import type { Rating } from '../../src/rules/exchange.ts';
import { type Pricing, priceNowIn, requirePriceIn } from '../../src/rules/pricing.ts';
import { thrownBy } from '../fixtures.ts';

const NOW = '2026-01-01T12:00:00.000Z';
const EARLIER = '2026-01-01T11:59:00.000Z';
const EARLIEST = '2026-01-01T11:58:00.000Z';
const LEAPT = '2026-01-01T13:00:00.001Z';

const SALE = { assetId: 'BTC', currency: 'EUR', side: 'SELL' } as const;

interface Given {
  /** The times of the price in dollars, of the rate, and of the price in euros. Undefined if there is none. */
  readonly dollars?: string;
  readonly rate?: string;
  readonly own?: string;
  readonly maxAgeMs?: number;
}

/** A price of 100 dollars, worth 80 euros, and one of 79 euros. */
function pricingOf({ dollars, rate, own, maxAgeMs }: Given): readonly [Pricing, Rating] {
  const quote = (at: string | undefined, price: string) =>
    at === undefined ? undefined : { price: new Decimal(price), at };
  const known = rate === undefined ? [] : [{ base: 'EUR', quote: 'USD', rate: new Decimal('1.25'), at: rate } as const];
  return [
    { quote: quote(dollars, '100'), own: quote(own, '79'), maxAgeMs },
    { known, maxAgeMs: undefined },
  ];
}

describe('the price in another currency', () => {
  test.each([
    ['is the converted one without one of its own', { dollars: NOW, rate: EARLIER }, '80'],
    ['is its own without one in dollars', { rate: NOW, own: EARLIER }, '79'],
    ['is its own without a rate', { dollars: NOW, own: EARLIER }, '79'],
    ['is its own if it is as new', { dollars: NOW, rate: EARLIER, own: EARLIER }, '79'],
    ['is its own if the rate is older', { dollars: NOW, rate: EARLIEST, own: EARLIER }, '79'],
    ['is its own if the price in dollars is older', { dollars: EARLIEST, rate: NOW, own: EARLIER }, '79'],
    ['is the converted one if both its parts are newer', { dollars: NOW, rate: EARLIER, own: EARLIEST }, '80'],
    ['is not one that a leapt clock has left', { dollars: NOW, rate: EARLIER, own: LEAPT }, '80'],
    ['is one that a leapt clock has left if there is no other', { dollars: NOW, own: LEAPT }, '79'],
    ['is not its own if that is too old', { dollars: NOW, rate: EARLIEST, own: EARLIER, maxAgeMs: 59_999 }, '80'],
    ['is its own at its greatest age', { rate: NOW, own: EARLIER, maxAgeMs: 60_000 }, '79'],
    ['is nothing if everything is too old', { dollars: EARLIER, rate: NOW, own: EARLIER, maxAgeMs: 59_999 }, undefined],
    ['is nothing of nothing', {}, undefined],
  ] as const)('%s', (_what, given, expected) => {
    const [pricing, rating] = pricingOf(given);
    expect(priceNowIn(SALE, pricing, rating, NOW)?.toString()).toBe(expected);
  });

  test('says what it lacks', () => {
    const refusalOf = (given: Given) => {
      const [pricing, rating] = pricingOf(given);
      return thrownBy(() => requirePriceIn(SALE, pricing, rating, NOW));
    };
    expect(refusalOf({ rate: NOW })).toMatchObject({ code: 'PRICE_UNAVAILABLE', assetId: 'BTC' });
    expect(refusalOf({ dollars: NOW })).toMatchObject({ code: 'RATE_UNAVAILABLE', base: 'USD', quote: 'EUR' });
    expect(refusalOf({ dollars: NOW, own: EARLIER, maxAgeMs: 1 })).toMatchObject({ code: 'RATE_UNAVAILABLE' });
  });
});
