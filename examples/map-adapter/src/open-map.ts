import type { Store } from '@orderfolio/domain';
import { checkHealth, type GivenHost, hostOf, lockUsers, noChangeFeed, publishStore } from '@orderfolio/domain/adapter';
import { bulkLoader } from './bulk-loader.ts';
import { MapLockTable } from './lock-table.ts';
import { Records } from './records.ts';
import { repositories } from './repositories.ts';
import { MapUnitOfWork } from './unit-of-work.ts';

/** Opens a store whose data is a `Map`, which is lost with the store. The tests get the records too, to break some. */
export function openMap(given: Pick<GivenHost, 'clock' | 'timer'> = {}, records = new Records()): Store {
  const { clock, timer } = hostOf(given);
  const locks = new MapLockTable(() => records.requireOpen());
  const unitOfWork = new MapUnitOfWork(records, locks);
  return publishStore({
    ...repositories(records, unitOfWork),
    unitOfWork,
    bulk: bulkLoader(records),
    lock: lockUsers(locks, clock, timer),
    health: checkHealth(clock, async () => {
      records.requireOpen();
      return undefined;
    }),
    feed: noChangeFeed('store', 'must be one that keeps a feed: SQLite with changeFeed, or DynamoDB'),
    async [Symbol.asyncDispose]() {
      records.close();
    },
  });
}
