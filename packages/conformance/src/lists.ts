import type { Page, PageRequest } from '@orderfolio/domain';
import { type Change, insert, MAX_CHANGES, type RecordKind } from '@orderfolio/domain/adapter';
import type { Place } from './place.ts';

/** An item of any list, with the fields that a page test looks at. */
export interface Listed {
  readonly createdAt: string;
}

/** A list of the store, with a way to fill it. */
export interface ListUnderTest {
  /** The list's name in the title of a test. */
  readonly name: string;
  /** A page of it. */
  page(request?: PageRequest): Promise<Page<Listed>>;
  /** The same list of another owner, if it has one: another user, or another asset. */
  pageOfOther?(request?: PageRequest): Promise<Page<Listed>>;
  /** One more item of the list, and the change that stores it. */
  next(): { readonly item: Listed; readonly change: Change };
  /** Something of the same owner that does not belong to the list. */
  stranger?(): Change;
}

type Definition = (place: Place, owner: string, other: string) => Omit<ListUnderTest, 'name'>;

const DEFINITIONS: Readonly<Record<string, Definition>> = {
  'the cash ledger': ({ store, make }, username, other) => ({
    page: (request) => store.balances.listTransactions(username, request),
    pageOfOther: (request) => store.balances.listTransactions(other, request),
    next() {
      const item = make.cashRow({ username });
      return { item, change: insert('balanceTransaction', item) };
    },
  }),
  'the asset ledger': ({ store, make }, username, other) => ({
    page: (request) => store.assetTransactions.listByUser(username, request),
    pageOfOther: (request) => store.assetTransactions.listByUser(other, request),
    next() {
      const item = make.assetRow({ username, assetId: 'BTC' });
      return { item, change: insert('assetTransaction', item) };
    },
  }),
  'the ledger of one asset': ({ store, make }, username, other) => ({
    page: (request) => store.assetTransactions.listByUserAndAsset(username, 'BTC', request),
    pageOfOther: (request) => store.assetTransactions.listByUserAndAsset(other, 'BTC', request),
    stranger: () => insert('assetTransaction', make.assetRow({ username, assetId: 'BTC-PERP' })),
    next() {
      const item = make.assetRow({ username, assetId: 'BTC' });
      return { item, change: insert('assetTransaction', item) };
    },
  }),
  'the orders of a user': ({ store, make }, username, other) => ({
    page: (request) => store.orders.listByUser(username, request),
    pageOfOther: (request) => store.orders.listByUser(other, request),
    next() {
      const item = make.order({ username, assetId: 'BTC' });
      return { item, change: insert('order', item) };
    },
  }),
  'the orders of one asset': ({ store, make }, username, other) => ({
    page: (request) => store.orders.listByUserAndAsset(username, 'BTC', request),
    pageOfOther: (request) => store.orders.listByUserAndAsset(other, 'BTC', request),
    stranger: () => insert('order', make.order({ username, assetId: 'ETH' })),
    next() {
      const item = make.order({ username, assetId: 'BTC' });
      return { item, change: insert('order', item) };
    },
  }),
  'the orders in one status': ({ store, make }, username, other) => ({
    page: (request) => store.orders.listByUserAndStatus(username, 'QUEUED', request),
    pageOfOther: (request) => store.orders.listByUserAndStatus(other, 'QUEUED', request),
    stranger: () => insert('order', make.order({ username, assetId: 'BTC', status: 'COMPLETED' })),
    next() {
      const item = make.order({ username, assetId: 'BTC', status: 'QUEUED' });
      return { item, change: insert('order', item) };
    },
  }),
  'the resting orders of an asset': ({ store, make }, username) => ({
    page: (request) => store.orders.listRestingByAsset('SOL', request),
    pageOfOther: (request) => store.orders.listRestingByAsset('BTC', request),
    stranger: () => insert('order', make.order({ username, assetId: 'SOL', status: 'COMPLETED' })),
    next() {
      const item = make.order({ username, assetId: 'SOL' });
      return { item, change: insert('order', item) };
    },
  }),
  'the refresh families of a user': ({ store, make }, username, other) => ({
    page: (request) => store.refreshTokens.listFamilies(username, request),
    pageOfOther: (request) => store.refreshTokens.listFamilies(other, request),
    next() {
      const item = make.refreshFamily({ username });
      return { item, change: insert('refreshFamily', item) };
    },
  }),
  'the audit trail': ({ store, make }, username, other) => ({
    page: (request) => store.auditTrail.list(username, request),
    pageOfOther: (request) => store.auditTrail.list(other, request),
    next() {
      const item = make.auditEntry({ username });
      return { item, change: insert('auditEntry', item) };
    },
  }),
  'the records of cash rows': (place, username, other) => ({
    page: (request) => recordPage(place, 'balanceTransaction', username, request),
    pageOfOther: (request) => recordPage(place, 'balanceTransaction', other, request),
    next() {
      const item = place.make.cashRow({ username });
      return { item, change: insert('balanceTransaction', item) };
    },
  }),
  'the records of receipts': (place, username, other) => ({
    page: (request) => recordPage(place, 'receipt', username, request),
    pageOfOther: (request) => recordPage(place, 'receipt', other, request),
    next() {
      const item = place.make.receipt({ username });
      return { item, change: insert('receipt', item) };
    },
  }),
  'the users': ({ store, make }) => ({
    page: (request) => store.users.list(request),
    next() {
      const item = make.user();
      return { item, change: insert('user', item) };
    },
  }),
  'the users in one status': ({ store, make }) => ({
    page: (request) => store.users.listByStatus('SUSPENDED', request),
    pageOfOther: (request) => store.users.listByStatus('ERASED', request),
    stranger: () => insert('user', make.user()),
    next() {
      const item = make.user({ status: 'SUSPENDED' });
      return { item, change: insert('user', item) };
    },
  }),
  'the catalogue': ({ store, make }) => ({
    page: (request) => store.assets.list(request),
    next() {
      const item = make.asset();
      return { item, change: insert('asset', item) };
    },
  }),
  'the exchange rates': ({ store, make }) => ({
    page: (request) => store.rates.list(request),
    stranger: () => insert('asset', make.asset()),
    next() {
      const item = make.rate();
      return { item, change: insert('rate', item) };
    },
  }),
  'the active assets': ({ store, make }) => ({
    page: (request) => store.assets.listActive(request),
    stranger: () => insert('asset', make.asset({ isActive: false })),
    next() {
      const item = make.asset();
      return { item, change: insert('asset', item) };
    },
  }),
};

/** The entities in these records. */
async function recordPage(
  { store }: Place,
  kind: RecordKind,
  username: string,
  request?: PageRequest,
): Promise<Page<Listed>> {
  const { items, ...rest } = await store.records.list(kind, username, request);
  return {
    ...rest,
    items: items.map((record) => {
      if ('entity' in record) return record.entity;
      throw new Error(`the record ${record.id} cannot be read: ${record.unreadable}`);
    }),
  };
}

/** The names of all lists of a store. */
export const LIST_NAMES: readonly string[] = Object.keys(DEFINITIONS);

/** A list among neighbours: other users, assets and statuses have items that do not belong to it. */
export async function openList(place: Place, name: string): Promise<ListUnderTest> {
  const define = DEFINITIONS[name];
  if (define === undefined) throw new RangeError(`there is no list ${name}`);
  const list = { name, ...define(place, OWNER, OTHER) };
  if (list.pageOfOther !== undefined && (await place.store.users.get(OWNER)) === undefined) await addNeighbours(place);
  return list;
}

/** One name begins with the other. */
const OWNER = 'alice_1';
const OTHER = 'alice_10';

async function addNeighbours({ make, commit, addUser }: Place): Promise<void> {
  await addUser({ username: OWNER });
  await addUser({ username: OTHER });
  await commit(...['BTC', 'BTC-PERP', 'ETH', 'SOL'].map((assetId) => insert('asset', make.asset({ assetId }))));
  for (let index = 0; index < 2; index++) {
    const theirs = { username: OTHER, assetId: 'BTC' };
    await commit(
      insert('balanceTransaction', make.cashRow({ username: theirs.username })),
      insert('assetTransaction', make.assetRow(theirs)),
      insert('order', make.order(theirs)),
      insert('receipt', make.receipt(theirs)),
      insert('refreshFamily', make.refreshFamily({ username: OTHER })),
      insert('auditEntry', make.auditEntry({ username: OTHER })),
    );
  }
}

/** Adds items of one millisecond to the list, each with a stranger beside it. */
export async function addItems({ commit }: Place, list: ListUnderTest, count: number): Promise<Listed[]> {
  const added = Array.from({ length: count }, () => list.next());
  for (let start = 0; start < count; start += PER_COMMIT) {
    const changes = added.slice(start, start + PER_COMMIT).map(({ change }) => change);
    const strangers = list.stranger === undefined ? [] : changes.map(list.stranger);
    await commit(...changes, ...strangers);
  }
  return added.map(({ item }) => item);
}

/** Each has a stranger beside it, and a user counts twice. */
const PER_COMMIT = MAX_CHANGES / 4;
