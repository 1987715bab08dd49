import type { TriggerIndex, UnitOfWork } from '@orderfolio/domain/adapter';

/** A process dies at the operation with this number. If that is a commit, it is still applied, or it is lost. */
export interface Death {
  readonly at: number;
  readonly commit: 'applied' | 'lost';
}

/** The error of a dead process. It answers nobody. */
export class WorkerDeath extends Error {
  override readonly name = 'WorkerDeath';
}

/** The way from the commands of a process to its store. */
export interface Passage {
  readonly unitOfWork: UnitOfWork;
  readonly triggers: TriggerIndex;
}

/** The way of a process that dies. From then on nothing comes through. */
export function mortal({ unitOfWork, triggers }: Passage, death: Death): Passage {
  let operations = 0;
  const live = (): 'alive' | 'dying' => {
    operations += 1;
    if (operations > death.at) throw new WorkerDeath();
    return operations === death.at ? 'dying' : 'alive';
  };
  const look = <Result>(work: () => Promise<Result>): Promise<Result> => {
    if (live() === 'dying') throw new WorkerDeath();
    return work();
  };
  return {
    unitOfWork: {
      read: async (keys) => look(() => unitOfWork.read(keys)),
      async commit(changeSet) {
        const state = live();
        if (state === 'alive' || death.commit === 'applied') await unitOfWork.commit(changeSet);
        if (state === 'dying') throw new WorkerDeath();
      },
    },
    triggers: {
      reachedByFall: async (...query) => look(() => triggers.reachedByFall(...query)),
      reachedByRise: async (...query) => look(() => triggers.reachedByRise(...query)),
      dueBy: async (...query) => look(() => triggers.dueBy(...query)),
    },
  };
}
