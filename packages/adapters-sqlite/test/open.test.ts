import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { openSqlite, SCHEMA_VERSION } from '@orderfolio/adapters-sqlite';
import { createOrderfolio, Decimal, type FilledOrder } from '@orderfolio/domain';
import { adapterStoreOf } from '@orderfolio/domain/adapter';
import Database from 'better-sqlite3';
import { describe, expect, test } from 'vitest';
import { startChild } from './processes/child-process.ts';
import { listAsset, openAccount } from './support/account.ts';
import {
  BACK_TO_VERSION_1,
  BACK_TO_VERSION_3,
  BACK_TO_VERSION_4,
  BACK_TO_VERSION_7,
  BACK_TO_VERSION_8,
  BACK_TO_VERSION_16,
  BACK_TO_VERSION_18,
} from './support/older-schemas.ts';
import { useTemporaryFolder } from './support/temporary-folder.ts';

const inFolder = useTemporaryFolder();
const OFLO = 0x4f464c4f;

/** A file of this release. */
async function makeStore(filename: string): Promise<void> {
  await using store = await openSqlite({ filename });
  await openAccount(createOrderfolio({ store }), 'alice_01', '12.34');
}

/** A SQLite file, made with plain SQL. */
function makeDatabase(filename: string, sql: string): void {
  new Database(filename).exec(sql).close();
}

describe('opening a file', () => {
  test('makes the database, and marks it with the application and the version of its schema', async () => {
    await using _store = await openSqlite({ filename: inFolder('fresh.db') });
    const file = new Database(inFolder('fresh.db'), { readonly: true });
    expect(file.pragma('application_id', { simple: true })).toBe(OFLO);
    expect(file.pragma('user_version', { simple: true })).toBe(SCHEMA_VERSION);
    expect(file.pragma('journal_mode', { simple: true })).toBe('wal');
    file.close();
  });

  test('makes STRICT tables only', async () => {
    await using _store = await openSqlite({ filename: inFolder('fresh.db') });
    const file = new Database(inFolder('fresh.db'), { readonly: true });
    const tables = file
      .prepare("SELECT name, strict FROM pragma_table_list WHERE schema = 'main' AND type = 'table'")
      .all();
    file.close();
    const loose = tables.filter((table) => JSON.stringify(table).includes('"strict":0'));
    expect(tables.length).toBeGreaterThan(9);
    expect(loose).toEqual([{ name: 'sqlite_schema', strict: 0 }]);
  });

  test('keeps what is in it', async () => {
    await makeStore(inFolder('kept.db'));
    await using store = await openSqlite({ filename: inFolder('kept.db') });
    const { available } = await createOrderfolio({ store }).funds.getBalance('alice_01');
    expect(available.toString()).toBe('12.34');
  });

  test('counts effects from 0 in a database of the third schema, whose ended holds are CANCELLED', async () => {
    const filename = inFolder('older.db');
    const username = 'alice_01';
    const rests = {
      username,
      assetId: 'BTC',
      orderType: 'LIMIT_BUY',
      quantity: '0.0001',
      limitPrice: '40000',
    } as const;
    const orderIds: string[] = [];
    {
      await using store = await openSqlite({ filename });
      const app = createOrderfolio({ store });
      await openAccount(app, username, '100.00');
      await listAsset(app);
      for (let placed = 0; placed < 3; placed++) orderIds.push((await app.orders.place(rests)).order.orderId);
      await app.orders.onPrice({ assetId: 'BTC', price: '39000' });
      orderIds.push((await app.orders.place({ ...rests, limitPrice: '30000' })).order.orderId);
    }
    const [filled = '', failed = '', cancelled = '', resting = ''] = orderIds;
    makeDatabase(filename, BACK_TO_VERSION_3);
    makeDatabase(
      filename,
      `UPDATE balance_transactions SET status = 'COMPLETED' WHERE transaction_id = '${filled}';
       UPDATE balance_transactions SET status = 'FAILED' WHERE transaction_id = '${failed}';`,
    );

    await using store = await openSqlite({ filename });
    const app = createOrderfolio({ store });
    const statusOf = async (id: string) => (await app.funds.getTransaction(username, id)).status;
    expect(await Promise.all([filled, failed, cancelled, resting].map(statusOf))).toEqual([
      ...['CANCELLED', 'CANCELLED', 'CANCELLED'],
      'PENDING',
    ]);
    expect(await app.funds.getBalance(username)).toMatchObject({ sequence: 0, lastId: undefined });
    expect(await app.portfolio.reconcile(username)).toMatchObject({ reconciled: true });
    await app.orders.cancel(username, resting);
    const { transaction, balance } = await app.funds.deposit({ username, amount: '1.00' });
    expect([transaction.balanceSequence, balance.sequence, balance.lastId]).toEqual([1, 1, transaction.transactionId]);
    const sold = await app.orders.place({ username, assetId: 'BTC', orderType: 'MARKET_SELL', quantity: '0.0001' });
    expect([sold.assetTransaction.holdingSequence, sold.assetBalance.sequence]).toEqual([1, 1]);
    expect(await app.portfolio.reconcile(username)).toMatchObject({ reconciled: true });
  });

  test('moves the hashes of a database of the seventh schema into login records, with what was counted there', async () => {
    const filename = inFolder('older.db');
    {
      await using store = await openSqlite({ filename });
      const app = createOrderfolio({ store });
      await openAccount(app, 'alice_01', '100.00');
      await openAccount(app, 'bertha_2', '100.00');
    }
    const at = '2026-01-01T00:00:00.000Z';
    makeDatabase(
      filename,
      `${BACK_TO_VERSION_7}
      INSERT INTO login_attempts VALUES ('alice_01', 3, 1, '${at}', '${at}', 4, 9, '${at}', '${at}'),
        ('nobody_1', 2, 0, '${at}', NULL, 0, 2, '${at}', '${at}')`,
    );
    await using store = await openSqlite({ filename });
    const usernames = ['alice_01', 'bertha_2', 'nobody_1'];
    const logins = await adapterStoreOf(store).unitOfWork.read(
      usernames.map((username) => ({ entity: 'login', username }) as const),
    );
    const counted = { failures: 3, pauses: 1, epoch: 4, lastFailureAt: at, pausedUntil: at };
    expect(logins).toMatchObject([
      { username: 'alice_01', passwordHash: 'not-a-password', ...counted },
      { username: 'bertha_2', passwordHash: 'not-a-password', failures: 0, pauses: 0, epoch: 0, version: 1 },
      ...[undefined],
    ]);
    expect(await store.loginAttempts.get('alice_01')).toBeUndefined();
    expect(await store.loginAttempts.get('nobody_1')).toMatchObject({ failures: 2 });
    expect(JSON.stringify(await store.users.get('alice_01'))).not.toContain('not-a-password');
  });

  test('lists the users of a database of the eighth schema, who are active', async () => {
    const filename = inFolder('older.db');
    {
      await using store = await openSqlite({ filename });
      await openAccount(createOrderfolio({ store }), 'alice_01', '100.00');
    }
    makeDatabase(filename, BACK_TO_VERSION_8);
    await using store = await openSqlite({ filename });
    const { users } = createOrderfolio({ store });
    expect(await users.list({ status: 'ACTIVE' })).toMatchObject({
      items: [{ username: 'alice_01', status: 'ACTIVE' }],
    });
    expect(await users.list()).toEqual({ items: [await users.get('alice_01')] });
  });

  test('brings a database of the first schema up to this one, and keeps its orders', async () => {
    const filename = inFolder('older.db');
    const command = { username: 'alice_01', assetId: 'BTC', quantity: '0.0001' } as const;
    const purchase = { ...command, orderType: 'MARKET_BUY', clientOrderId: 'first' } as const;
    let bought: FilledOrder;
    {
      await using store = await openSqlite({ filename });
      const app = createOrderfolio({ store });
      await openAccount(app, 'alice_01', '100.00');
      await listAsset(app);
      bought = await app.orders.place(purchase);
    }
    const { replayed: _told, ...result } = bought;
    const request = { orderType: 'MARKET_BUY', assetId: 'BTC', quantity: '0.0001' };
    const [wholeRequest, wholeResult] = [JSON.stringify(request), JSON.stringify(result)];
    const whole = `UPDATE receipts SET request = '${wholeRequest}', result = '${wholeResult}'`;
    makeDatabase(filename, `${whole}; ${BACK_TO_VERSION_1}`);
    await using store = await openSqlite({ filename });
    const app = createOrderfolio({ store });
    expect(await app.orders.getByClientOrderId('alice_01', 'first')).toEqual(bought.order);
    expect(await app.orders.place(purchase)).toEqual({ ...bought, replayed: true });
    // The last change of the asset is the best known time of its price.
    expect(await app.assets.get('BTC')).toMatchObject({ priceAt: undefined });
    await app.orders.place({ ...command, orderType: 'STOP_LOSS_SELL', stopPrice: '40000' });
    const { filled } = await app.orders.onPrice({ assetId: 'BTC', price: '39000' });
    expect(filled).toMatchObject([{ orderType: 'STOP_LOSS_SELL', status: 'COMPLETED' }]);
    await app.portfolio.transferIn({ ...command, description: 'from elsewhere' });
    expect(await app.portfolio.reconcile('alice_01')).toMatchObject({ reconciled: true });
    const file = new Database(filename, { readonly: true });
    expect(file.pragma('user_version', { simple: true })).toBe(SCHEMA_VERSION);
    file.close();
  });

  test('goes on with the prices and the orders of a database of the fourth schema', async () => {
    const filename = inFolder('older.db');
    const order = { username: 'alice_01', assetId: 'BTC', quantity: '0.0001', orderType: 'STOP_LOSS_SELL' } as const;
    const at = '2026-01-01T00:00:00.000Z';
    {
      await using store = await openSqlite({ filename });
      const app = createOrderfolio({ store });
      await openAccount(app, order.username, '100.00');
      await listAsset(app);
      await app.orders.place({ ...order, orderType: 'MARKET_BUY' });
      await app.orders.onPrice({ assetId: 'BTC', price: '45000', at });
      await app.orders.place({ ...order, stopPrice: '44000' });
    }
    makeDatabase(filename, BACK_TO_VERSION_4);
    await using store = await openSqlite({ filename });
    const app = createOrderfolio({ store });
    expect(await app.orders.onPrice({ assetId: 'BTC', price: '45000', at })).toMatchObject({ applied: false });
    const { filled } = await app.orders.onPrice({ assetId: 'BTC', price: '43000', at });
    expect(filled.map(({ stopPrice, seenTick }) => [String(stopPrice), seenTick])).toEqual([['44000', undefined]]);
    for (const price of ['45000', '43000'])
      expect(await app.orders.onPrice({ assetId: 'BTC', price, at })).toMatchObject({ applied: false });
  });

  test('keeps the last prices, the orders and the groups of a database of the eighteenth schema, all in dollars', async () => {
    const filename = inFolder('older.db');
    const sale = { username: 'alice_01', assetId: 'BTC', quantity: '0.0001' } as const;
    const at = '2026-01-01T00:00:00.000Z';
    {
      await using store = await openSqlite({ filename });
      const app = createOrderfolio({ store });
      await openAccount(app, sale.username, '100.00');
      await listAsset(app);
      await app.orders.place({ ...sale, orderType: 'MARKET_BUY', quantity: '0.001' });
      for (const trailAmount of ['1000', '2000'])
        await app.orders.place({ ...sale, orderType: 'TRAILING_STOP_SELL', trailAmount });
      await app.orders.onPrice({ assetId: 'BTC', price: '51000', at });
      await app.orders.place({ ...sale, orderType: 'STOP_LOSS_SELL', stopPrice: '49500' });
    }
    makeDatabase(filename, BACK_TO_VERSION_18);
    await using store = await openSqlite({ filename });
    const app = createOrderfolio({ store });
    expect(await app.orders.onPrice({ assetId: 'BTC', price: '51000', at })).toMatchObject({ applied: false });
    expect(await app.orders.onPrice({ assetId: 'BTC', price: '1', currency: 'EUR', at })).toMatchObject({
      applied: true,
      filled: [],
    });
    const { filled } = await app.orders.onPrice({ assetId: 'BTC', price: '49200' });
    expect(filled.map(({ orderType, highWaterMark }) => `${orderType} ${highWaterMark}`)).toEqual([
      'TRAILING_STOP_SELL 51000',
      'STOP_LOSS_SELL undefined',
    ]);
    const trailing = await app.orders.onPrice({ assetId: 'BTC', price: '49000' });
    expect(trailing.filled.map(({ orderType }) => orderType)).toEqual(['TRAILING_STOP_SELL']);
    expect(await app.portfolio.reconcile(sale.username)).toMatchObject({ reconciled: true });
  });

  test('works out of the ledger what the holdings of a database of the sixteenth schema have cost', async () => {
    const filename = inFolder('older.db');
    const btc = { username: 'alice_01', assetId: 'BTC' } as const;
    {
      await using store = await openSqlite({ filename });
      const app = createOrderfolio({ store });
      await openAccount(app, btc.username, '1000.00');
      await app.assets.create({ assetId: 'BTC', name: 'Bitcoin', category: 'major', priceUsd: '100.00' });
      await app.orders.place({ ...btc, orderType: 'MARKET_BUY', quantity: '2' });
      await app.assets.update('BTC', { priceUsd: '130.00' });
      await app.orders.place({ ...btc, orderType: 'MARKET_BUY', quantity: '1' });
      await app.orders.place({ ...btc, orderType: 'MARKET_SELL', quantity: '1' });
      await app.portfolio.transferIn({ ...btc, quantity: '1' });
    }
    makeDatabase(filename, BACK_TO_VERSION_16);
    await using store = await openSqlite({ filename });
    const app = createOrderfolio({ store });
    const { assetBalances } = await app.portfolio.value(btc.username);
    expect(assetBalances).toMatchObject([{ costBasis: new Decimal('220'), unrealisedProfit: new Decimal('170') }]);
    expect((await app.portfolio.listTransactions(btc.username)).items[0]).toMatchObject({ costBasisAfter: undefined });
    expect(await app.portfolio.reconcile(btc.username)).toMatchObject({ differences: [] });
    const { assetTransaction } = await app.orders.place({ ...btc, orderType: 'MARKET_SELL', quantity: '1' });
    expect(assetTransaction).toMatchObject({
      costBasis: new Decimal('73.33'),
      costBasisAfter: new Decimal('146.67'),
      realisedProfit: new Decimal('56.67'),
    });
    expect(await app.portfolio.reconcile(btc.username)).toMatchObject({ differences: [] });
  });

  test('leaves nothing beside the file once the store is disposed of', async () => {
    await makeStore(inFolder('alone.db'));
    expect(readdirSync(inFolder('.'))).toEqual(['alone.db']);
  });

  test.each(['FULL', 'NORMAL'] as const)(
    'sets foreign keys and synchronous=%s on its connection',
    async (synchronous) => {
      const database = new Database(inFolder('pragmas.db'));
      // The driver turns them on by default.
      database.pragma('foreign_keys = OFF');
      await using _store = await openSqlite({ database: () => database, synchronous });
      expect(database.pragma('foreign_keys', { simple: true })).toBe(1);
      expect(database.pragma('synchronous', { simple: true })).toBe(synchronous === 'FULL' ? 2 : 1);
    },
  );

  test('syncs every commit unless it is told otherwise', async () => {
    const database = new Database(inFolder('pragmas.db'));
    await using _store = await openSqlite({ database: () => database });
    expect(database.pragma('synchronous', { simple: true })).toBe(2);
  });

  test('takes a database that a function opened, and closes it', async () => {
    const database = new Database(inFolder('given.db'));
    const store = await openSqlite({ database: () => database });
    await listAsset(createOrderfolio({ store }));
    await store[Symbol.asyncDispose]();
    expect(database.open).toBe(false);
  });

  test('works in several processes at once, on a file that none of them has made yet', async () => {
    const filename = inFolder('raced.db');
    const children = ['BTC', 'ETH', 'SOL'].map((assetId) => startChild('./open-at-signal.ts', { filename, assetId }));
    for (const child of children) expect(await child.nextLine()).toBe('ready');
    for (const child of children) child.tell('open');
    await Promise.all(children.map((child) => child.finish()));
    await using store = await openSqlite({ filename });
    const { items } = await createOrderfolio({ store }).assets.list();
    expect(items.map(({ assetId }) => assetId).sort()).toEqual(['BTC', 'ETH', 'SOL']);
  });
});

describe('a database that cannot be used is CONFIGURATION_INVALID, and nothing is written:', () => {
  async function refusalOf(filename: string): Promise<unknown> {
    const before = readFileSync(filename);
    const refusal = await openSqlite({ filename }).catch((error: unknown) => error);
    expect(readFileSync(filename).equals(before)).toBe(true);
    return refusal;
  }

  test('one from a newer release', async () => {
    await makeStore(inFolder('newer.db'));
    makeDatabase(inFolder('newer.db'), `PRAGMA user_version = ${SCHEMA_VERSION + 1}`);
    expect(await refusalOf(inFolder('newer.db'))).toMatchObject({
      code: 'CONFIGURATION_INVALID',
      field: 'filename',
      rule: `is at schema version ${SCHEMA_VERSION + 1}, newer than ${SCHEMA_VERSION}, which this release knows: upgrade Orderfolio`,
    });
  });

  test.each([
    ['with tables', 'CREATE TABLE notes (a)'],
    ['with a mark of its own', 'PRAGMA application_id = 7; PRAGMA user_version = 0; VACUUM'],
    ['with a schema version of its own', 'PRAGMA user_version = 1; VACUUM'],
    ['with tables and a newer schema version', 'CREATE TABLE notes (a); PRAGMA user_version = 99'],
  ])('the database of another application, %s', async (_name, sql) => {
    makeDatabase(inFolder('other.db'), sql);
    expect(await refusalOf(inFolder('other.db'))).toMatchObject({
      code: 'CONFIGURATION_INVALID',
      field: 'filename',
      rule: 'is the database of another application',
    });
  });

  test('a file that is no database', async () => {
    writeFileSync(inFolder('notes.txt'), 'Dear diary, '.repeat(1000));
    expect(await refusalOf(inFolder('notes.txt'))).toMatchObject({
      code: 'CONFIGURATION_INVALID',
      field: 'filename',
      rule: 'cannot be used: the file is not a SQLite database',
      cause: { code: 'SQLITE_NOTADB' },
    });
  });

  test('a folder', async () => {
    mkdirSync(inFolder('folder'));
    const refusal = openSqlite({ filename: inFolder('folder') });
    await expect(refusal).rejects.toMatchObject({
      code: 'CONFIGURATION_INVALID',
      field: 'filename',
      rule: expect.stringContaining('cannot be opened'),
    });
    expect(readdirSync(inFolder('folder'))).toEqual([]);
  });

  test.each([
    ['in a folder that does not exist', 'nowhere/store.db'],
    ['below a file', 'file.txt/store.db'],
  ])('a path %s', async (_name, path) => {
    writeFileSync(inFolder('file.txt'), 'text');
    const refusal = openSqlite({ filename: inFolder(path) });
    await expect(refusal).rejects.toMatchObject({
      code: 'CONFIGURATION_INVALID',
      field: 'filename',
      rule: expect.stringContaining(inFolder(path)),
    });
    expect(existsSync(inFolder(path))).toBe(false);
  });

  test('one that may only be read', async () => {
    await makeStore(inFolder('read.db'));
    const before = readFileSync(inFolder('read.db'));
    const refusal = openSqlite({ database: () => new Database(inFolder('read.db'), { readonly: true }) });
    await expect(refusal).rejects.toMatchObject({
      code: 'CONFIGURATION_INVALID',
      field: 'database',
      rule: 'cannot be used: the database file cannot be written',
      cause: { code: 'SQLITE_READONLY' },
    });
    expect(readFileSync(inFolder('read.db')).equals(before)).toBe(true);
  });

  test('and it is closed', async () => {
    const database = new Database(inFolder('other.db')).exec('CREATE TABLE notes (a)');
    await expect(openSqlite({ database: () => database })).rejects.toMatchObject({ field: 'database' });
    expect(database.open).toBe(false);
  });
});

test('a file that another process keeps locked is STORAGE_FAILED: it may work later', async () => {
  makeDatabase(inFolder('locked.db'), 'PRAGMA user_version = 0; VACUUM');
  const holder = new Database(inFolder('locked.db')).exec('BEGIN EXCLUSIVE');
  const refusal = openSqlite({ filename: inFolder('locked.db'), busyWaitMs: 0 });
  await expect(refusal).rejects.toMatchObject({ code: 'STORAGE_FAILED', retryable: true });
  holder.close();
});
