import type { TriggerIndex, UnitOfWork } from '@orderfolio/domain/adapter';

/** When a process dies: at the operation with this number, and whether a commit that it dies at is still applied. */
export interface Death {
  readonly at: number;
  readonly commit: 'applied' | 'lost';
}

/** What a dead process throws: it answers nobody. */
export class WorkerDeath extends Error {
  override readonly name = 'WorkerDeath';
}

/** The way from the commands of a process to its store. */
export interface Passage {
  readonly unitOfWork: UnitOfWork;
  readonly triggers: TriggerIndex;
}

/** The way of a process that dies on it: then nothing comes through any more. */
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
