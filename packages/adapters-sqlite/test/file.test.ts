import { chmodSync, copyFileSync, renameSync, rmSync, statSync, symlinkSync } from 'node:fs';
import { openSqlite } from '@orderfolio/adapters-sqlite';
import { createOrderfolio } from '@orderfolio/domain';
import Database from 'better-sqlite3';
import { describe, expect, test } from 'vitest';
import { openAccount } from './support/account.ts';
import { useTemporaryFolder } from './support/temporary-folder.ts';

const inFolder = useTemporaryFolder();
const rightsOf = (name: string): string => (statSync(inFolder(name)).mode & 0o777).toString(8);

describe('the rights of a file', () => {
  test('that the store makes are those of its owner alone, also of the files beside it', async () => {
    await using store = await openSqlite({ filename: inFolder('store.db') });
    await openAccount(createOrderfolio({ store }), 'alice_01');
    expect(['store.db', 'store.db-wal', 'store.db-shm'].map(rightsOf)).toEqual(['600', '600', '600']);
  });

  test('that a link leads to, and that is not there yet, are those of its owner alone', async () => {
    symlinkSync(inFolder('store.db'), inFolder('link.db'));
    await using _store = await openSqlite({ filename: inFolder('link.db') });
    expect(rightsOf('store.db')).toBe('600');
  });

  test('that is there already are left to who has set them', async () => {
    new Database(inFolder('store.db')).close();
    new Database(inFolder('store.db')).exec('PRAGMA user_version = 0; VACUUM').close();
    chmodSync(inFolder('store.db'), 0o640);
    await using _store = await openSqlite({ filename: inFolder('store.db') });
    expect(rightsOf('store.db')).toBe('640');
  });
});

describe('the health of a store', () => {
  const gone = { healthy: false, reason: expect.stringContaining('will be lost') };

  test('is bad once its file was deleted', async () => {
    await using store = await openSqlite({ filename: inFolder('store.db') });
    expect(await store.health.check()).toMatchObject({ healthy: true });
    rmSync(inFolder('store.db'));
    expect(await store.health.check()).toMatchObject(gone);
  });

  test('is bad while its file is elsewhere, and good again once it is back', async () => {
    await using store = await openSqlite({ filename: inFolder('store.db') });
    renameSync(inFolder('store.db'), inFolder('moved.db'));
    expect(await store.health.check()).toMatchObject(gone);
    renameSync(inFolder('moved.db'), inFolder('store.db'));
    expect(await store.health.check()).toMatchObject({ healthy: true });
  });

  test('is bad when another file has taken the place of its own, such as a backup', async () => {
    await using store = await openSqlite({ filename: inFolder('store.db') });
    copyFileSync(inFolder('store.db'), inFolder('backup.db'));
    renameSync(inFolder('backup.db'), inFolder('store.db'));
    expect(await store.health.check()).toMatchObject({
      healthy: false,
      reason: expect.stringContaining('another file'),
    });
  });

  test('is told of a database that a function opened, too', async () => {
    await using store = await openSqlite({ database: () => new Database(inFolder('store.db')) });
    expect(await store.health.check()).toMatchObject({ healthy: true });
    rmSync(inFolder('store.db'));
    expect(await store.health.check()).toMatchObject(gone);
  });
});
