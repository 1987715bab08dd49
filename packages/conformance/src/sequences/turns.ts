import type { TriggerIndex, UnitOfWork } from '@orderfolio/domain/adapter';
import type fc from 'fast-check';

/** Runs work in its turn, and nothing else meanwhile. */
export type InTurn = <Result>(label: string, work: () => Promise<Result>) => Promise<Result>;

/** Turns that the scheduler gives. */
export function turnsOf(scheduler: fc.Scheduler): InTurn {
  return (label, work) =>
    new Promise((resolve, reject) => {
      // The scheduler sees a success in any case. The caller gets the outcome of the work.
      scheduler.scheduleSequence([{ label, builder: () => work().then(resolve, reject) }]);
    });
}

/** The unit of work. Each read and each commit takes a turn. */
export function inTurns(unitOfWork: UnitOfWork, next: InTurn): UnitOfWork {
  return {
    read: (keys) => next('read', () => unitOfWork.read(keys)),
    commit: (changeSet) => next('commit', () => unitOfWork.commit(changeSet)),
  };
}

/** The indexes of triggers. Each read takes a turn. */
export function looksInTurns(triggers: TriggerIndex, next: InTurn): TriggerIndex {
  return {
    reachedByFall: (...query) => next('look', () => triggers.reachedByFall(...query)),
    reachedByRise: (...query) => next('look', () => triggers.reachedByRise(...query)),
    dueBy: (...query) => next('look', () => triggers.dueBy(...query)),
  };
}
