import { openSqlite } from '@orderfolio/adapters-sqlite';
import { type Balance, createOrderfolio, Decimal, type Store } from '@orderfolio/domain';
import { adapterStoreOf, type ChangeSet, save } from '@orderfolio/domain/adapter';
import Database from 'better-sqlite3';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { depositOf } from './support/deposits.ts';
import { type FailingDatabase, openFailing } from './support/failing-commits.ts';
import { AFTER, BEFORE, commitAll, depositsOf, openAccounts, stored, USERS } from './support/five-accounts.ts';
import { useTemporaryFolder } from './support/temporary-folder.ts';

const inFolder = useTemporaryFolder();

describe('when the disk fails in the COMMIT of a group', () => {
  let failing: FailingDatabase;
  let store: Store;

  beforeEach(async () => {
    failing = openFailing(inFolder('store.db'));
    store = await openSqlite({ database: () => failing.database });
    await openAccounts(store);
  });

  afterEach(() => store[Symbol.asyncDispose]());

  describe.each([
    ['before it is stored', BEFORE],
    ['after it was stored', AFTER],
  ] as const)('%s,', (when, left) => {
    test('every one is OUTCOME_UNKNOWN under its own token, and all are there or none', async () => {
      const deposits = await depositsOf(store);
      failing.failNextCommit(when);
      const results = await commitAll(store, deposits);
      expect(results).toMatchObject(
        deposits.map(({ token }) => ({ status: 'rejected', reason: { code: 'OUTCOME_UNKNOWN', token } })),
      );
      expect(results).toMatchObject(deposits.map(() => ({ reason: { cause: { code: 'SQLITE_IOERR_FSYNC' } } })));
      expect(stored(inFolder('store.db'))).toEqual(left);
    });

    test('one that is refused is not told so: it may rest on a neighbour that was not stored', async () => {
      const deposits = [await depositOf(store, 'alice_01', '1.00'), await depositOf(store, 'alice_01', '2.00')];
      failing.failNextCommit(when);
      expect(await commitAll(store, deposits)).toMatchObject(
        deposits.map(({ token }) => ({ status: 'rejected', reason: { code: 'OUTCOME_UNKNOWN', token } })),
      );
    });

    test('committing again under the same tokens stores each of them once', async () => {
      const deposits = await depositsOf(store);
      failing.failNextCommit(when);
      await commitAll(store, deposits);
      const again = await commitAll(store, deposits);
      expect(again.map(({ status }) => status)).toEqual(deposits.map(() => 'fulfilled'));
      expect(stored(inFolder('store.db'))).toEqual(AFTER);
    });

    test('commands without a key are carried out once', async () => {
      const { funds } = createOrderfolio({ store });
      const deposits = USERS.map((username) => funds.deposit({ username, amount: '1.00' }));
      failing.failNextCommit(when);
      await Promise.all(deposits);
      expect(stored(inFolder('store.db'))).toEqual(AFTER);
    });
  });

  describe('and another process has moved on since,', () => {
    let other: Store;

    beforeEach(async () => {
      other = await openSqlite({ filename: inFolder('store.db') });
    });

    afterEach(() => other[Symbol.asyncDispose]());

    const depositElsewhere = async (): Promise<void> =>
      adapterStoreOf(other).unitOfWork.commit(await depositOf(other, 'alice_01', '7.00'));

    test('what was added tells that the commit is stored', async () => {
      const deposit = await depositOf(store, 'alice_01', '1.00');
      failing.failNextCommit('after it was stored');
      await commitAll(store, [deposit]);
      await depositElsewhere();
      await adapterStoreOf(store).unitOfWork.commit(deposit);
      expect(stored(inFolder('store.db'))).toMatchObject({ balances: ['108', '100', '100', '100', '100'], rows: 7 });
    });

    test('what was not added tells that it is not: the commit meets the conflict', async () => {
      const deposit = await depositOf(store, 'alice_01', '1.00');
      failing.failNextCommit('before it is stored');
      await commitAll(store, [deposit]);
      await depositElsewhere();
      await expect(adapterStoreOf(store).unitOfWork.commit(deposit)).rejects.toMatchObject({
        code: 'CONCURRENCY_CONFLICT',
      });
      expect(stored(inFolder('store.db'))).toMatchObject({ balances: ['107', '100', '100', '100', '100'], rows: 6 });
    });

    test('what was replaced does not tell any more: it stays OUTCOME_UNKNOWN', async () => {
      const [balance] = await adapterStoreOf(store).unitOfWork.read([
        { entity: 'balance', username: 'alice_01', currency: 'USD' },
      ]);
      const correction: ChangeSet = { token: 'correction', changes: [save('balance', balance, nextOf(balance))] };
      failing.failNextCommit('after it was stored');
      await commitAll(store, [correction]);
      await depositElsewhere();
      await expect(adapterStoreOf(store).unitOfWork.commit(correction)).rejects.toMatchObject({
        code: 'OUTCOME_UNKNOWN',
      });
    });

    test('another write of the same version is not taken for it', async () => {
      const [balance] = await adapterStoreOf(store).unitOfWork.read([
        { entity: 'balance', username: 'alice_01', currency: 'USD' },
      ]);
      const correction: ChangeSet = { token: 'correction', changes: [save('balance', balance, nextOf(balance))] };
      failing.failNextCommit('before it is stored');
      await commitAll(store, [correction]);
      await depositElsewhere();
      await expect(adapterStoreOf(store).unitOfWork.commit(correction)).rejects.toMatchObject({
        code: 'CONCURRENCY_CONFLICT',
      });
    });
  });
});

/** The balance with three dollars more. */
function nextOf(balance: Balance | undefined): Balance {
  if (balance === undefined) throw new Error('there is no balance');
  const three = new Decimal('3');
  return {
    ...balance,
    available: balance.available.plus(three),
    currentBalance: balance.currentBalance.plus(three),
  };
}

describe('when the disk is full', () => {
  test('in the middle of a group, nobody is half stored, and it works again once there is room', async () => {
    const filename = inFolder('store.db');
    const database = new Database(filename);
    await using store = await openSqlite({ database: () => database });
    await openAccounts(store);
    const long = 'x'.repeat(20_000);
    const deposits = (await depositsOf(store)).map(
      (deposit): ChangeSet => ({
        ...deposit,
        changes: deposit.changes.map((change) =>
          change.action === 'insert' && change.entity === 'balanceTransaction'
            ? { ...change, value: { ...change.value, description: long } }
            : change,
        ),
      }),
    );
    const pages = Number(database.pragma('page_count', { simple: true }));
    // Room for two of the five.
    database.pragma(`max_page_count = ${pages + 11}`);
    const results = await commitAll(store, deposits);
    const failed = results.filter((result) => result.status === 'rejected');
    expect(failed.length).toBeGreaterThan(0);
    for (const { reason } of failed) {
      expect(reason).toMatchObject({ code: 'STORAGE_FAILED', retryable: true, reason: 'the disk is full' });
    }
    const { balances, rows } = stored(filename);
    expect(balances).toEqual(results.map(({ status }) => (status === 'fulfilled' ? '101' : '100')));
    expect(rows).toBe(BEFORE.rows + USERS.length - failed.length);

    database.pragma('max_page_count = 100000');
    const refused = deposits.filter((_deposit, index) => results[index]?.status === 'rejected');
    expect((await commitAll(store, refused)).every(({ status }) => status === 'fulfilled')).toBe(true);
    expect(stored(filename)).toEqual(AFTER);
  });
});
