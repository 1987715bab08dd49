import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openSqlite, type SqliteConfig } from '@orderfolio/adapters-sqlite';
import type { Clock, Store } from '@orderfolio/domain';

/** Runs work on a store in a SQLite file. Removes the file whatever happens. */
export async function withTemporaryStore<Result>(
  clock: Clock,
  work: (store: Store) => Promise<Result>,
  changeFeed?: SqliteConfig['changeFeed'],
): Promise<Result> {
  const folder = await mkdtemp(join(tmpdir(), 'orderfolio-demo-'));
  try {
    const store = await openSqlite({ filename: join(folder, 'orderfolio.db'), clock, changeFeed });
    try {
      return await work(store);
    } finally {
      // Close it first: some systems cannot remove an open file.
      await store[Symbol.asyncDispose]();
    }
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
