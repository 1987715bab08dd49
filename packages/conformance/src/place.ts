import {
  type Asset,
  createOrderfolio,
  type IdGenerator,
  type Orderfolio,
  type OrderfolioOptions,
  type Store,
  type User,
} from '@orderfolio/domain';
import {
  type AdapterStore,
  adapterStoreOf,
  type Change,
  type EntityKey,
  insert,
  type UnitOfWork,
} from '@orderfolio/domain/adapter';
import { ManualClock, ManualTimer, sequentialIds } from '@orderfolio/domain/testing';
import { test as vitestTest } from 'vitest';
import type { Adapter } from './adapter.ts';
import { type EntityMaker, entityMaker } from './entities.ts';
import { storeOver } from './faults.ts';
import type { RawRecords } from './raw-records.ts';

/** The fixture of a test: a fresh store, an app over it, and a clock that the test moves. */
export interface Place {
  readonly clock: ManualClock;
  readonly timer: ManualTimer;
  readonly ids: IdGenerator;
  readonly make: EntityMaker;
  /** The store as the adapter hands it out. The app uses it. */
  readonly handedOut: Store;
  /** The adapter's own store behind it, which can write. */
  readonly store: AdapterStore;
  readonly app: Orderfolio;
  /** Commits the changes, under a token of their own. */
  commit(...changes: readonly Change[]): Promise<void>;
  /** Stores a user with an empty USD balance. */
  addUser(given?: Partial<User>): Promise<User>;
  /** Stores an asset. */
  addAsset(given?: Partial<Asset>): Promise<Asset>;
  /** Another app over a store, as another process would have it. */
  appOn(store: Store, options?: Pick<OrderfolioOptions, 'conflictTimeoutMs'>): Orderfolio;
  /** A further connection. */
  connect(): Promise<AdapterStore>;
  /** A store as another user of the data has it: another connection if connections share the data, else the same store. */
  elsewhere(): Promise<AdapterStore>;
  /** The records of this place, past the store. */
  readonly raw: RawRecords;
  /** Writes a text into a field of a record, past the store. */
  spoil(key: EntityKey, field: string, text: string): Promise<void>;
  /** Closes the store, and opens the place again. */
  reopen(): Promise<AdapterStore>;
}

/** How a test is registered: vitest's `test`, unless the suite itself is under test. */
export type Register = (title: string, body: () => Promise<void>) => unknown;

/** One behaviour of every adapter: registers the tests of its promises. */
export type Behaviour = (adapter: Adapter, register?: Register) => void;

/** Registers tests that each run on a place of their own. */
export function testsOn(
  adapter: Adapter,
  register: Register = vitestTest,
): (title: string, body: (place: Place) => Promise<void>) => void {
  return (title, body) => {
    register(title, () => onFreshPlace(adapter, body));
  };
}

async function onFreshPlace(adapter: Adapter, body: (place: Place) => Promise<void>): Promise<void> {
  const { place, close } = await openPlace(adapter);
  try {
    await body(place);
  } finally {
    await close();
  }
}

/** A place, and what closes everything that was opened on it. */
export interface OpenPlace {
  readonly place: Place;
  close(): Promise<void>;
}

/** Opens a fresh place. */
export async function openPlace(adapter: Adapter): Promise<OpenPlace> {
  const clock = new ManualClock();
  const timer = new ManualTimer(clock);
  const opened = await adapter.open({ clock, timer });
  const store = adapterStoreOf(opened.store);
  const stores = new Set([store]);
  const close = async (open: AdapterStore): Promise<void> => {
    stores.delete(open);
    await open[Symbol.asyncDispose]();
  };
  const connect = async (): Promise<AdapterStore> => {
    const further = adapterStoreOf(await opened.connect());
    stores.add(further);
    return further;
  };

  let lanes = 0;
  const appOn: Place['appOn'] = (own, options) => {
    const { unitOfWork } = adapterStoreOf(own);
    // Apps on the same store must not share what they remember of their commits.
    const ofItsOwn: UnitOfWork = {
      readsInProcess: unitOfWork.readsInProcess,
      read: (keys) => unitOfWork.read(keys),
      commit: (changeSet) => unitOfWork.commit(changeSet),
    };
    const over = storeOver(own, { unitOfWork: ofItsOwn });
    return createOrderfolio({ store: over, clock, timer, ids: sequentialIds(clock, ++lanes), ...options });
  };
  const ids = sequentialIds(clock);
  const make = entityMaker(clock, ids);
  const commit = (...changes: readonly Change[]): Promise<void> =>
    store.unitOfWork.commit({ token: ids.next(), changes });

  return {
    place: {
      clock,
      timer,
      ids,
      make,
      handedOut: opened.store,
      store,
      app: appOn(opened.store),
      commit,
      appOn,
      connect,
      elsewhere: async () => (adapter.capabilities.sharedBetweenConnections ? connect() : store),
      async addUser(given) {
        const user = make.user(given);
        await commit(insert('user', user), insert('balance', make.balance({ username: user.username })));
        return user;
      },
      async addAsset(given) {
        const asset = make.asset(given);
        await commit(insert('asset', asset));
        return asset;
      },
      async reopen() {
        await close(store);
        return connect();
      },
      raw: opened.raw,
      async spoil(key, field, text) {
        await opened.raw.overwrite(key, field, text);
      },
    },
    async close() {
      for (const open of [...stores]) await close(open);
      await opened.dispose();
    },
  };
}
