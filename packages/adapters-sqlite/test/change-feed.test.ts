import { openSqlite, type SqliteConfig } from '@orderfolio/adapters-sqlite';
import { type Clock, consume, createOrderfolio, rebuildAnalytics, runAnalytics, type Store } from '@orderfolio/domain';
import { ManualClock } from '@orderfolio/domain/testing';
import Database from 'better-sqlite3';
import { describe, expect, test } from 'vitest';
import { useTemporaryFolder } from './support/temporary-folder.ts';

const DAY_MS = 24 * 3_600_000;

const alice = {
  ...{ username: 'alice_01', email: 'alice@example.org', firstName: 'Alice', lastName: 'Archer' },
  marketingEmailsConsent: false,
};

const file = useTemporaryFolder();

async function withFile(work: (filename: string) => Promise<void>): Promise<void> {
  await work(file('orderfolio.db'));
}

async function deposit(store: Store, times = 1, clock?: Clock): Promise<void> {
  const { funds } = createOrderfolio({ store, clock });
  for (let time = 0; time < times; time++) await funds.deposit({ username: alice.username, amount: '1.00' });
}

async function idsAfter(store: Store, from?: string): Promise<readonly string[]> {
  const ids: string[] = [];
  let after = from;
  for (;;) {
    const { events, next } = await store.feed.read({ after });
    if (events.length === 0) return ids;
    ids.push(...events.map(({ id }) => id));
    after = next;
  }
}

const refusalOf = (call: Promise<unknown>): Promise<unknown> => call.catch((error: unknown) => error);

describe('a file', () => {
  test('keeps no feed unless it is told to, and says so', () =>
    withFile(async (filename) => {
      await using store = await openSqlite({ filename });
      await createOrderfolio({ store }).users.create(alice);
      expect(await refusalOf(store.feed.read())).toMatchObject({
        ...{ code: 'CONFIGURATION_INVALID', field: 'changeFeed' },
        message: expect.stringContaining('open the store with it'),
      });
      expect(rowsIn(filename)).toBe(0);
    }));

  test('that has a feed has it for every process, also for one that was not told, or was open before', () =>
    withFile(async (filename) => {
      await using before = await openSqlite({ filename });
      await createOrderfolio({ store: before }).users.create(alice);
      await using store = await openSqlite({ filename, changeFeed: true });
      await using after = await openSqlite({ filename });
      for (const writer of [before, store, after]) await deposit(writer);
      const [first, ...others] = await idsAfter(store);
      expect(first).toMatch(/CASH_MOVED$/);
      expect(others).toHaveLength(2);
      expect(await idsAfter(after)).toEqual([first, ...others]);
    }));

  test('whose feed was off for a while says that something was missed, whether or not there was', () =>
    withFile(async (filename) => {
      await using store = await openSqlite({ filename, changeFeed: true });
      await createOrderfolio({ store }).users.create(alice);
      const { next } = await store.feed.read();
      await using off = await openSqlite({ filename, changeFeed: false });
      await deposit(store);
      expect(await refusalOf(off.feed.read())).toMatchObject({ code: 'CONFIGURATION_INVALID' });
      await using on = await openSqlite({ filename, changeFeed: true });
      await deposit(on);
      const error = await refusalOf(on.feed.read({ after: next }));
      expect(error).toMatchObject({ code: 'FEED_TRIMMED', shard: 'all', missedFrom: expect.any(String) });
      const { oldest } = error as { readonly oldest: string };
      expect(await idsAfter(on, oldest)).toHaveLength(1);
    }));

  test('is not marked as interrupted by who opens it with the feed again', () =>
    withFile(async (filename) => {
      await using store = await openSqlite({ filename, changeFeed: true });
      await createOrderfolio({ store }).users.create(alice);
      const { next } = await store.feed.read();
      await using again = await openSqlite({ filename, changeFeed: true });
      await deposit(again);
      expect(await idsAfter(again, next)).toHaveLength(1);
    }));
});

describe('what the feed keeps', () => {
  test('is removed with age, from the oldest on, and what was missed is told', () =>
    withFile(async (filename) => {
      const clock = new ManualClock();
      await using store = await openSqlite({ filename, changeFeed: { keepForMs: DAY_MS } });
      await createOrderfolio({ store, clock }).users.create(alice);
      const { next } = await store.feed.read();
      await deposit(store, 10, clock);
      expect(await idsAfter(store, next)).toHaveLength(10);
      clock.advance(2 * DAY_MS);
      await deposit(store, 600, clock);
      expect(await refusalOf(store.feed.read({ after: next }))).toMatchObject({ code: 'FEED_TRIMMED' });
      const kept = await idsAfter(store);
      expect(kept).toHaveLength(600);
      expect(rowsIn(filename)).toBe(600);
    }));

  test('is missed by a consumer that comes too late: it says so, or goes on with what is kept', () =>
    withFile(async (filename) => {
      const clock = new ManualClock();
      await using store = await openSqlite({ filename, changeFeed: { keepForMs: DAY_MS } });
      await createOrderfolio({ store, clock }).users.create(alice);
      const run = (name: string, onTrimmed?: 'skip') =>
        consume({ store, name, clock, onTrimmed, until: 'caughtUp', handle: async () => undefined });
      await run('late');
      await deposit(store, 10, clock);
      clock.advance(2 * DAY_MS);
      await deposit(store, 600, clock);
      expect(await refusalOf(run('late'))).toMatchObject({ code: 'FEED_TRIMMED', missedFrom: expect.any(String) });
      expect(await refusalOf(run('late'))).toMatchObject({ code: 'FEED_TRIMMED' });
      expect(await run('late', 'skip')).toEqual({ events: 600, parked: 0 });
      await deposit(store, 1, clock);
      expect(await run('late')).toEqual({ events: 1, parked: 0 });
    }));

  test('is missed by the figures of days, which are rebuilt then', () =>
    withFile(async (filename) => {
      const clock = new ManualClock();
      await using store = await openSqlite({ filename, changeFeed: { keepForMs: DAY_MS } });
      const app = createOrderfolio({ store, clock });
      await app.users.create(alice);
      const run = () => runAnalytics({ app, store, until: 'caughtUp' });
      await run();
      await deposit(store, 10, clock);
      clock.advance(2 * DAY_MS);
      await deposit(store, 600, clock);
      expect(await refusalOf(run())).toMatchObject({ code: 'FEED_TRIMMED' });
      expect(await rebuildAnalytics({ app, store })).toMatchObject({ isDone: true });
      await deposit(store, 1, clock);
      await run();
      const { days } = await app.analytics.performance(alice.username, { from: '2026-01-01', to: '2026-01-31' });
      expect(days.map(({ netDeposits }) => netDeposits.toString())).toEqual(['10', '0', '601']);
    }));

  test('stays for as long as it is young, however much there is', () =>
    withFile(async (filename) => {
      const clock = new ManualClock();
      await using store = await openSqlite({ filename, changeFeed: true });
      await createOrderfolio({ store, clock }).users.create(alice);
      clock.advance(6 * DAY_MS);
      await deposit(store, 600, clock);
      expect(await idsAfter(store)).toHaveLength(601);
    }));

  test('keeps its newest row however old, so that no number comes twice', () =>
    withFile(async (filename) => {
      const clock = new ManualClock();
      await using store = await openSqlite({ filename, changeFeed: { keepForMs: 0 } });
      await createOrderfolio({ store, clock }).users.create(alice);
      for (let batch = 0; batch < 3; batch++) {
        clock.advance(1);
        await deposit(store, 500, clock);
      }
      const { next } = await store.feed.read({ limit: 1_000 });
      await deposit(store, 1, clock);
      expect(await idsAfter(store, next)).toHaveLength(1);
    }));

  test('tells of a row that somebody has edited, and goes on', () =>
    withFile(async (filename) => {
      await using store = await openSqlite({ filename, changeFeed: true });
      await createOrderfolio({ store }).users.create(alice);
      await deposit(store);
      inFile(filename, (database) =>
        database.exec(`UPDATE change_feed SET events = '[{}]' WHERE events LIKE '%USER_CREATED%'`),
      );
      const page = await store.feed.read();
      expect(page.events).toMatchObject([{ type: 'CASH_MOVED' }]);
      expect(page.unreadable).toEqual([expect.stringContaining('change_feed')]);
    }));
});

describe('the option changeFeed', () => {
  test.each([
    ['yes', 'changeFeed'],
    [1, 'changeFeed'],
    [null, 'changeFeed'],
    [{ keepForMs: -1 }, 'keepForMs'],
    [{ keepForDays: 1 }, 'keepForDays'],
  ])('%j is refused', async (changeFeed, field) => {
    const config: unknown = { filename: ':memory:', changeFeed };
    expect(await refusalOf(openSqlite(config as SqliteConfig))).toMatchObject({ code: 'CONFIGURATION_INVALID', field });
  });
});

function inFile<Result>(filename: string, work: (database: Database.Database) => Result): Result {
  const database = new Database(filename);
  try {
    return work(database);
  } finally {
    database.close();
  }
}

/** The rows of the feed that have events. */
function rowsIn(filename: string): unknown {
  const sql = `SELECT count(*) FROM change_feed WHERE events LIKE '%"%'`;
  return inFile(filename, (database) => database.prepare(sql).pluck().get());
}
