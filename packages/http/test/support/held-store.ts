import type { Store } from '@orderfolio/domain';

/** A store whose commits can be made to wait. */
export interface HeldStore {
  readonly store: Store;
  /** From now on every commit waits. Resolves when the first one does. */
  hold(): Promise<void>;
  /** Lets those that wait, and all later ones, go on. */
  release(): void;
}

export function holdCommits(store: Store): HeldStore {
  let gate = Promise.resolve();
  let open = (): void => undefined;
  let arrived = (): void => undefined;
  const unitOfWork: Store['unitOfWork'] = {
    read: (keys) => store.unitOfWork.read(keys),
    async commit(changes) {
      arrived();
      await gate;
      return store.unitOfWork.commit(changes);
    },
  };
  return {
    store: { ...store, unitOfWork, [Symbol.asyncDispose]: () => store[Symbol.asyncDispose]() },
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
