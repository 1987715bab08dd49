import { readStored } from '@orderfolio/domain/adapter';
import { describe, expect, test } from 'vitest';
import * as z from 'zod';
import { positiveDecimal } from '../../src/money/decimal.ts';
import { parse } from '../../src/validation/parse.ts';
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

/**
 * Names with signs that a log or a terminal would act on: a new line, a colour, a mark of direction, half a character.
 */
const UNPRINTABLE = ['line\nbreak', '\u001b[31mred', 'a\u202eb', '\ud800', 'a\u2028b', 'nul\0'];

describe('an error about hostile input', () => {
  const refusalOf = (input: unknown) => thrownBy(() => parse(schema, input));

  test('is small, however many fields are wrong', () => {
    const fields = Array.from({ length: 200_000 }, (_nothing, index) => [`field ${index}`, index]);
    const refusal = refusalOf({ ...good, ...Object.fromEntries(fields) });
    expect(refusal).toMatchObject({ code: 'VALIDATION_FAILED', field: 'field 0' });
    expect(refusal).toHaveProperty('issues.length', 20);
    const missing = thrownBy(() => parse(z.array(z.string()), Array(200_000).fill(7)));
    expect(missing).toHaveProperty('issues.length', 20);
  });

  test('is small, however long a name is', () => {
    const refusal = refusalOf({ ...good, ['x'.repeat(1_000_000)]: 1, ['y'.repeat(101)]: 1 });
    expect(refusal).toHaveProperty('issues.1.field', `${'y'.repeat(99)}…`);
    expect(JSON.stringify(refusal).length).toBeLessThan(2_000);
  });

  test.each(UNPRINTABLE)('is printable, whatever a name is: %j', (name) => {
    const refusal = refusalOf({ ...good, [name]: 1 });
    expect(refusal).toMatchObject({ rule: 'is not a known field' });
    expect(JSON.stringify(refusal)).not.toMatch(/[\p{C}\p{Zl}\p{Zp}]|\\u/u);
    expect(String(refusal)).not.toMatch(/[\p{C}\p{Zl}\p{Zp}]/u);
  });

  test('is VALIDATION_FAILED where reading the input throws, with the cause', () => {
    const cause = new Error('no');
    const fail = () => {
      throw cause;
    };
    const unreadable = [
      {
        ...good,
        get name() {
          return fail();
        },
      },
      new Proxy({}, { get: fail, ownKeys: fail, has: fail, getPrototypeOf: fail }),
    ];
    for (const input of unreadable)
      expect(refusalOf(input)).toMatchObject({
        code: 'VALIDATION_FAILED',
        field: 'input',
        rule: 'cannot be read',
        cause,
      });
  });

  test('names what is cyclic, deep, or a symbol like any other', () => {
    const cyclic: Record<string, unknown> = { ...good };
    cyclic['self'] = cyclic;
    let deep: unknown = {};
    for (let level = 0; level < 100_000; level++) deep = { deep };
    expect(refusalOf(cyclic)).toMatchObject({ field: 'self', rule: 'is not a known field' });
    expect(refusalOf({ ...good, nested: deep })).toMatchObject({ field: 'nested.active', rule: 'is required' });
    expect(refusalOf({ ...good, name: Symbol('name') })).toMatchObject({ field: 'name', rule: 'must be a string' });
  });

  test('says that an await is missing', () => {
    const rule = 'is a promise: await it first';
    expect(refusalOf(Promise.resolve(good))).toMatchObject({ field: 'input', rule });
    expect(refusalOf({ ...good, name: Promise.resolve('name') })).toMatchObject({ field: 'name', rule });
    expect(refusalOf({ ...good, quantity: Promise.resolve('1') })).toMatchObject({ field: 'quantity', rule });
  });
});

test('what a store returned unreadable is a failure of the store, not of the caller', () => {
  const error = thrownBy(() => readStored(schema, { name: 'name', quantity: 'lots' }, 'order'));
  expect(error).toMatchObject({ code: 'STORAGE_FAILED', retryable: false });
  expect(String(error)).toContain('stored order is not readable: quantity must be a decimal');
});
