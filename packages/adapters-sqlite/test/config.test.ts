import { openSqlite, type SqliteConfig } from '@orderfolio/adapters-sqlite';
import Database from 'better-sqlite3';
import { expect, test } from 'vitest';

/** Options as a JavaScript caller may write them: the types would stop them, so they come as JSON would. */
const fromJavaScript = (config: unknown): SqliteConfig => config as SqliteConfig;

const valid = { filename: ':memory:' };

test.each([
  ['config', undefined, 'must be an object with a filename'],
  ['filename', {}, 'must be a path, or :memory:'],
  ['filename', { filename: undefined }, 'must be a path, or :memory:'],
  ['filename', { filename: '' }, 'must be a path, or :memory:'],
  ['filename', { filename: 7 }, 'must be a path, or :memory:'],
  ['filename', { filename: '  ' }, 'must be a path, or :memory:'],
  ['filename', { filename: '\n' }, 'must be a path, or :memory:'],
  ['filename', { filename: ' :memory:' }, 'must be a path, or :memory:'],
  ['filename', { filename: 'store.db ' }, 'must be a path, or :memory:'],
  ['file', { file: 'store.db' }, 'is not a known option'],
  ['filename', { filename: '/tmp/a\0b' }, 'must be a path, or :memory:'],
  ['database', { database: 'store.db' }, 'must be a function that returns an open database'],
  ['database', { ...valid, database: () => new Database(':memory:') }, 'must not come with a filename'],
  ['busyWaitMs', { ...valid, busyWaitMs: -1 }, 'must be a number of milliseconds, 0 or more'],
  ['busyWaitMs', { ...valid, busyWaitMs: Number.NaN }, 'must be a number of milliseconds, 0 or more'],
  ['busyWaitMs', { ...valid, busyWaitMs: Number.POSITIVE_INFINITY }, 'must be a number of milliseconds, 0 or more'],
  ['busyWaitMs', { ...valid, busyWaitMs: '5' }, 'must be a number of milliseconds, 0 or more'],
  ['synchronous', { ...valid, synchronous: 'OFF' }, 'must be FULL or NORMAL'],
  ['synchronous', { ...valid, synchronous: 'FULL; DROP TABLE users' }, 'must be FULL or NORMAL'],
  ['clock', { ...valid, clock: {} }, 'must be an object with the method now'],
  ['timer', { ...valid, timer: () => undefined }, 'must be an object with the method sleep'],
  ['fileName', { ...valid, fileName: 'store.db' }, 'is not a known option'],
])('%s: %j is CONFIGURATION_INVALID', async (field, config, rule) => {
  await expect(openSqlite(fromJavaScript(config))).rejects.toMatchObject({
    code: 'CONFIGURATION_INVALID',
    field,
    rule,
  });
});

test('options that cannot be read are CONFIGURATION_INVALID', async () => {
  const refuse = () => {
    throw new Error('a trap');
  };
  const refusal = openSqlite(fromJavaScript(new Proxy({}, { get: refuse, ownKeys: refuse })));
  await expect(refusal).rejects.toMatchObject({ code: 'CONFIGURATION_INVALID', field: 'config' });
});

test('a function that fails to open its database is CONFIGURATION_INVALID, with the cause', async () => {
  const cause = new Error('no licence for the encrypted driver');
  const refusal = openSqlite({
    database: () => {
      throw cause;
    },
  });
  await expect(refusal).rejects.toMatchObject({ code: 'CONFIGURATION_INVALID', field: 'database', cause });
});

test.each([
  ['nothing', () => undefined],
  ['a closed database', () => new Database(':memory:').close()],
  ['something else that is open', () => ({ open: true })],
  ['a promise of nothing', async () => undefined],
])('a function that returns %s is CONFIGURATION_INVALID', async (_name, database) => {
  const refusal = openSqlite(fromJavaScript({ database }));
  await expect(refusal).rejects.toMatchObject({ field: 'database', rule: 'must return an open database' });
});

test('an option that is undefined is one that was not given', async () => {
  const options = { synchronous: undefined, busyWaitMs: undefined, clock: undefined, timer: undefined };
  await using store = await openSqlite({ ...valid, ...options });
  expect(await store.health.check()).toMatchObject({ healthy: true });
});
