import { propertyRuns } from '@orderfolio/conformance';
import { Decimal } from '@orderfolio/domain';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { ascendingKey, descendingKey } from '../src/sort-key.ts';

const runs = propertyRuns('sort keys', 5_000);

/** A positive amount of up to 38 digits, with up to 37 decimals. */
const amount = fc
  .tuple(
    fc.oneof(
      fc.bigInt({ min: 1n, max: 10n ** 38n - 1n }),
      fc.bigInt({ min: 1n, max: 10n ** 6n }),
      fc.bigInt({ min: 1n, max: 30n }),
    ),
    fc.nat({ max: 37 }),
  )
  .map(([digits, places]) => {
    const padded = String(digits).padStart(places + 1, '0');
    return places === 0 ? padded : `${padded.slice(0, -places)}.${padded.slice(-places)}`;
  })
  .map((text) => new Decimal(text));

/** Two amounts that are hard to tell apart: the second has the first's digits, cut short, made longer or moved. */
const neighbours = fc
  .tuple(amount, fc.constantFrom('0.1', '1', '10'), fc.constantFrom('0', '0.5', '0.0000000000000000001', '1', '9'))
  .map(([one, factor, more]) => [one, one.times(factor).plus(more)] as const)
  .filter(([, other]) => other.c.length <= 38 && other.e <= 37 && other.c.length - other.e <= 38);

const pair = fc.oneof(fc.tuple(amount, amount), neighbours);

function compareText(one: string, other: string): number {
  return one === other ? 0 : one < other ? -1 : 1;
}

describe('sort keys sort as their amounts do:', () => {
  test('the lowest first', () => {
    fc.assert(
      fc.property(pair, ([one, other]) => {
        expect(compareText(ascendingKey(one), ascendingKey(other))).toBe(one.cmp(other));
      }),
      runs,
    );
  });

  test('the highest first', () => {
    fc.assert(
      fc.property(pair, ([one, other]) => {
        expect(compareText(descendingKey(one), descendingKey(other))).toBe(other.cmp(one));
      }),
      runs,
    );
  });

  test('zero before every amount, or after it', () => {
    const zero = new Decimal('0');
    fc.assert(
      fc.property(amount, (more) => {
        expect(ascendingKey(zero) < ascendingKey(more)).toBe(true);
        expect(descendingKey(zero) > descendingKey(more)).toBe(true);
      }),
      runs,
    );
  });

  test('one amount has one key, however it is written', () => {
    for (const key of [ascendingKey, descendingKey]) {
      expect(key(new Decimal('100.50'))).toBe(key(new Decimal('0100.5')));
      expect(key(new Decimal('1000'))).not.toBe(key(new Decimal('100')));
    }
  });
});
