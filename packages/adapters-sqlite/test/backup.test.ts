import { existsSync, readdirSync, writeFileSync } from 'node:fs';
import { backUp, openSqlite } from '@orderfolio/adapters-sqlite';
import Database from 'better-sqlite3';
import { expect, test } from 'vitest';
import { useTemporaryFolder } from './support/temporary-folder.ts';

const inFolder = useTemporaryFolder();

async function makeStore(): Promise<string> {
  const filename = inFolder('a.db');
  await using _store = await openSqlite({ filename });
  return filename;
}

function edit(filename: string, sql: string): void {
  const database = new Database(filename);
  database.exec(sql);
  database.close();
}

test('a backup replaces no file, and is made of no other database', async () => {
  const filename = await makeStore();
  writeFileSync(inFolder('b.db'), 'mine');
  edit(inFolder('other.db'), 'CREATE TABLE notes (text)');
  await expect(backUp(inFolder('other.db'), inFolder('c.db'))).rejects.toMatchObject({
    code: 'CONFIGURATION_INVALID',
    field: 'filename',
  });
  await expect(backUp(filename, inFolder('b.db'))).rejects.toMatchObject({
    code: 'CONFIGURATION_INVALID',
    field: 'to',
  });
  await expect(backUp(filename, inFolder('none/c.db'))).rejects.toMatchObject({ code: 'CONFIGURATION_INVALID' });
  await expect(backUp('', inFolder('c.db'))).rejects.toMatchObject({
    code: 'CONFIGURATION_INVALID',
    field: 'filename',
  });
  expect(existsSync(inFolder('c.db'))).toBe(false);
});

test('a backup that is stopped leaves no file', async () => {
  const filename = await makeStore();
  // More pages than one step copies.
  edit(
    filename,
    'CREATE TABLE filler (text); WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 5000) INSERT INTO filler SELECT hex(randomblob(2000)) FROM n',
  );
  const stop = new AbortController();
  const copied: number[] = [];
  const backup = backUp(filename, inFolder('b.db'), {
    signal: stop.signal,
    onProgress(done, total) {
      expect(done).toBeLessThanOrEqual(total);
      copied.push(done);
      stop.abort();
    },
  });
  await expect(backup).rejects.toMatchObject({ code: 'STORAGE_FAILED', reason: 'the backup was stopped' });
  expect(copied).toHaveLength(1);
  expect(readdirSync(inFolder('.')).filter((name) => name.startsWith('b.db'))).toEqual([]);
});
