import { type Adapter, BEHAVIOURS, storeOver } from '@orderfolio/conformance';
import { Decimal, DomainError, type FeedEvent, type Page, type PageRequest, type Store } from '@orderfolio/domain';
import { adapterStoreOf, eventsOf } from '@orderfolio/domain/adapter';
import { describe, expect, test } from 'vitest';
import { memory } from './support/adapters.ts';
import type { BrokenStore } from './support/broken-store.ts';
import { BROKEN_TRIGGERS } from './support/broken-triggers.ts';

const BROKEN: readonly BrokenStore[] = [
  {
    fault: 'the feed leaves out the last event of a page',
    breakIt: ({ feed }) => ({
      feed: {
        ...feed,
        async read(request) {
          const page = await feed.read(request);
          return { ...page, events: page.events.length > 2 ? page.events.slice(0, -1) : page.events };
        },
      },
    }),
    behaviour: 'change feeds',
    test: 'tells what an account goes through, each event once',
  },
  {
    fault: 'the feed gives its events backwards',
    breakIt: ({ feed }) => ({
      feed: {
        ...feed,
        async read(request) {
          const page = await feed.read({ ...request, limit: 100 });
          return { ...page, events: page.events.toReversed() };
        },
      },
    }),
    behaviour: 'change feeds',
    test: 'tells the same however many are read at once, and whenever they are read again',
  },
  {
    fault: 'the feed takes its first position for the latest',
    breakIt: ({ feed }) => ({ feed: { ...feed, latest: async () => (await feed.read({ limit: 1 })).next } }),
    behaviour: 'change feeds',
    test: 'is read from now on: what happened before is not told, and what happens then is, in any process',
  },
  {
    fault: 'the feed tells what was refused',
    breakIt: ({ feed, unitOfWork }) => {
      const refused: FeedEvent[] = [];
      return {
        unitOfWork: {
          read: (keys) => unitOfWork.read(keys),
          async commit(changeSet) {
            try {
              await unitOfWork.commit(changeSet);
            } catch (error) {
              const [change] = changeSet.changes;
              if (change?.action === 'insert')
                refused.push(...eventsOf({ entity: change.entity, before: undefined, after: change.value }));
              throw error;
            }
          },
        },
        feed: {
          ...feed,
          async read(request) {
            const page = await feed.read(request);
            return { ...page, events: [...page.events, ...refused.splice(0)] };
          },
        },
      };
    },
    behaviour: 'change feeds',
    test: 'tells nothing of what was refused or rolled back',
  },
  {
    fault: 'a commit loses its last change',
    breakIt: ({ unitOfWork }) => ({
      unitOfWork: {
        read: (keys) => unitOfWork.read(keys),
        commit: ({ changes, ...rest }) =>
          unitOfWork.commit({ ...rest, changes: changes.length > 1 ? changes.slice(0, -1) : changes }),
      },
    }),
    behaviour: 'atomicity',
    test: 'stores a change set of every kind whole',
  },
  {
    fault: 'a commit is applied change by change',
    breakIt: ({ unitOfWork }) => ({
      unitOfWork: {
        read: (keys) => unitOfWork.read(keys),
        async commit({ changes, token, fences }) {
          for (const [index, change] of changes.entries())
            await unitOfWork.commit({ token: `${token} ${index}`, changes: [change], fences });
        },
      },
    }),
    behaviour: 'atomicity',
    test: 'leaves nothing of the insertions when one change is refused, wherever it stands',
  },
  {
    fault: 'changes are applied from the last to the first',
    breakIt: ({ unitOfWork }) => ({
      unitOfWork: {
        read: (keys) => unitOfWork.read(keys),
        commit: ({ changes, ...rest }) => unitOfWork.commit({ ...rest, changes: changes.toReversed() }),
      },
    }),
    behaviour: 'versions',
    test: 'names the error of the first refused change',
  },
  {
    fault: 'tokens are forgotten',
    breakIt: ({ unitOfWork }) => {
      let sent = 0;
      return {
        unitOfWork: {
          read: (keys) => unitOfWork.read(keys),
          commit: (changeSet) => unitOfWork.commit({ ...changeSet, token: `${changeSet.token} ${++sent}` }),
        },
      };
    },
    behaviour: 'tokens',
    test: 'changes nothing and resolves when the commit was applied',
  },
  {
    fault: 'checks are left out',
    breakIt: ({ unitOfWork }) => ({
      unitOfWork: {
        read: (keys) => unitOfWork.read(keys),
        async commit({ changes, ...rest }) {
          const writes = changes.filter(({ action }) => action !== 'check');
          if (writes.length > 0) await unitOfWork.commit({ ...rest, changes: writes });
        },
      },
    }),
    behaviour: 'versions',
    test: 'checks that an entity is at a version, and leaves it as it is, for every kind',
  },
  {
    fault: 'the fence is not looked at',
    breakIt: ({ unitOfWork }) => ({
      unitOfWork: {
        read: (keys) => unitOfWork.read(keys),
        commit: ({ token, changes }) => unitOfWork.commit({ token, changes }),
      },
    }),
    behaviour: 'fencing',
    test: 'carries the fence in every command of app.withLock',
  },
  {
    fault: 'the last fence alone is looked at',
    breakIt: ({ unitOfWork }) => ({
      unitOfWork: {
        read: (keys) => unitOfWork.read(keys),
        commit: ({ fences = [], ...rest }) => unitOfWork.commit({ ...rest, fences: fences.slice(-1) }),
      },
    }),
    behaviour: 'fencing',
    test: 'carries both fences inside a lock inside a lock, and the outer one alone after it',
  },
  {
    fault: 'the first fence alone is looked at',
    breakIt: ({ unitOfWork }) => ({
      unitOfWork: {
        read: (keys) => unitOfWork.read(keys),
        commit: ({ fences = [], ...rest }) => unitOfWork.commit({ ...rest, fences: fences.slice(0, 1) }),
      },
    }),
    behaviour: 'fencing',
    test: 'refuses a commit under two fences when either is lost, and names the first that is',
  },
  {
    fault: 'a closed store goes on',
    breakIt: () => ({ [Symbol.asyncDispose]: async () => undefined }),
    behaviour: 'closing',
    test: 'refuses every command and every read once it is closed',
  },
  {
    fault: 'a store can be closed once',
    breakIt(store) {
      let isClosed = false;
      return {
        async [Symbol.asyncDispose]() {
          await store[Symbol.asyncDispose]();
          if (isClosed) throw new Error('it is closed');
          isClosed = true;
        },
      };
    },
    behaviour: 'closing',
    test: 'may be closed again and again, and several times at once',
  },
  {
    fault: 'amounts pass through a number',
    breakIt: ({ assetBalances }) => ({
      assetBalances: {
        ...assetBalances,
        getAccount: async (username) => throughNumbers(await assetBalances.getAccount(username)),
      },
    }),
    behaviour: 'exact decimals',
    test: 'returns the digits in lists',
  },
  {
    fault: 'the family of a refresh token is not looked at',
    breakIt: ({ unitOfWork }) => ({
      unitOfWork: {
        read: (keys) => unitOfWork.read(keys),
        commit: ({ changes, ...rest }) =>
          unitOfWork.commit({ ...rest, changes: changes.filter(({ action }) => action !== 'check') }),
      },
    }),
    behaviour: 'refresh tokens',
    test: 'refuses to rotate a token whose family was revoked meanwhile',
  },
  {
    fault: 'a refresh token is looked up without its user',
    breakIt: ({ refreshTokens }) => {
      let owner: string | undefined;
      const whoever = (username: string): string => {
        owner ??= username;
        return owner;
      };
      return {
        refreshTokens: {
          ...refreshTokens,
          get: (username, tokenHash) => refreshTokens.get(whoever(username), tokenHash),
        },
      };
    },
    behaviour: 'refresh tokens',
    test: 'finds a token by its user and its hash, and its family by its id',
  },
  {
    fault: 'the sequence of the audit trail is sorted as text',
    breakIt: ({ auditTrail }) => ({
      auditTrail: {
        ...auditTrail,
        async list(username, request) {
          const page = await auditTrail.list(username, request);
          const items = page.items.toSorted((one, other) => (String(one.sequence) < String(other.sequence) ? 1 : -1));
          return { ...page, items };
        },
      },
    }),
    behaviour: 'audit trail',
    test: 'lists by the number of the sequence, past 9, 99 and 999',
  },
  {
    fault: 'a record of the audit trail is parsed and written anew',
    breakIt: ({ auditTrail }) => ({
      auditTrail: {
        ...auditTrail,
        async list(username, request) {
          const page = await auditTrail.list(username, request);
          const anew = (record: string): string => JSON.stringify(JSON.parse(record));
          return { ...page, items: page.items.map((entry) => ({ ...entry, record: anew(entry.record) })) };
        },
      },
    }),
    behaviour: 'audit trail',
    test: 'returns a record byte for byte',
  },
  {
    fault: 'only the logins of users are counted',
    breakIt: ({ loginAttempts, users }) => ({
      loginAttempts: {
        get: async (username) => ((await users.get(username)) === undefined ? undefined : loginAttempts.get(username)),
      },
    }),
    behaviour: 'login attempts',
    test: 'counts the logins to a name that nobody has',
  },
  {
    fault: 'any cursor is taken for the first page',
    breakIt: ({ orders }) => ({
      orders: {
        ...orders,
        listByUser: (username, page) => lenient((request) => orders.listByUser(username, request), page),
      },
    }),
    behaviour: 'cursors',
    test: 'the orders of a user: its cursor serves again, with another limit too, and nothing else serves as one',
  },
  {
    fault: 'every full page has a cursor, the last one too',
    breakIt: ({ assets }) => ({
      assets: {
        ...assets,
        async list(request) {
          const page = await assets.list(request);
          return page.items.length === request?.limit ? { nextCursor: 'more', ...page } : page;
        },
      },
    }),
    behaviour: 'pagination',
    test: 'the catalogue: newest first, in pages of the size asked for, the last without a cursor',
  },
  {
    fault: 'a cursor does not move on',
    breakIt: ({ assets }) => ({
      assets: {
        ...assets,
        list: async (request) => ({ ...(await assets.list({ limit: request?.limit })), nextCursor: 'on' }),
      },
    }),
    behaviour: 'pagination',
    test: 'the catalogue: items of one millisecond come once each',
  },
  {
    fault: 'closed assets are listed as active',
    breakIt: ({ assets }) => ({ assets: { ...assets, listActive: assets.list } }),
    behaviour: 'assets',
    test: 'lists as active exactly what can be traded, in its old place when it comes back',
  },
  {
    fault: 'the lock is granted to everybody',
    breakIt: ({ lock }) => {
      let fence = 0;
      return {
        lock: {
          ...lock,
          acquire: async (username, operation) => ({
            username,
            operation,
            fence: ++fence,
            expiresAt: '2026-01-01T00:00:10.000Z',
          }),
        },
      };
    },
    behaviour: 'user lock',
    test: 'grants it to one of many who ask at once',
  },
  {
    fault: 'a release frees whoever holds the lock',
    breakIt: ({ lock }) => ({
      lock: {
        ...lock,
        async release(grant) {
          for (let fence = grant.fence; fence <= grant.fence + 1; fence++) await lock.release({ ...grant, fence });
        },
      },
    }),
    behaviour: 'lock leases',
    test: 'does not free, by a late release, what was taken over',
  },
  {
    fault: 'receipts are not stored',
    breakIt: ({ unitOfWork }) => ({
      unitOfWork: {
        read: (keys) => unitOfWork.read(keys),
        commit: ({ changes, ...rest }) =>
          unitOfWork.commit({
            ...rest,
            changes: changes.filter((change) => change.action === 'check' || change.entity !== 'receipt'),
          }),
      },
    }),
    behaviour: 'idempotency',
    test: 'deposit: repeats the first result exactly, and writes nothing',
  },
  {
    fault: 'a conflict is passed over in silence',
    breakIt: ({ unitOfWork }) => ({
      unitOfWork: {
        read: (keys) => unitOfWork.read(keys),
        commit: (changeSet) =>
          unitOfWork.commit(changeSet).catch((error: unknown) => {
            if (!(error instanceof DomainError) || error.code !== 'CONCURRENCY_CONFLICT') throw error;
          }),
      },
    }),
    behaviour: 'versions',
    test: 'lets one of many writers that read the same version win',
  },
  {
    fault: 'what is said to be durable is not',
    breakIt: () => ({}),
    behaviour: 'connections',
    test: 'has everything again after it was closed and opened anew',
  },
  ...BROKEN_TRIGGERS,
];

describe('the conformance suite notices that', () => {
  for (const { fault, breakIt, behaviour, test: title } of BROKEN) {
    test(fault, async () => {
      const body = testsOf(behaviour, brokenBy(breakIt, behaviour === 'connections')).get(title);
      expect(body, `the suite has no test "${title}"`).toBeDefined();
      await expect(body?.()).rejects.toThrow();
    });
  }

  test('the same tests pass on the store that is not broken', async () => {
    for (const { behaviour, test: title } of BROKEN) {
      if (behaviour === 'connections') continue;
      await testsOf(
        behaviour,
        brokenBy(() => ({}), false),
      ).get(title)?.();
    }
  });
});

/** The tests of a behaviour by their titles, not registered with vitest. */
function testsOf(behaviour: keyof typeof BEHAVIOURS, adapter: Adapter): Map<string, () => Promise<void>> {
  const tests = new Map<string, () => Promise<void>>();
  BEHAVIOURS[behaviour](adapter, (title, body) => tests.set(title, body));
  return tests;
}

function brokenBy(breakIt: BrokenStore['breakIt'], durable: boolean): Adapter {
  return {
    name: 'broken',
    capabilities: { durable, sharedBetweenConnections: false, changeFeed: true },
    async open(options) {
      const opened = await memory.open(options);
      const broken = (store: Store): Store => storeOver(store, breakIt(adapterStoreOf(store)));
      return { ...opened, store: broken(opened.store), connect: async () => broken(await opened.connect()) };
    },
  };
}

/** The amount as a driver returns it that reads amounts as numbers. */
function throughNumbers<Value>(value: Value): Value {
  return JSON.parse(JSON.stringify(value), (field, part: unknown) =>
    typeof part === 'string' && AMOUNT_FIELDS.has(field) ? new Decimal(Number(part).toFixed(18)) : part,
  );
}

const AMOUNT_FIELDS = new Set(['available', 'held', 'currentBalance', 'quantity', 'totalDeposits', 'totalWithdrawals']);

/** A list that shows its first page when it does not know a cursor. */
async function lenient<Item>(
  list: (page: PageRequest | undefined) => Promise<Page<Item>>,
  page: PageRequest | undefined,
): Promise<Page<Item>> {
  return list(page).catch((error: unknown) => {
    if (error instanceof DomainError && error.code === 'INVALID_CURSOR') return list({ limit: page?.limit });
    throw error;
  });
}
