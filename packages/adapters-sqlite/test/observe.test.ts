import { openSqlite } from '@orderfolio/adapters-sqlite';
import {
  type CommandFacts,
  createOrderfolio,
  type LockFacts,
  type ObservedWork,
  type Observer,
  type RequestFacts,
  type Store,
} from '@orderfolio/domain';
import { ManualClock, ManualTimer, sequentialIds } from '@orderfolio/domain/testing';
import { describe, expect, test } from 'vitest';
import { useTemporaryFolder } from './support/temporary-folder.ts';

const inFolder = useTemporaryFolder();
const username = 'alice_01';
const email = 'alice@example.com';

/** A day of one user, with a repeat, a refusal, a lock, and what others see of it. */
async function liveThrough(observe: Observer | undefined): Promise<string> {
  const clock = new ManualClock();
  const host = { clock, timer: new ManualTimer(clock), observe };
  await using store = await openSqlite({ filename: ':memory:', ...host });
  const app = createOrderfolio({ store, ...host, ids: sequentialIds(clock) });
  const names = { firstName: 'Alice', lastName: 'Lee', passwordHash: 'a secret hash' };
  await app.users.create({ username, email, ...names });
  await app.assets.create({ assetId: 'BTC', name: 'Bitcoin', category: 'major', priceUsd: '50.00' });
  const deposit = { username, amount: '100.00', idempotencyKey: 'key-of-alice', description: 'from Bob' };
  const outcomes = [
    await app.funds.deposit(deposit),
    await app.funds.deposit(deposit),
    await refusalOf(app.funds.withdraw({ username, amount: '1000.00' })),
    await app.orders.place({ username, assetId: 'BTC', orderType: 'LIMIT_BUY', quantity: '1', limitPrice: '40.00' }),
    await app.orders.onPrice({ assetId: 'BTC', price: '39.00' }),
    await app.withLock(username, 'the lock of alice', (locked) => locked.funds.withdraw({ username, amount: '1.00' })),
    await Promise.all(['1.00', '2.00', '3.00'].map((amount) => app.funds.deposit({ username, amount }))),
    await app.portfolio.value(username),
    await app.portfolio.reconcile(username),
  ];
  return JSON.stringify([outcomes, await everything(store)]);
}

async function refusalOf(call: Promise<unknown>): Promise<unknown> {
  return call.catch((error: unknown) => error);
}

async function everything(store: Store): Promise<unknown> {
  return [
    await store.users.list(),
    await store.balances.listTransactions(username),
    await store.orders.listByUser(username),
  ];
}

const fails = (): never => {
  throw new Error('the observer is broken');
};

describe('an observer of a store in SQLite', () => {
  test.each<readonly [string, () => Observer]>([
    ['that listens', () => recording().observer],
    ['that throws', () => new Proxy({}, { get: () => fails })],
    ['that rejects', () => new Proxy({}, { get: () => async () => fails() })],
    ['that answers nonsense', () => new Proxy({}, { get: () => () => ({ run: 42 }) })],
    ['that runs nothing', () => ({ begin: () => ({ run: () => undefined }) })],
  ])('%s changes no result and no record', async (_what, observer) => {
    expect(await liveThrough(observer())).toBe(await liveThrough(undefined));
  });

  test('is told no user, no amount, no text of a caller and no secret', async () => {
    const { observer, told } = recording();
    await liveThrough(observer);
    const text = JSON.stringify(told, (field, value) => (field.endsWith('Ms') ? undefined : value));
    expect(told.length).toBeGreaterThan(50);
    for (const secret of ['alice', 'Alice', 'secret', 'Bob', 'BTC', '1000', '100.00', 'key-of'])
      expect(text, secret).not.toContain(secret);
  });

  test('is told of every command by its name, and how it ended', async () => {
    const { observer, of } = recording();
    await liveThrough(observer);
    const commands = of<CommandFacts>('command').map(({ work, outcome, code }) =>
      [work.name, outcome, code].filter((word) => word !== undefined).join(' '),
    );
    expect(commands).toEqual([
      'users.create done',
      'assets.create done',
      'funds.deposit done',
      'funds.deposit replayed',
      'funds.withdraw refused INSUFFICIENT_BALANCE',
      'orders.place done',
      'triggers.recordPrice done',
      'triggers.fill done',
      'triggers.finishPrice done',
      'funds.withdraw done',
      'funds.deposit done',
      'funds.deposit done',
      'funds.deposit done',
    ]);
  });

  test('is told of commits to a file, and how many shared a transaction', async () => {
    const { observer, of } = recording();
    await using store = await openSqlite({ filename: inFolder('store.db'), observe: observer });
    const app = createOrderfolio({ store });
    const users = ['alice_01', 'bob_0001', 'carol_01'];
    const names = { firstName: 'A', lastName: 'B', passwordHash: 'x' };
    await Promise.all(
      users.map((name) => app.users.create({ username: name, email: `${name}@example.com`, ...names })),
    );
    const commits = of<RequestFacts>('request').filter(({ work }) => work.operation === 'COMMIT');
    expect(commits.map(({ commits, error }) => [commits, error])).toEqual(users.map(() => [3, undefined]));
    const twice = app.users.create({ username: 'alice_01', email: 'another@example.com', ...names });
    await refusalOf(twice);
    expect(of<RequestFacts>('request').at(-1)).toMatchObject({
      work: { system: 'sqlite', operation: 'COMMIT' },
      error: 'SQLITE_CONSTRAINT_PRIMARYKEY',
    });
  });

  test('is told of the wait for a lock', async () => {
    const { observer, of } = recording();
    const clock = new ManualClock();
    await using store = await openSqlite({
      filename: ':memory:',
      clock,
      timer: new ManualTimer(clock),
      observe: observer,
    });
    const grant = await store.lock.acquire(username, 'first');
    await refusalOf(store.lock.acquire(username, 'second', { waitMs: 200 }));
    await store.lock.release(grant);
    const [first, second] = of<LockFacts>('lock');
    expect([first?.tries, first?.code]).toEqual([1, undefined]);
    expect(second).toMatchObject({ code: 'LOCK_NOT_ACQUIRED' });
    expect(second?.tries).toBeGreaterThan(3);
  });

  test('begins what it ends: each work once', async () => {
    const begun: ObservedWork[] = [];
    const ended: ObservedWork[] = [];
    const end = ({ work }: { readonly work: ObservedWork }): void => void ended.push(work);
    await liveThrough({
      begin: (work) => void begun.push(work) as undefined,
      command: end,
      batch: end,
      commit: end,
      request: end,
      lock: end,
    });
    expect(new Set(ended).size).toBe(ended.length);
    expect(new Set(ended)).toEqual(new Set(begun));
  });
});

/** Keeps all that it is told. */
function recording() {
  const told: (readonly [method: string, facts: unknown])[] = [];
  const note = (method: string) => (facts: unknown) => void told.push([method, facts]);
  const observer: Observer = {
    command: note('command'),
    tried: note('tried'),
    batch: note('batch'),
    commit: note('commit'),
    request: note('request'),
    lock: note('lock'),
  };
  return {
    observer,
    told,
    of: <Facts>(wanted: keyof Observer) =>
      told.flatMap(([method, facts]) => (method === wanted ? [facts as Facts] : [])),
  };
}
