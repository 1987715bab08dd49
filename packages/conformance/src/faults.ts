import { ConcurrencyConflictError, OutcomeUnknownError, StorageFailedError, type Store } from '@orderfolio/domain';
import {
  type AdapterStore,
  adapterStoreOf,
  type ChangeSet,
  publishStore,
  type UnitOfWork,
} from '@orderfolio/domain/adapter';
import { seededRandom } from '@orderfolio/domain/testing';

/** How one commit goes wrong. */
export type Fault =
  /** STORAGE_FAILED, retryable; nothing was applied. */
  | 'UNAVAILABLE'
  /** CONCURRENCY_CONFLICT; nothing was applied. */
  | 'CONFLICT'
  /** OUTCOME_UNKNOWN; nothing was applied. */
  | 'REQUEST_LOST'
  /** OUTCOME_UNKNOWN, whatever the store answered. It was applied, unless the store refused it. */
  | 'REPLY_LOST';

/** Every fault. */
export const FAULTS: readonly Fault[] = ['UNAVAILABLE', 'CONFLICT', 'REQUEST_LOST', 'REPLY_LOST'];

/** Decides which fault each next commit has. Undefined: none. */
export interface FaultPlan {
  next(): Fault | undefined;
}

/** These faults, one per commit. After them nothing goes wrong. */
export function faultsInOrder(faults: readonly (Fault | undefined)[]): FaultPlan {
  let used = 0;
  return { next: () => faults[used++] };
}

/** A fault in this share of all commits (0 to 1). The same seed gives the same faults. */
export function seededFaults(seed: number, share: number): FaultPlan {
  const random = seededRandom(seed);
  return { next: () => (random() < share ? FAULTS[Math.floor(random() * FAULTS.length)] : undefined) };
}

/** The unit of work, with commits that fail as planned, before or after they are applied. Reads work. */
export function faultyUnitOfWork(unitOfWork: UnitOfWork, plan: FaultPlan): UnitOfWork {
  const applied = new Set<string>();
  const apply = async (changeSet: ChangeSet): Promise<void> => {
    await unitOfWork.commit(changeSet);
    applied.add(changeSet.token);
  };
  return {
    read: (keys) => unitOfWork.read(keys),
    async commit(changeSet) {
      const { token } = changeSet;
      switch (plan.next()) {
        case undefined:
          return apply(changeSet);
        case 'UNAVAILABLE':
          throw new StorageFailedError({ reason: 'an injected fault', retryable: true });
        case 'CONFLICT':
          // No store reports a conflict to the token of a commit that it has applied: the port forbids it.
          if (applied.has(token)) return apply(changeSet);
          throw new ConcurrencyConflictError({ entity: 'injected fault' });
        case 'REQUEST_LOST':
          throw new OutcomeUnknownError({ token });
        case 'REPLY_LOST': {
          const answer = await apply(changeSet).catch((error: unknown) => error);
          throw new OutcomeUnknownError({ token }, { cause: answer });
        }
      }
    },
  };
}

/** The store, with commits that fail as planned. Reads work. */
export function faultyStore(store: Store, plan: FaultPlan): Store {
  return storeOver(store, { unitOfWork: faultyUnitOfWork(adapterStoreOf(store).unitOfWork, plan) });
}

/** The store with some of its parts replaced. */
export function storeOver(store: Store, parts: Partial<AdapterStore>): Store {
  return publishStore({ ...adapterStoreOf(store), ...parts });
}

/** A store whose process dies at one of its commits: before it was sent, or after it was stored. */
export function storeThatDies(store: Store, atCommit: number, when: 'BEFORE' | 'AFTER'): Store {
  const { unitOfWork } = adapterStoreOf(store);
  let commits = 0;
  return storeOver(store, {
    unitOfWork: {
      read: (keys) => unitOfWork.read(keys),
      async commit(changeSet) {
        commits += 1;
        if (commits < atCommit) return unitOfWork.commit(changeSet);
        if (commits === atCommit && when === 'AFTER') await unitOfWork.commit(changeSet);
        throw new OutcomeUnknownError({ token: changeSet.token });
      },
    },
  });
}
