import type { Store } from '@orderfolio/domain';
import { adapterStoreOf, type ChangeSet } from '@orderfolio/domain/adapter';
import { storeOver } from '@orderfolio/domain/conformance';
import { expect, test } from 'vitest';
import { withTemporaryStore } from '../src/temporary-store.ts';
import { run, useFolders } from './fixtures.ts';

const folders = useFolders();

/** A store with a fault: of all the ledger rows of the story, it loses one deposit of clara's. */
function losingOneDeposit(store: Store): Store {
  const withoutDeposit = (changeSet: ChangeSet): ChangeSet => ({
    ...changeSet,
    changes: changeSet.changes.filter(
      (change) =>
        !(
          change.action === 'insert' &&
          change.entity === 'balanceTransaction' &&
          change.value.username === 'clara_dream' &&
          change.value.type === 'DEPOSIT'
        ),
    ),
  });
  const { unitOfWork } = adapterStoreOf(store);
  return storeOver(store, {
    unitOfWork: {
      read: (keys) => unitOfWork.read(keys),
      commit: (changeSet) => unitOfWork.commit(withoutDeposit(changeSet)),
    },
  });
}

test('a ledger that lost a row does not reconcile: the difference is named, and the exit code is 1', async () => {
  const { exitCode, lines } = await run([], {
    withStore: (clock, work) => withTemporaryStore(clock, (store) => work(losingOneDeposit(store))),
  });
  expect(exitCode).toBe(1);
  expect(lines.slice(-3)).toEqual([
    'clara_dream: USD currentBalance is stored as 0, the ledger says -500',
    'clara_dream: USD totalDeposits is stored as 500, the ledger says 0',
    'The ledger does NOT reconcile: 4 accounts recomputed from 88 rows of history',
  ]);
  expect(await folders.leftBehind()).toEqual([]);
});
