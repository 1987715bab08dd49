import { parse } from '@orderfolio/domain';
import { readStored } from '@orderfolio/domain/adapter';
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { positiveDecimal } from '../../src/money/decimal.ts';
import { text } from '../../src/validation/schemas.ts';
import { thrownBy } from '../fixtures.ts';

const schema = z.strictObject({
  name: text(5),
  quantity: positiveDecimal,
  limit: z.int().min(1).max(100).optional(),
  side: z.enum(['BUY', 'SELL']).optional(),
  nested: z.strictObject({ active: z.boolean() }).optional(),
});
const good = { name: 'name', quantity: '1' };

describe('the message for bad input', () => {
  test.each([
    [{ ...good, name: undefined }, 'name is required'],
    [{ ...good, name: 5 }, 'name must be a string'],
    [{ ...good, name: '' }, 'name must have at least 1 character'],
    [{ ...good, name: 'too long' }, 'name must have at most 5 characters'],
    [{ ...good, name: 'a\nb' }, 'name must not contain control characters'],
    [{ ...good, name: '\ud800' }, 'name must not contain control characters'],
    [{ ...good, quantity: undefined }, 'quantity is required'],
    [{ ...good, quantity: 1 }, 'quantity must be a decimal string such as "0.01", not a number (numbers lose digits)'],
    [{ ...good, quantity: null }, 'quantity must be a decimal string such as "0.01", not null'],
    [{ ...good, quantity: '1e400' }, 'quantity must be a decimal in plain notation, such as "0.01"'],
    [{ ...good, quantity: 'NaN' }, 'quantity must be a decimal in plain notation, such as "0.01"'],
    [{ ...good, quantity: '-1' }, 'quantity must be greater than zero'],
    [{ ...good, quantity: '0' }, 'quantity must be greater than zero'],
    [{ ...good, quantity: '9'.repeat(39) }, 'quantity must have at most 38 digits'],
    [{ ...good, quantity: '9'.repeat(5000) }, 'quantity must have at most 38 digits'],
    [{ ...good, limit: 0 }, 'limit must be at least 1'],
    [{ ...good, limit: 10_000 }, 'limit must be at most 100'],
    [{ ...good, limit: 1.5 }, 'limit must be a whole number'],
    [{ ...good, side: 'HOLD' }, 'side must be one of BUY, SELL'],
    [{ ...good, colour: 'red' }, 'colour is not a known field'],
    [{ ...good, nested: { active: 1 } }, 'nested.active must be a boolean'],
    [{ ...good, nested: { active: true, more: 1 } }, 'nested.more is not a known field'],
    [undefined, 'input is required'],
    ['text', 'input must be an object'],
  ])('%j: %s', (input, message) => {
    expect(thrownBy(() => parse(schema, input))).toMatchObject({ code: 'VALIDATION_FAILED', message });
  });

  test('lists every broken rule, the first as field and rule', () => {
    const error = thrownBy(() => parse(schema, { name: '', quantity: '0' }));
    expect(error).toMatchObject({ field: 'name', rule: 'must have at least 1 character' });
    expect(error).toHaveProperty('issues.1', { field: 'quantity', rule: 'must be greater than zero' });
  });
});

test('what a store returned unreadable is a failure of the store, not of the caller', () => {
  const error = thrownBy(() => readStored(schema, { name: 'name', quantity: 'lots' }, 'order'));
  expect(error).toMatchObject({ code: 'STORAGE_FAILED', retryable: false });
  expect(String(error)).toContain('stored order is not readable: quantity must be a decimal');
});
