import type { Clock, Store } from '@orderfolio/domain';
import { ManualClock, ManualTimer } from '@orderfolio/domain/testing';
import type { Adapter } from '../adapter.ts';

/** A store that nobody else uses, and the clock that all of its processes go by. */
export interface FreshStore {
  readonly clock: ManualClock;
  readonly store: Store;
  /** The store as the process with this number has it: the first has `store`, a further one a connection of its own where there are such. */
  storeOf(process: number): Promise<Store>;
}

/** Runs the work on a fresh store, and closes all that was opened, whatever happens. */
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
