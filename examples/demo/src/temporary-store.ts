import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openSqlite } from '@orderfolio/adapters-sqlite';
import type { Clock, Store } from '@orderfolio/domain';

/** Runs work on a store on a SQLite file, and removes the file whatever happens. */
export async function withTemporaryStore<Result>(
  clock: Clock,
  work: (store: Store) => Promise<Result>,
): Promise<Result> {
  const folder = await mkdtemp(join(tmpdir(), 'orderfolio-demo-'));
  try {
    const store = await openSqlite({ filename: join(folder, 'orderfolio.db'), clock });
    try {
      return await work(store);
    } finally {
      // First close, then remove: an open file cannot be removed everywhere.
      await store[Symbol.asyncDispose]();
    }
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
