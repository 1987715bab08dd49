import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openSqlite, type SqliteConfig } from '@orderfolio/adapters-sqlite';
import type { Clock, Store } from '@orderfolio/domain';
import { BadInputError } from './bad-input-error.ts';

/** Runs work on a store in a SQLite file. Removes the file whatever happens. */
export async function withTemporaryStore<Result>(
  clock: Clock,
  work: (store: Store) => Promise<Result>,
  changeFeed?: SqliteConfig['changeFeed'],
): Promise<Result> {
  const folder = await makeFolder(tmpdir());
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

async function makeFolder(parent: string): Promise<string> {
  try {
    return await mkdtemp(join(parent, 'orderfolio-demo-'));
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : String(error);
    throw new BadInputError(`no folder can be made in ${parent}, the folder for temporary files (TMPDIR): ${code}`, {
      cause: error,
    });
  }
}
