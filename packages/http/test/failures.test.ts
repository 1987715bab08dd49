import { openSqlite } from '@orderfolio/adapters-sqlite';
import { ConcurrencyConflictError, OutcomeUnknownError, StorageFailedError, type Store } from '@orderfolio/domain';
import { adapterStoreOf, publishStore, type UnitOfWork } from '@orderfolio/domain/adapter';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type DocumentedRoute, documentedRoutes } from './support/documented.ts';
import { call, people, type Somebody } from './support/people.ts';
import { startService, type TestService } from './support/service.ts';

/** The ways in which a store's unit of work may fail. */
interface Failing {
  read?: () => Error;
  commit?: (token: string) => Error;
}

const FAILURES: readonly (readonly [what: string, code: string, Failing])[] = [
  [
    'others are always faster',
    'CONCURRENCY_CONFLICT',
    { commit: () => new ConcurrencyConflictError({ entity: 'user' }) },
  ],
  [
    'nobody knows what became of a commit',
    'OUTCOME_UNKNOWN',
    { commit: (token) => new OutcomeUnknownError({ token }) },
  ],
  [
    'no commit is taken',
    'STORAGE_FAILED',
    { commit: () => new StorageFailedError({ reason: 'the disk is full', retryable: false }) },
  ],
  [
    'nothing can be read',
    'STORAGE_FAILED',
    { read: () => new StorageFailedError({ reason: 'the disk is gone', retryable: false }) },
  ],
];

/** A hash at a cost of 14. */
const HASH_OF_A_SECOND = '$2b$14$abcdefghijklmnopqrstuuKSvPTsUTw2YRDW2Wt6s3XCzs1oEXhPC';

describe('a service that fails', () => {
  const failing: { now: Failing } = { now: {} };
  let service: TestService;
  beforeAll(async () => {
    service = await startService(
      async (clock) => failingStore(await openSqlite({ filename: ':memory:', clock }), failing),
      { passwords: { concurrency: 1, queue: 0 }, timer: { sleep: async () => undefined } },
    );
    for (const assetId of ['BTC', 'ETH'])
      await service.app.assets.create({ assetId, name: assetId, category: 'major', priceUsd: '50000' });
  });
  afterAll(() => service.close());

  /** The routes, by their reply about a user in good standing while something fails. */
  async function repliesDuring(failure: Failing): Promise<ReadonlyMap<string, readonly DocumentedRoute[]>> {
    const person = people(service);
    const replies = new Map<string, DocumentedRoute[]>();
    for (const route of documentedRoutes(service.api)) {
      failing.now = {};
      const target = await person('ACTIVE', route);
      failing.now = failure;
      const reply = await call(service, route, target, 'admin_01');
      replies.set(reply, [...(replies.get(reply) ?? []), route]);
    }
    failing.now = {};
    return replies;
  }

  it.each(FAILURES)('says so as the document has it, on every route: %s', async (_what, code, failure) => {
    const replies = await repliesDuring(failure);
    expect(replies.get(code)?.length).toBeGreaterThan(20);
  });

  it('says TOO_BUSY of every route that compares or makes a password, and of no other', async () => {
    const person = people(service);
    const targets = new Map<DocumentedRoute, Somebody>();
    for (const route of documentedRoutes(service.api)) targets.set(route, await person('ACTIVE', route));
    const slow = { username: 'slow_001', email: 'slow@example.com', firstName: 'A', lastName: 'B' };
    await service.app.users.create({ ...slow, passwordHash: HASH_OF_A_SECOND });
    let isOver = false;
    const busy = service.auth.checkPassword(slow.username, 'x').then(() => {
      isOver = true;
    });
    for (const [route, target] of targets) {
      const isRefused = (await call(service, route, target, 'admin_01')) === 'TOO_BUSY';
      expect(isRefused, route.id).toBe(route.codes.includes('TOO_BUSY'));
    }
    expect(isOver).toBe(false);
    await busy;
  });
});

function failingStore(opened: Store, failing: { readonly now: Failing }): Store {
  const store = adapterStoreOf(opened);
  const unitOfWork: UnitOfWork = {
    async read(keys) {
      if (failing.now.read !== undefined) throw failing.now.read();
      return store.unitOfWork.read(keys);
    },
    async commit(changes) {
      if (failing.now.commit !== undefined) throw failing.now.commit(changes.token);
      return store.unitOfWork.commit(changes);
    },
  };
  return publishStore({ ...store, unitOfWork, [Symbol.asyncDispose]: () => store[Symbol.asyncDispose]() });
}
