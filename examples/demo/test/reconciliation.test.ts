import { storeOver } from '@orderfolio/conformance';
import type { Store } from '@orderfolio/domain';
import { adapterStoreOf, type ChangeSet } from '@orderfolio/domain/adapter';
import { expect, test } from 'vitest';
import { withTemporaryStore } from '../src/temporary-store.ts';
import { run, useFolders } from './fixtures.ts';

const folders = useFolders();

/** A faulty store: it loses the ledger row of one of clara's deposits. */
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
  expect(lines).toContain('clara_dream: balance USD: no row shows the effects 1 to 1');
  expect(lines.filter((line) => line.endsWith(' is missing'))).toEqual([
    expect.stringMatching(/^clara_dream: balanceTransaction [0-9A-Z]{26} is missing$/),
  ]);
  expect(lines.at(-1)).toBe('The ledger does NOT reconcile: 4 accounts recomputed from 90 rows of history');
  expect(await folders.leftBehind()).toEqual([]);
});
