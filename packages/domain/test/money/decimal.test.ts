import {
  type Balance,
  Decimal,
  type DecimalInput,
  isDecimal,
  ROUND_DOWN,
  ROUND_HALF_UP,
  ROUND_UP,
  ZERO,
} from '@orderfolio/domain';
import Big from 'big.js';
import { describe, expect, expectTypeOf, test, vi } from 'vitest';
import { stopBelow } from '../../src/entities/trailing-stop.ts';
import { costOf, marketValueOf, proceedsOf, requireScale, requireStorable } from '../../src/money/currency.ts';
import { parseDecimal, signedDecimal } from '../../src/money/decimal.ts';
import { thrownBy } from '../fixtures.ts';

/** Values that a caller without a compiler could hand in. */
const anything = (value: unknown): DecimalInput => value as DecimalInput;

describe('a Big of another constructor', () => {
  const strict = Big();
  strict.strict = true;
  const foreign = [
    new Big(0.1 + 0.2),
    new Big('0.00000001'),
    new strict('12.50'),
    { s: 1, e: 0, c: [1], toString: () => '1' },
  ];

  test.each(foreign)('is no Decimal: %s', (value) => {
    expect(value).not.toBeInstanceOf(Decimal);
    expect(isDecimal(value)).toBe(false);
  });

  test.each(foreign)('is refused, with a word on what to give instead: %s', (value) => {
    const refusal = { code: 'VALIDATION_FAILED', field: 'amount', rule: expect.stringContaining('give its text') };
    expect(thrownBy(() => parseDecimal(anything(value), 'amount'))).toMatchObject(refusal);
    expect(signedDecimal.safeParse(value).success).toBe(false);
    expect(thrownBy(() => new Decimal(anything(value)))).toMatchObject({ ...refusal, field: 'value' });
    expect(thrownBy(() => ZERO.plus(anything(value)))).toMatchObject({ ...refusal, field: 'other' });
  });

  test('does not compile as an amount', () => {
    expectTypeOf<Big>().not.toExtend<DecimalInput>();
    expectTypeOf<Big>().not.toExtend<Balance['available']>();
  });
});

test('a proxy that does not let itself be looked at is no Decimal', () => {
  const refuse = () => {
    throw new Error('a trap');
  };
  const proxy = new Proxy({}, { get: refuse, has: refuse, getPrototypeOf: refuse });
  expect(isDecimal(proxy)).toBe(false);
  const refusal = { code: 'VALIDATION_FAILED', rule: 'cannot be read' };
  expect(thrownBy(() => new Decimal(anything(proxy)))).toMatchObject({ ...refusal, field: 'value' });
  expect(thrownBy(() => parseDecimal(anything(proxy), 'amount'))).toMatchObject({ ...refusal, field: 'amount' });
});

describe('the arithmetic', () => {
  const one = new Decimal('1');

  test.each([0.1, 7, Number.NaN, 10n, null, undefined, {}, [], true, Symbol('1'), 'one', '', '1e9999'])(
    'takes no %s',
    (value) => {
      for (const method of ['plus', 'minus', 'times', 'cmp', 'eq', 'gt', 'gte', 'lt', 'lte'] as const)
        expect(thrownBy(() => one.plus('1')[method](anything(value)))).toMatchObject({
          code: 'VALIDATION_FAILED',
          field: 'other',
        });
      expect(thrownBy(() => new Decimal(anything(value)))).toMatchObject({ code: 'VALIDATION_FAILED', field: 'value' });
    },
  );

  test('has no operators: they would make a number of it', () => {
    expect(thrownBy(() => Number(one))).toMatchObject({ code: 'VALIDATION_FAILED' });
    expect(`${one}`).toBe('1');
  });

  test('divides to the places that are asked for, rounded once', () => {
    const two = new Decimal('2');
    expect(String(two.div('3', 4, ROUND_DOWN))).toBe('0.6666');
    expect(String(two.div('3', 4, ROUND_HALF_UP))).toBe('0.6667');
    expect(String(one.div('3', 30, ROUND_UP))).toBe(`0.${'3'.repeat(29)}4`);
    // If it were rounded to 20 places first, it would become 0.5, and then 1.
    expect(String(new Decimal(`0.4${'9'.repeat(25)}`).div('1', 0, ROUND_HALF_UP))).toBe('0');
    expect(thrownBy(() => one.div('0', 2, ROUND_DOWN))).toMatchObject({ code: 'VALIDATION_FAILED', field: 'other' });
  });

  test.each([-1, 0.5, Number.NaN, 1_001])('rounds to no %s places', (places) => {
    const refusal = { code: 'VALIDATION_FAILED', field: 'decimals' };
    expect(thrownBy(() => one.round(places))).toMatchObject(refusal);
    expect(thrownBy(() => one.toFixed(places))).toMatchObject(refusal);
    expect(thrownBy(() => one.div('3', places, ROUND_DOWN))).toMatchObject(refusal);
  });

  test('leaves no sign on a zero that it comes to', () => {
    const zeros = [ZERO.neg(), new Decimal('-0'), ZERO.times('-5'), one.minus('1').neg(), new Decimal('-0.4').round()];
    expect(zeros).toEqual(zeros.map(() => ZERO));
  });
});

describe('the functions over amounts', () => {
  const one = new Decimal('1');
  const hostile = [undefined, null, 7, Number.NaN, true, {}, [], Symbol('x'), new Big('1'), Promise.resolve('1')];
  const functions: Readonly<Record<string, (value: never) => unknown>> = {
    'costOf a price': (value) => costOf(value, one, 'USD'),
    'costOf a quantity': (value) => costOf(one, value, 'USD'),
    'costOf a currency': (value) => costOf(one, one, value),
    'proceedsOf a price': (value) => proceedsOf(value, one, 'USD'),
    'marketValueOf a quantity': (value) => marketValueOf(one, value, 'USD'),
    'marketValueOf a currency': (value) => marketValueOf(one, one, value),
    requireScale: (value) => requireScale(value, 2, 'amount', 'USD'),
    requireStorable: (value) => requireStorable(value, 'amount'),
    parseDecimal: (value) => parseDecimal(value, 'amount'),
  };

  test.each(Object.entries(functions))('%s takes no other value', (_name, call) => {
    for (const value of hostile)
      expect(thrownBy(() => Reflect.apply(call, undefined, [value]))).toMatchObject({ code: 'VALIDATION_FAILED' });
  });
});

describe('what anybody does to big.js', () => {
  test('changes no Decimal: neither its settings, nor its methods', () => {
    const shared = Big.prototype;
    const original = { ...shared };
    const { DP, RM, NE, PE } = Big;
    try {
      Object.assign(Big, { DP: 0, RM: 3, NE: -1, PE: 1 });
      for (const method of ['plus', 'minus', 'times', 'div', 'cmp', 'round', 'toFixed', 'toString'] as const)
        Object.assign(shared, { [method]: () => 'patched' });
      const mark = new Decimal('52000');
      expect(String(stopBelow(mark, { trailType: 'PERCENT', trail: new Decimal('0.5') }))).toBe('51740');
      expect(String(mark.plus('0.00000001').minus('52000').times('3'))).toBe('0.00000003');
      expect(String(mark.div('7', 3, ROUND_DOWN))).toBe('7428.571');
    } finally {
      Object.assign(shared, original);
      Object.assign(Big, { DP, RM, NE, PE });
    }
  });

  test('cannot be done to Decimal', () => {
    for (const made of [Decimal, Reflect.get(ZERO, 'constructor')]) {
      for (const setting of ['DP', 'RM', 'NE', 'PE', 'strict'])
        expect(Reflect.set(made, setting, 0), setting).toBe(false);
      expect(Reflect.set(made, 'prototype', {})).toBe(false);
    }
    expect(Reflect.set(Decimal.prototype, 'plus', () => ZERO)).toBe(false);
    expect(Reflect.set(new Decimal('1'), 'constructor', Big)).toBe(true);
    expect(String(new Decimal('1').plus('0.00000001'))).toBe('1.00000001');
  });

  test('cannot be done to zero', () => {
    for (const [field, value] of Object.entries({ s: -1, e: 3, c: [9] }))
      expect(Reflect.set(ZERO, field, value)).toBe(false);
    expect(Reflect.set(ZERO.c, 0, 9)).toBe(false);
    expect(String(ZERO.plus('1').minus('1').times('7').round(2).neg().abs())).toBe('0');
  });
});

describe('a Decimal leaves the process', () => {
  const value = new Decimal('-0.00000001');

  test('as its text in JSON', () => {
    expect(JSON.stringify({ value })).toBe('{"value":"-0.00000001"}');
  });

  test('as its parts in a structured clone, which is no Decimal any more', () => {
    const clone = structuredClone({ value });
    expect(clone).toEqual({ value: { s: -1, e: -8, c: [1] } });
    expect(isDecimal(clone.value)).toBe(false);
    expect(thrownBy(() => parseDecimal(anything(clone.value), 'amount'))).toMatchObject({ code: 'VALIDATION_FAILED' });
  });
});

test('two copies of the package know each other’s Decimals', async () => {
  vi.resetModules();
  const other = await import('@orderfolio/domain');
  expect(other.Decimal).not.toBe(Decimal);
  const foreign = new other.Decimal('12.50');
  expect(foreign).not.toBeInstanceOf(Decimal);
  expect(isDecimal(foreign)).toBe(true);
  expect(parseDecimal(foreign, 'amount')).toBeInstanceOf(Decimal);
  expect(String(new Decimal('1').plus(foreign))).toBe('13.5');
  expect(String(foreign.minus(new Decimal('0.5')))).toBe('12');
  expect(new Decimal(foreign).eq(foreign)).toBe(true);
});

/** An object with the prototype of a Decimal and these fields. */
function forged(fields: object): Decimal {
  return Object.assign(Object.create(Decimal.prototype), fields);
}

describe('a Decimal that no constructor has made so', () => {
  test.each([
    { s: 2, e: 0, c: [1] },
    { s: 1, e: 0.5, c: [1] },
    { s: 1, e: 1e9, c: [1] },
    { s: 1, e: 0, c: [1.5] },
    { s: 1, e: 0, c: [-5] },
    { s: 1, e: 0, c: [] },
    { s: 1, e: 0, c: [Number.NaN] },
    { s: 1, e: 0, c: '1' },
  ])('is refused at the edge: %j', (fields) => {
    const refusal = expect.objectContaining({ code: 'VALIDATION_FAILED' });
    expect(() => parseDecimal(forged(fields), 'amount')).toThrow(refusal);
    expect(() => new Decimal(forged(fields))).toThrow(refusal);
  });

  test('changes nothing that was read from it before', () => {
    const given = new Decimal('500');
    const read = parseDecimal(given, 'amount');
    Object.assign(given, { s: -1 });
    Object.assign(given.c, [9]);
    expect(String(read)).toBe('500');
  });
});
