import { openSqlite, type SqliteConfig } from '@orderfolio/adapters-sqlite';
import { BEHAVIOURS } from '@orderfolio/conformance';
import { createOrderfolio } from '@orderfolio/domain';
import Database from 'better-sqlite3';
import { afterAll, describe, expect, test } from 'vitest';
import { listAsset, openAccount } from './support/account.ts';
import { fileAdapter } from './support/adapters.ts';
import { loadSecondDriver } from './support/second-driver.ts';
import { useTemporaryFolder } from './support/temporary-folder.ts';

const inFolder = useTemporaryFolder();

/**
 * A story that works only if every setting of the connection is right: exact numbers, names of columns, constraints, an
 * order.
 */
async function expectWorks(config: SqliteConfig): Promise<void> {
  await using store = await openSqlite(config);
  const app = createOrderfolio({ store });
  await openAccount(app, 'alice_01', '1000.00');
  await listAsset(app);
  const { order } = await app.orders.place({
    username: 'alice_01',
    assetId: 'BTC',
    orderType: 'MARKET_BUY',
    quantity: '0.01',
    clientOrderId: 'first',
  });
  expect(await app.orders.getByClientOrderId('alice_01', 'first')).toEqual(order);
  expect(await app.users.get('alice_01')).toMatchObject({ version: 1 });
  expect((await app.orders.listByUser('alice_01')).items).toEqual([order]);
  await expect(openAccount(app, 'alice_01')).rejects.toMatchObject({ code: 'ALREADY_EXISTS' });
  expect(await app.portfolio.reconcile('alice_01')).toMatchObject({ reconciled: true });
}

describe('a database that a caller has set otherwise works all the same:', () => {
  const settings: Readonly<Record<string, (database: Database.Database) => unknown>> = {
    'whole numbers as BigInt': (database) => database.defaultSafeIntegers(true),
    'for reading only': (database) => database.pragma('query_only = ON'),
    'with long names of columns': (database) =>
      database.exec('PRAGMA short_column_names = 0; PRAGMA full_column_names = 1'),
  };

  test.each(Object.entries(settings))('%s', async (_name, set) => {
    const database = new Database(inFolder('given.db'));
    set(database);
    await expectWorks({ database: () => database });
  });

  test('as a promise', async () => {
    await expectWorks({ database: async () => new Database(inFolder('given.db')) });
  });

  /** The value that each pragma must have, and one that a caller may have set. */
  const pragmas: readonly (readonly [name: string, must: string | number, given: string | number])[] = [
    ['busy_timeout', 2, 60_000],
    ['encoding', 'UTF-8', "'UTF-16'"],
    ['foreign_keys', 1, 0],
    ['ignore_check_constraints', 0, 1],
    ['journal_mode', 'wal', 'DELETE'],
    ['legacy_alter_table', 0, 1],
    ['locking_mode', 'normal', 'EXCLUSIVE'],
    ['query_only', 0, 1],
    ['reverse_unordered_selects', 0, 1],
    ['synchronous', 2, 0],
    ['writable_schema', 0, 1],
  ];

  test.each(pragmas)('%s is %s, whatever it was', async (name, must, given) => {
    const database = new Database(inFolder('given.db')).unsafeMode(true);
    database.pragma(`${name} = ${given}`);
    await using _store = await openSqlite({ database: () => database });
    expect(database.pragma(name, { simple: true })).toBe(must);
  });

  test('for itself alone: others may open the file as well', async () => {
    const database = new Database(inFolder('given.db'));
    database.pragma('locking_mode = EXCLUSIVE');
    await using _store = await openSqlite({ database: () => database });
    await using other = await openSqlite({ filename: inFolder('given.db'), busyWaitMs: 0 });
    await openAccount(createOrderfolio({ store: other }), 'alice_01');
  });
});

describe('a database that cannot be set right is CONFIGURATION_INVALID:', () => {
  const refused: Readonly<Record<string, readonly [rule: string, () => Database.Database]>> = {
    'in a transaction': ['is in a transaction', () => new Database(inFolder('given.db')).exec('BEGIN')],
    'without a name': ['is a temporary database', () => new Database('')],
    'with a blank name': ['is a temporary database', () => new Database('   ')],
    'with a temporary table': ['such as orders', () => new Database(':memory:').exec('CREATE TEMP TABLE orders (a)')],
    'with a reader at work': [
      'busy executing a query',
      () => {
        const database = new Database(inFolder('given.db')).exec('CREATE TABLE t (a); INSERT INTO t VALUES (1), (2)');
        database.prepare('SELECT a FROM t').iterate().next();
        return database;
      },
    ],
  };

  test.each(Object.entries(refused))('%s', async (_name, [rule, database]) => {
    await expect(openSqlite({ database })).rejects.toMatchObject({
      code: 'CONFIGURATION_INVALID',
      field: 'database',
      rule: expect.stringContaining(rule),
    });
  });
});

test('a database that its caller closes has closed the store', async () => {
  const database = new Database(':memory:');
  await using store = await openSqlite({ database: () => database });
  const app = createOrderfolio({ store });
  await listAsset(app);
  database.close();
  await expect(app.assets.get('BTC')).rejects.toMatchObject({ code: 'STORE_CLOSED', cause: expect.any(TypeError) });
  await expect(app.assets.deactivate('BTC')).rejects.toMatchObject({ code: 'STORE_CLOSED' });
  expect(await store.health.check()).toMatchObject({ healthy: false });
});

describe('a database of another copy of the driver', () => {
  const second = loadSecondDriver();
  afterAll(() => second.dispose());

  const adapter = fileAdapter('SQLite by another copy of the driver', second.open);

  test('throws errors of a class of its own', () => {
    const database = second.open(':memory:');
    const error = thrownBy(() => database.exec('nonsense'));
    database.close();
    expect(error).toMatchObject({ code: 'SQLITE_ERROR' });
    expect(error).toBeInstanceOf(second.Driver.SqliteError);
    expect(error).not.toBeInstanceOf(Database.SqliteError);
  });

  for (const behaviour of ['uniqueness', 'atomicity', 'concurrency', 'connections'] as const)
    describe(behaviour, () => BEHAVIOURS[behaviour](adapter));

  test('waits while another process writes', async () => {
    const filename = inFolder('busy.db');
    // POSIX locks belong to a process, so two copies of SQLite in one process do not see each other's.
    const holder = second.open(filename).exec('BEGIN IMMEDIATE');
    let slept = 0;
    const timer = {
      async sleep() {
        if (++slept === 3) holder.exec('COMMIT');
      },
    };
    await using store = await openSqlite({ database: () => second.open(filename), timer });
    await openAccount(createOrderfolio({ store }), 'alice_01');
    expect(slept).toBe(3);
    holder.close();
  });
});

function thrownBy(work: () => unknown): unknown {
  try {
    return work();
  } catch (error) {
    return error;
  }
}
