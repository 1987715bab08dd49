import { openSqlite } from '@orderfolio/adapters-sqlite';
import { createOrderfolio } from '@orderfolio/domain';
import { adapterStoreOf } from '@orderfolio/domain/adapter';
import { describe, expect, test } from 'vitest';
import { depositOf } from './support/deposits.ts';
import { AFTER, BEFORE, commitAll, depositsOf, openAccounts, stored, USERS } from './support/five-accounts.ts';
import { inShort, openRecorded } from './support/recorded-database.ts';
import { useTemporaryFolder } from './support/temporary-folder.ts';

const inFolder = useTemporaryFolder();
describe('commits that arrive together', () => {
  const commitOf = ['INSERT balance_transactions', 'UPDATE balances'];

  test('share one transaction on a file', async () => {
    const { database, record } = openRecorded(inFolder('store.db'));
    await using store = await openSqlite({ database: () => database });
    await openAccounts(store);
    const deposits = await depositsOf(store);
    const { statements } = await record(() => commitAll(store, deposits));
    const [, ...others] = USERS;
    // The store looks up once whether the file has a feed.
    const first = ['BEGIN IMMEDIATE', ...commitOf, 'SELECT change_feed_state'];
    expect(statements.map(inShort)).toEqual([...first, ...others.flatMap(() => commitOf), 'COMMIT']);
    expect(stored(inFolder('store.db'))).toEqual(AFTER);
  });

  test('as commands share it too, whatever each of them reads first', async () => {
    const { database, record } = openRecorded(inFolder('store.db'));
    await using store = await openSqlite({ database: () => database });
    await openAccounts(store);
    const { funds } = createOrderfolio({ store });
    const { statements } = await record(() =>
      Promise.all(USERS.map((username) => funds.deposit({ username, amount: '1.00' }))),
    );
    expect(statements.filter((sql) => sql === 'BEGIN IMMEDIATE')).toHaveLength(1);
    expect(stored(inFolder('store.db'))).toEqual(AFTER);
  });

  test('go one by one in memory, where there is no disk to wait for', async () => {
    const { database, record } = openRecorded(':memory:');
    await using store = await openSqlite({ database: () => database });
    await openAccounts(store);
    const deposits = await depositsOf(store);
    const { statements } = await record(() => commitAll(store, deposits));
    expect(statements.filter((sql) => sql === 'BEGIN IMMEDIATE')).toHaveLength(USERS.length);
  });

  test('leave alone the one among them that is refused: it is not stored, and the others are', async () => {
    const { database, record } = openRecorded(inFolder('store.db'));
    await using store = await openSqlite({ database: () => database });
    await openAccounts(store);
    const deposits = await depositsOf(store);
    // Carol's balance changes after her deposit was decided. The deposit's ledger row is still new, but its balance is
    // out of date.
    await adapterStoreOf(store).unitOfWork.commit(await depositOf(store, 'carol_01', '5.00'));
    let results: Awaited<ReturnType<typeof commitAll>> = [];
    const { statements } = await record(async () => {
      results = await commitAll(store, deposits);
    });
    expect(statements.filter((sql) => sql === 'SAVEPOINT one_commit')).toHaveLength(USERS.length);
    const outcomes = results.map((result) => (result.status === 'rejected' ? result.reason.code : 'stored'));
    expect(outcomes).toEqual(['stored', 'stored', 'CONCURRENCY_CONFLICT', 'stored', 'stored']);
    expect(stored(inFolder('store.db'))).toEqual({ balances: ['101', '101', '105', '101', '101'], rows: 10 });
  });

  test('see each other: of two that were decided on one version, the first is stored', async () => {
    await using store = await openSqlite({ filename: inFolder('store.db') });
    await openAccounts(store);
    const twice = [await depositOf(store, 'alice_01', '1.00'), await depositOf(store, 'alice_01', '2.00')];
    const results = await commitAll(store, twice);
    expect(results).toMatchObject([{ status: 'fulfilled' }, { reason: { code: 'CONCURRENCY_CONFLICT' } }]);
    expect(stored(inFolder('store.db')).balances[0]).toBe('101');
  });

  test('are answered only when the disk has them', async () => {
    const filename = inFolder('store.db');
    await using store = await openSqlite({ filename });
    await openAccounts(store);
    const seen = await Promise.all(
      (await depositsOf(store)).map((deposit) =>
        adapterStoreOf(store)
          .unitOfWork.commit(deposit)
          .then(() => stored(filename)),
      ),
    );
    expect(seen).toEqual(USERS.map(() => AFTER));
  });

  test('that are under way are stored before the store closes', async () => {
    const store = await openSqlite({ filename: inFolder('store.db') });
    await openAccounts(store);
    const commits = commitAll(store, await depositsOf(store));
    await store[Symbol.asyncDispose]();
    expect(stored(inFolder('store.db'))).toEqual(AFTER);
    expect((await commits).every(({ status }) => status === 'fulfilled')).toBe(true);
  });
});

test('a commit after the store was closed is STORE_CLOSED', async () => {
  const store = await openSqlite({ filename: inFolder('store.db') });
  await openAccounts(store);
  const deposit = await depositOf(store, 'alice_01', '1.00');
  await store[Symbol.asyncDispose]();
  await expect(adapterStoreOf(store).unitOfWork.commit(deposit)).rejects.toMatchObject({ code: 'STORE_CLOSED' });
  expect(stored(inFolder('store.db'))).toEqual(BEFORE);
});
