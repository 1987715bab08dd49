import { openSqlite } from '@orderfolio/adapters-sqlite';
import * as domain from '@orderfolio/domain';
import { createOrderfolio, type Store } from '@orderfolio/domain';
import * as adapter from '@orderfolio/domain/adapter';
import { adapterStoreOf, publishStore } from '@orderfolio/domain/adapter';
import { afterAll, beforeAll, describe, expect, expectTypeOf, test, vi } from 'vitest';

let store: Store;

beforeAll(async () => {
  store = await openSqlite({ filename: ':memory:' });
});

afterAll(() => store[Symbol.asyncDispose]());

describe('a store that an adapter hands out', () => {
  test('has no unit of work and no triggers, neither for the compiler nor at run time', () => {
    expectTypeOf(store).not.toHaveProperty('unitOfWork');
    expectTypeOf(store).not.toHaveProperty('triggers');
    expect(store).not.toHaveProperty('unitOfWork');
    expect(store).not.toHaveProperty('triggers');
  });

  test('leads back to the store of the adapter, which is a store as well', () => {
    const own = adapterStoreOf(store);
    expect(adapterStoreOf(publishStore(own))).toBe(own);
    expect(adapterStoreOf(own)).toBe(own);
  });

  test('of one copy of the package is known to another copy', async () => {
    const own = adapterStoreOf(store);
    vi.resetModules();
    const copy = await import('@orderfolio/domain/adapter');
    expect(copy.adapterStoreOf).not.toBe(adapterStoreOf);
    expect(copy.adapterStoreOf(store)).toBe(own);
    expect(adapterStoreOf(copy.publishStore(own))).toBe(own);
  });
});

describe('what is no store', () => {
  const cases: readonly [string, () => unknown][] = [
    ['nothing', () => undefined],
    ['null', () => null],
    ['a text', () => 'store'],
    ['an empty object', () => ({})],
    ['a store that was not waited for', () => Promise.resolve(store)],
    ['a copy by spread', () => ({ ...store })],
    ['some of the ports', () => ({ users: store.users, unitOfWork: adapterStoreOf(store).unitOfWork })],
  ];

  for (const [name, make] of cases) {
    test(`${name} is refused by name`, () => {
      const refusal = { code: 'CONFIGURATION_INVALID', field: 'store' };
      expect(outcomeOf(() => Reflect.apply(adapterStoreOf, undefined, [make()]))).toMatchObject(refusal);
      expect(outcomeOf(() => Reflect.apply(createOrderfolio, undefined, [{ store: make() }]))).toMatchObject(refusal);
    });
  }
});

describe('the main door', () => {
  test('has nothing that is at the door of the adapter', () => {
    const names = Object.keys(domain);
    expect(Object.keys(adapter).filter((name) => names.includes(name))).toEqual([]);
  });

  test('has nothing that makes or sends a change', () => {
    const writing = ['insert', 'save', 'check', 'execute', 'adapterStoreOf', 'publishStore'];
    for (const name of writing) expect([name, name in domain, name in adapter]).toEqual([name, false, true]);
  });
});

function outcomeOf(call: () => unknown): unknown {
  try {
    return call();
  } catch (error) {
    return error;
  }
}
