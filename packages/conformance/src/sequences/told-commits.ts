import type { ChangeSet, UnitOfWork } from '@orderfolio/domain/adapter';
import { isTurn } from '../model/stored.ts';

/**
 * Wraps units of work. They report each commit of a command once, when it is stored. Units of work of one call commit
 * one after another. So the listener finds the store as that commit has left it, however many are sent at once.
 */
export function tellingCommits(tell: (changeSet: ChangeSet) => Promise<void>): (unitOfWork: UnitOfWork) => UnitOfWork {
  const told = new Set<string>();
  let last: Promise<unknown> = Promise.resolve();
  return (unitOfWork) => {
    const commitAndTell = async (changeSet: ChangeSet): Promise<void> => {
      await unitOfWork.commit(changeSet);
      if (isTurn(changeSet) || told.has(changeSet.token)) return;
      told.add(changeSet.token);
      await tell(changeSet);
    };
    return {
      read: (keys) => unitOfWork.read(keys),
      commit(changeSet) {
        const end = last.then(() => commitAndTell(changeSet));
        last = end.catch(() => undefined);
        return end;
      },
    };
  };
}

/** Reports each commit to the oracle. Keeps the oracle's error for the command that waits for its end. */
export class ToldCommits {
  readonly over: (unitOfWork: UnitOfWork) => UnitOfWork;
  #failure: unknown;

  constructor(tell: (changeSet: ChangeSet) => Promise<void>) {
    this.over = tellingCommits(async (changeSet) => {
      try {
        await tell(changeSet);
      } catch (error) {
        // If it were thrown here, the command would take it for a failure of the store.
        this.#failure ??= error;
      }
    });
  }

  /** Throws the first error of the oracle. */
  requireNone(): void {
    if (this.#failure !== undefined) throw this.#failure;
  }
}
