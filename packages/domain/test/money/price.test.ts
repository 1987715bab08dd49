import { Decimal } from '@orderfolio/domain';
import { describe, expect, test } from 'vitest';
import { PRICE_SCALE, priceAbove, priceSchema } from '../../src/money/price.ts';
import { parse } from '../../src/validation/parse.ts';
import { thrownBy } from '../fixtures.ts';

const LEAST = `0.${'0'.repeat(PRICE_SCALE - 1)}1`;
const MOST = `${'9'.repeat(20)}.${'9'.repeat(PRICE_SCALE)}`;

describe('a price that orders can wait for', () => {
  test.each([LEAST, '0.01', '1', '1.50', MOST])('may be %s', (text) => {
    expect(parse(priceSchema, text, 'price').eq(text)).toBe(true);
  });

  test.each([
    ['nothing', '0'],
    ['less than nothing', '-1'],
    ['of 19 decimals', `${LEAST.slice(0, -1)}01`],
    ['of 10^20', `1${'0'.repeat(20)}`],
  ])('is not %s', (_what, text) => {
    const refusal = thrownBy(() => parse(priceSchema, text, 'price'));
    expect(refusal).toMatchObject({ code: 'VALIDATION_FAILED', field: 'price' });
  });

  test('has a price next above it, which fits 38 digits', () => {
    expect(priceAbove(new Decimal('1')).toString()).toBe(`1.${'0'.repeat(PRICE_SCALE - 1)}1`);
    expect(priceAbove(new Decimal(LEAST)).toString()).toBe(`${LEAST.slice(0, -1)}2`);
    expect(priceAbove(new Decimal(MOST)).toString()).toBe(`1${'0'.repeat(20)}`);
  });
});
