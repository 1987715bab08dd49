import type { Clock, Store } from '@orderfolio/domain';
import { ManualClock, ManualTimer } from '@orderfolio/domain/testing';
import type { Adapter } from '../adapter.ts';

/** A store that nobody else uses, and the clock of all its processes. */
export interface FreshStore {
  readonly clock: ManualClock;
  readonly store: Store;
  /**
   * The store of the process with this number. The first has `store`. A further one has its own connection, if the
   * adapter has such.
   */
  storeOf(process: number): Promise<Store>;
}

/** Runs the work on a fresh store. Closes everything that was opened, whatever happens. */
export async function onFreshStore(adapter: Adapter, work: (fresh: FreshStore) => Promise<void>): Promise<void> {
  const clock = new ManualClock();
  const opened = await adapter.open({ clock, timer: new ManualTimer(clock) });
  const stores = [opened.store];
  try {
    await work({
      clock,
      store: opened.store,
      async storeOf(process) {
        if (process === 0 || !adapter.capabilities.sharedBetweenConnections) return opened.store;
        const store = await opened.connect();
        stores.push(store);
        return store;
      },
    });
  } finally {
    for (const store of stores) await store[Symbol.asyncDispose]();
    await opened.dispose();
  }
}

/** A clock that is behind the other one. */
export function behind(clock: Clock, milliseconds: number): Clock {
  return { now: () => new Date(clock.now().getTime() - milliseconds) };
}
