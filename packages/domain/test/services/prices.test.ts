import { Decimal, systemTimer } from '@orderfolio/domain';
import { expect, test } from 'vitest';
import { deadlineOf } from '../../src/command/ask.ts';
import { Prices } from '../../src/services/prices.ts';
import { assetAt, NOW } from '../fixtures.ts';

const source = { quote: () => ({ price: '120', at: NOW }) };

test('without a source the stored price is known, and nobody is asked', () => {
  const prices = new Prices({}, deadlineOf(systemTimer));
  expect(prices.ask('BTC')).toBeUndefined();
  expect(prices.known(undefined, assetAt('100'), undefined).quote).toEqual({ price: new Decimal('100'), at: NOW });
});

test('with a source nothing else counts, even where it could not be asked in time', async () => {
  const prices = new Prices({ prices: source, maxQuoteAgeMs: 1_000 }, deadlineOf(systemTimer));
  const asked = await prices.ask('BTC');
  expect(prices.known(asked, assetAt('100'), undefined)).toEqual({
    currency: 'USD',
    quote: { price: new Decimal('120'), at: NOW },
    maxAgeMs: 1_000,
  });
  expect(prices.known(undefined, assetAt('100'), undefined)).toEqual({ quote: undefined, maxAgeMs: 1_000 });
});
