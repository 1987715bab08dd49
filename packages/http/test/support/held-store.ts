import type { Store } from '@orderfolio/domain';
import { adapterStoreOf, publishStore, type UnitOfWork } from '@orderfolio/domain/adapter';

/** A store whose commits a test can hold back. */
export interface HeldStore {
  readonly store: Store;
  /** Makes every commit wait. Resolves when the first one waits. */
  hold(): Promise<void>;
  /** Lets the waiting commits and all later ones go on. */
  release(): void;
}

export function holdCommits(opened: Store): HeldStore {
  const store = adapterStoreOf(opened);
  let gate = Promise.resolve();
  let open = (): void => undefined;
  let arrived = (): void => undefined;
  const unitOfWork: UnitOfWork = {
    read: (keys) => store.unitOfWork.read(keys),
    async commit(changes) {
      arrived();
      await gate;
      return store.unitOfWork.commit(changes);
    },
  };
  return {
    store: publishStore({ ...store, unitOfWork, [Symbol.asyncDispose]: () => store[Symbol.asyncDispose]() }),
    hold() {
      gate = new Promise((resolve) => {
        open = resolve;
      });
      return new Promise((resolve) => {
        arrived = resolve;
      });
    },
    release: () => open(),
  };
}
