import { readFileSync } from 'node:fs';
import { CURRENCY_SCALES } from '@orderfolio/domain';
import { describe, expect, test } from 'vitest';
import * as z from 'zod';
import { currencySchema } from '../../src/money/currency.ts';

const standard = z
  .strictObject({
    source: z.string(),
    published: z.iso.date(),
    minorUnits: z.record(z.string(), z.int().min(0)),
    withoutMinorUnit: z.array(z.string()),
  })
  .parse(JSON.parse(readFileSync(new URL('iso-4217.json', import.meta.url), 'utf8')));

/** The standard has added these since the list was published. Amendment 176: the Caribbean guilder, in place of ANG. */
const ADDED_SINCE = { XCG: 2 };

describe('the currencies', () => {
  test('are those of ISO 4217 that have a minor unit, with its decimals', () => {
    expect(CURRENCY_SCALES).toEqual({ ...standard.minorUnits, ...ADDED_SINCE });
    expect(Object.keys(CURRENCY_SCALES)).toHaveLength(167);
  });

  test.each(standard.withoutMinorUnit)('do not count %s, which has none', (code) => {
    expect(currencySchema.safeParse(code).success).toBe(false);
  });

  test('are known to the platform', () => {
    const known = new Set(Intl.supportedValuesOf('currency'));
    // The codes of funds, in which there is no cash, and one that older releases of Node do not have.
    const beside = ['BOV', 'CHE', 'CHW', 'CLF', 'COU', 'MXV', 'USN', 'UYI', 'UYW', 'VED', 'SLE', 'XCG'];
    expect(Object.keys(CURRENCY_SCALES).filter((code) => !known.has(code) && !beside.includes(code))).toEqual([]);
  });

  test('may not be changed by anyone', () => {
    expect(Object.isFrozen(CURRENCY_SCALES)).toBe(true);
  });
});
