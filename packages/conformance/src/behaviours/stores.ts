import { createOrderfolio } from '@orderfolio/domain';
import { adapterStoreOf, insert } from '@orderfolio/domain/adapter';
import { expect } from 'vitest';
import { type Behaviour, testsOn } from '../place.ts';

/** A service's view of the store: it can read and lock. The parts that write are behind it, at the adapter's door. */
export const stores: Behaviour = (adapter, register) => {
  const it = testsOn(adapter, register);

  it('shows a service what reads and what locks, and nothing else', async ({ handedOut }) => {
    const shown = Object.fromEntries(Object.entries(handedOut).map(([port, methods]) => [port, namesIn(methods)]));
    expect(shown).toEqual({
      users: ['get', 'getByEmail', 'list', 'listByEmailPrefix', 'listByStatus', 'listByUsernamePrefix'],
      balances: ['get', 'getTransaction', 'listTransactions'],
      assets: ['get', 'getMany', 'list', 'listActive'],
      rates: ['get', 'list'],
      orders: [
        'get',
        'getByClientOrderId',
        'listByUser',
        'listByUserAndAsset',
        'listByUserAndStatus',
        'listRestingByAsset',
      ],
      assetBalances: ['get', 'getAccount', 'getAll'],
      assetTransactions: ['get', 'listByUser', 'listByUserAndAsset'],
      loginAttempts: ['get'],
      refreshTokens: ['get', 'getFamily', 'listFamilies'],
      auditTrail: ['head', 'list'],
      projections: ['get', 'list'],
      lock: ['acquire', 'release', 'renew', 'withLock'],
      health: ['check'],
      feed: ['latest', 'read', 'shards'],
    });
    const symbols = Object.getOwnPropertySymbols(handedOut).filter((symbol) => isEnumerable(handedOut, symbol));
    expect(symbols).toEqual([Symbol.asyncDispose]);
    expect(Object.isFrozen(handedOut)).toBe(true);
  });

  it('leads a service to no commit, whatever property it follows', async ({ handedOut }) => {
    expect(within(adapterStoreOf(handedOut).unitOfWork)).toContain('commit');
    expect(within(handedOut)).not.toContain('commit');
    expect({ ...handedOut }).not.toHaveProperty('unitOfWork');
  });

  it('is the same behind a service and at the door of the adapter', async ({ handedOut, store, make, app, ids }) => {
    expect(adapterStoreOf(handedOut)).toBe(store);
    const asset = make.asset();
    await adapterStoreOf(handedOut).unitOfWork.commit({ token: ids.next(), changes: [insert('asset', asset)] });
    expect(await handedOut.assets.get(asset.assetId)).toEqual(asset);
    expect(await app.assets.get(asset.assetId)).toEqual(asset);
    expect(await createOrderfolio({ store }).assets.get(asset.assetId)).toEqual(asset);
  });
};

function namesIn(port: object): string[] {
  return Object.keys(port).sort();
}

function isEnumerable(of: object, key: PropertyKey): boolean {
  return Object.getOwnPropertyDescriptor(of, key)?.enumerable === true;
}

/** The names of everything that can be reached through properties: own, inherited and hidden ones. */
function within(start: object): Set<PropertyKey> {
  const names = new Set<PropertyKey>();
  const seen = new Set<unknown>();
  const follow = (value: unknown): void => {
    if (seen.has(value) || !isObject(value) || FOUNDATIONS.has(value)) return;
    seen.add(value);
    for (const key of Reflect.ownKeys(value)) {
      // This key is the adapter's door. A caller who follows it has asked for the store behind it.
      if (key === ADAPTER_DOOR) continue;
      names.add(key);
      const descriptor = Object.getOwnPropertyDescriptor(value, key);
      follow(descriptor?.value);
      follow(descriptor?.get);
    }
    follow(Object.getPrototypeOf(value));
  };
  follow(start);
  return names;
}

const ADAPTER_DOOR = Symbol.for('@orderfolio/adapter-store');
const FOUNDATIONS: ReadonlySet<object> = new Set([Object.prototype, Function.prototype, Array.prototype]);

function isObject(value: unknown): value is object {
  return (typeof value === 'object' && value !== null) || typeof value === 'function';
}
