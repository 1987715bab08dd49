import { createOrderfolio, type OrderfolioOptions } from '@orderfolio/domain';
import { type AdapterStore, publishStore } from '@orderfolio/domain/adapter';
import { describe, expect, test } from 'vitest';
import { thrownBy } from './fixtures.ts';

/** Options as a JavaScript caller may write them. */
const fromJavaScript = (options: unknown): OrderfolioOptions => options as OrderfolioOptions;

/** Has the shape of a store, and no function. These tests end before it is used. */
const shape = { unitOfWork: {}, triggers: {}, users: {}, balances: {}, assets: {}, orders: {}, assetBalances: {} };
const store = publishStore({
  ...shape,
  assetTransactions: {},
  loginAttempts: {},
  refreshTokens: {},
  auditTrail: {},
} as AdapterStore);
const noStore = 'must be a store as an adapter has opened it';
describe('createOrderfolio', () => {
  test.each([
    ['options', undefined, 'must be an object with a store'],
    ['options', null, 'must be an object with a store'],
    ['options', 7, 'must be an object with a store'],
    ['options', Promise.resolve({ store }), 'is a promise: await it first'],
    ['store', {}, noStore],
    ['store', { store: undefined }, noStore],
    ['store', { store: null }, noStore],
    ['store', { store: {} }, noStore],
    ['store', { store: { ...store } }, noStore],
    ['store', { store: Promise.resolve(store) }, 'is a promise: await it first'],
    ['clock', { store, clock: () => new Date(0) }, 'must be an object with the method now'],
    ['ids', { store, ids: {} }, 'must be an object with the method next'],
    ['timer', { store, timer: null }, 'must be an object with the method sleep'],
    ['prices', { store, prices: { quotes: {} } }, 'must be an object with the method quote'],
    ['prices', { store, prices: Promise.resolve() }, 'is a promise: await it first'],
    ['quoteTimeoutMs', { store, quoteTimeoutMs: '5' }, 'must be a number of milliseconds, 0 or more'],
    ['quoteTimeoutMs', { store, quoteTimeoutMs: Number.NaN }, 'must be a number of milliseconds, 0 or more'],
    ['maxQuoteAgeMs', { store, maxQuoteAgeMs: -1 }, 'must be a number of milliseconds, 0 or more'],
    ['clok', { store, clok: {} }, 'is not a known option'],
    ['a\u{FFFD}b', { store, 'a\nb': 1 }, 'is not a known option'],
  ])('refuses %s in %o', (field, options, rule) => {
    const refusal = thrownBy(() => createOrderfolio(fromJavaScript(options)));
    expect(refusal).toMatchObject({ code: 'CONFIGURATION_INVALID', field, rule });
  });

  test('refuses options that cannot be read, with the cause', () => {
    const cause = new Error('no');
    const unreadable = {
      get store(): never {
        throw cause;
      },
    };
    const refusal = thrownBy(() => createOrderfolio(unreadable));
    expect(refusal).toMatchObject({ code: 'CONFIGURATION_INVALID', field: 'options', rule: 'cannot be read', cause });
  });

  test('takes an option that is undefined for one that was not given', () => {
    const options = { clock: undefined, ids: undefined, timer: undefined, prices: undefined };
    expect(createOrderfolio({ store, ...options, quoteTimeoutMs: undefined, maxQuoteAgeMs: undefined })).toBeDefined();
  });
});
