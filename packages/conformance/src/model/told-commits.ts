import type { ChangeSet, UnitOfWork } from '@orderfolio/domain/adapter';
import { isTurn } from './stored.ts';

/** The unit of work, which tells of each commit of a command once it is stored, and once only. */
export function tellingCommits(unitOfWork: UnitOfWork, tell: (changeSet: ChangeSet) => Promise<void>): UnitOfWork {
  const told = new Set<string>();
  return {
    read: (keys) => unitOfWork.read(keys),
    async commit(changeSet) {
      await unitOfWork.commit(changeSet);
      if (isTurn(changeSet) || told.has(changeSet.token)) return;
      told.add(changeSet.token);
      await tell(changeSet);
    },
  };
}
