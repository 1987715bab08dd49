import { openSqlite } from '@orderfolio/adapters-sqlite';
import { createOrderfolio, type Store, systemTimer, type Timer } from '@orderfolio/domain';
import { adapterStoreOf } from '@orderfolio/domain/adapter';
import Database from 'better-sqlite3';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { startChild } from './processes/child-process.ts';
import { openAccount } from './support/account.ts';
import { depositOf } from './support/deposits.ts';
import { useTemporaryFolder } from './support/temporary-folder.ts';

const inFolder = useTemporaryFolder();
const username = 'alice_01';

/** A timer that notes the waits that it was asked for. */
function recordingTimer(sleep: Timer['sleep']): Timer & { readonly pauses: readonly number[] } {
  const pauses: number[] = [];
  return {
    pauses,
    sleep(milliseconds) {
      pauses.push(milliseconds);
      return sleep(milliseconds);
    },
  };
}

async function balanceIn(store: Store): Promise<string> {
  return (await createOrderfolio({ store }).funds.getBalance(username)).available.toString();
}

async function turnUntil(isSo: () => boolean): Promise<void> {
  while (!isSo()) await new Promise(setImmediate);
}

beforeEach(async () => {
  await using store = await openSqlite({ filename: inFolder('store.db') });
  await openAccount(createOrderfolio({ store }), username, '100.00');
});

describe('while another process holds the write lock', () => {
  test('a command waits for it, the event loop keeps turning, and the command succeeds', async () => {
    const timer = recordingTimer(systemTimer.sleep);
    const database = new Database(inFolder('store.db'));
    await using store = await openSqlite({ database: () => database, timer, busyWaitMs: 60_000 });
    // The driver may block for this long at most. The rest of the wait goes by the timer.
    expect(database.pragma('busy_timeout', { simple: true })).toBeLessThanOrEqual(2);

    const holder = startChild('./hold-write-lock.ts', { filename: inFolder('store.db') });
    try {
      expect(await holder.nextLine()).toBe('held');
      let isAnswered = false;
      const deposit = createOrderfolio({ store })
        .funds.deposit({ username, amount: '1.00' })
        .finally(() => {
          isAnswered = true;
        });
      await turnUntil(() => timer.pauses.length >= 5 || isAnswered);
      expect(isAnswered).toBe(false);
      expect(await balanceIn(store)).toBe('100');

      holder.tell('let go');
      expect(await holder.nextLine()).toBe('released');
      expect((await deposit).balance.available.toString()).toBe('101');
    } finally {
      await holder.kill();
    }
  });
});

describe('while another connection holds the write lock', () => {
  let holder: Database.Database;

  beforeEach(() => {
    holder = new Database(inFolder('store.db'));
  });

  afterEach(() => void holder.close());

  test('a commit is given up after busyWaitMs of waiting: STORAGE_FAILED, to be tried again, and nothing is stored', async () => {
    const timer = recordingTimer(() => new Promise(setImmediate));
    await using store = await openSqlite({ filename: inFolder('store.db'), timer, busyWaitMs: 100 });
    const deposit = await depositOf(store, username, '1.00');
    holder.exec('BEGIN IMMEDIATE');
    await expect(adapterStoreOf(store).unitOfWork.commit(deposit)).rejects.toMatchObject({
      code: 'STORAGE_FAILED',
      retryable: true,
      reason: 'the database stayed locked by another process',
      cause: { code: 'SQLITE_BUSY' },
    });
    const waited = timer.pauses.reduce((sum, pause) => sum + pause, 0);
    expect(waited).toBeGreaterThanOrEqual(100);
    expect(waited - (timer.pauses.at(-1) ?? 0)).toBeLessThan(100);

    holder.exec('COMMIT');
    expect(await balanceIn(store)).toBe('100');
    await adapterStoreOf(store).unitOfWork.commit(deposit);
    expect(await balanceIn(store)).toBe('101');
  });

  test('a commit with a busyWaitMs of 0 is tried once', async () => {
    const timer = recordingTimer(() => new Promise(setImmediate));
    await using store = await openSqlite({ filename: inFolder('store.db'), timer, busyWaitMs: 0 });
    const deposit = await depositOf(store, username, '1.00');
    holder.exec('BEGIN IMMEDIATE');
    await expect(adapterStoreOf(store).unitOfWork.commit(deposit)).rejects.toMatchObject({
      code: 'STORAGE_FAILED',
      retryable: true,
    });
    expect(timer.pauses).toEqual([]);
  });

  test('disposing of the store waits for the commit that waits', async () => {
    const timer = recordingTimer(systemTimer.sleep);
    const store = await openSqlite({ filename: inFolder('store.db'), timer, busyWaitMs: 60_000 });
    const deposit = await depositOf(store, username, '1.00');
    holder.exec('BEGIN IMMEDIATE');
    const commit = adapterStoreOf(store).unitOfWork.commit(deposit);
    let isDisposed = false;
    const disposal = store[Symbol.asyncDispose]().then(() => {
      isDisposed = true;
    });
    await turnUntil(() => timer.pauses.length >= 3 || isDisposed);
    expect(isDisposed).toBe(false);
    holder.exec('COMMIT');
    await disposal;
    await commit;
    expect(holder.prepare('SELECT available FROM balances').pluck().get()).toBe('101');
  });

  test('health and reads do not wait', async () => {
    const timer = recordingTimer(systemTimer.sleep);
    await using store = await openSqlite({ filename: inFolder('store.db'), timer });
    holder.exec('BEGIN IMMEDIATE');
    expect(await store.health.check()).toMatchObject({ healthy: true });
    expect(await balanceIn(store)).toBe('100');
    expect(timer.pauses).toEqual([]);
  });
});
