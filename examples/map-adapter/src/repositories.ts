import { type Page, type PageRequest, StorageFailedError } from '@orderfolio/domain';
import {
  type AdapterStore,
  assetBalanceReads,
  assetReads,
  assetTransactionReads,
  auditTrailReads,
  balanceReads,
  type Entities,
  type EntityKind,
  type EntityReader,
  idOf,
  keyWords,
  type ListedUser,
  type ListIdentity,
  loginAttemptReads,
  orderReads,
  prefixRange,
  projectionReads,
  type RecordKind,
  rateReads,
  readPage,
  recordEnd,
  refreshTokenReads,
  type StoredRecord,
  toOpenOrders,
  toPage,
  userReads,
} from '@orderfolio/domain/adapter';
import { entityIn, placeOf, type Records, type StoredText } from './records.ts';
import { orderIn, triggerIndex } from './trigger-index.ts';

type Repositories = Pick<
  AdapterStore,
  | 'users'
  | 'balances'
  | 'assets'
  | 'rates'
  | 'orders'
  | 'assetBalances'
  | 'assetTransactions'
  | 'loginAttempts'
  | 'refreshTokens'
  | 'auditTrail'
  | 'records'
  | 'expired'
  | 'projections'
  | 'triggers'
>;

/** The domain provides the reads of single entities. An adapter adds its lists. */
export function repositories(records: Records, reader: EntityReader): Repositories {
  /** The entities of a kind that belong to the list, in pages, with the greatest `keyOf` first. */
  const list =
    <Kind extends EntityKind>(kind: Kind, keyOf: (entity: Entities[Kind]) => string) =>
    async (
      identity: ListIdentity,
      isIn: (entity: Entities[Kind]) => boolean,
      request: PageRequest | undefined,
    ): Promise<Page<Entities[Kind]>> =>
      pageOf(
        identity,
        records
          .all(kind)
          .map((record) => entityIn(kind, record))
          .filter(isIn),
        keyOf,
        request,
      );

  const projections = list('projection', ({ key }) => key);
  const users = list('user', ({ createdAt, username }) => `${createdAt} ${username}`);
  const assets = list('asset', ({ createdAt, assetId }) => `${createdAt} ${assetId}`);
  const rates = list('rate', ({ createdAt, pair }) => `${createdAt} ${pair}`);
  const orders = list('order', ({ orderId }) => orderId);
  const cashRows = list('balanceTransaction', ({ transactionId }) => transactionId);
  const assetRows = list('assetTransaction', ({ transactionId }) => transactionId);
  const families = list('refreshFamily', ({ familyId }) => familyId);
  const auditEntries = list('auditEntry', ({ sequence }) => String(sequence).padStart(16, '0'));

  const holdingsOf = (username: string) =>
    everyOf(records, 'assetBalance', username).sort((one, other) => (one.assetId < other.assetId ? -1 : 1));
  const balancesOf = (username: string) =>
    everyOf(records, 'balance', username).sort((one, other) => (one.currency < other.currency ? -1 : 1));

  return {
    users: {
      ...userReads(reader),
      getByEmail: async (email) => everyUser(records).find((user) => sameEmail(user.email, email)),
      list: (page) => users(['users'], () => true, page),
      listByStatus: (status, page) => users(['users', 'status', status], (user) => user.status === status, page),
      listByUsernamePrefix: async (prefix, page) =>
        beginningPage(['users', 'username', prefix], everyUser(records), ({ username }) => username, prefix, page),
      listByEmailPrefix: async (prefix, page) =>
        beginningPage(
          ['users', 'email', prefix],
          everyUser(records).filter(({ status }) => status !== 'ERASED'),
          ({ email }) => email.toLowerCase(),
          prefix,
          page,
        ),
    },
    balances: {
      ...balanceReads(reader),
      listTransactions: (username, page) =>
        cashRows(['balance-transactions', username], (row) => row.username === username, page),
    },
    assets: {
      ...assetReads(reader),
      list: (page) => assets(['assets'], () => true, page),
      listActive: (page) => assets(['active-assets'], ({ isActive }) => isActive, page),
    },
    projections: {
      ...projectionReads(reader),
      list: (projection, { from = '', to = '\u{10FFFF}', ...page } = {}) =>
        projections(
          ['projections', projection, from, to],
          (one) => one.projection === projection && from <= one.key && one.key <= to,
          page,
        ),
    },
    rates: { ...rateReads(reader), list: (page) => rates(['rates'], () => true, page) },
    orders: {
      ...orderReads(reader),
      getByClientOrderId: async (username, clientOrderId) =>
        everyOf(records, 'order', username).find((order) => order.clientOrderId === clientOrderId),
      listByUser: (username, page) => orders(['orders', username], (order) => order.username === username, page),
      listByUserAndAsset: (username, assetId, page) =>
        orders(
          ['orders', username, 'asset', assetId],
          (order) => order.username === username && order.assetId === assetId,
          page,
        ),
      listByUserAndStatus: (username, status, page) =>
        orders(
          ['orders', username, 'status', status],
          (order) => order.username === username && order.status === status,
          page,
        ),
      async listRestingByAsset(assetId, page) {
        const resting = records.all('order').filter(({ place }) => place.restsOn === assetId);
        return toOpenOrders(pageOf(['resting-orders', assetId], resting.map(orderIn), idOf, page));
      },
    },
    assetBalances: {
      ...assetBalanceReads(reader),
      getAll: async (username) => holdingsOf(username),
      getAccount: async (username) => ({ balances: balancesOf(username), assetBalances: holdingsOf(username) }),
    },
    assetTransactions: {
      ...assetTransactionReads(reader),
      listByUser: (username, page) =>
        assetRows(['asset-transactions', username], (row) => row.username === username, page),
      listByUserAndAsset: (username, assetId, page) =>
        assetRows(
          ['asset-transactions', username, 'asset', assetId],
          (row) => row.username === username && row.assetId === assetId,
          page,
        ),
    },
    loginAttempts: loginAttemptReads(reader),
    refreshTokens: {
      ...refreshTokenReads(reader),
      listFamilies: (username, page) =>
        families(['refresh-families', username], (family) => family.username === username, page),
    },
    auditTrail: {
      ...auditTrailReads(reader),
      list: (username, page) => auditEntries(['audit-entries', username], (entry) => entry.username === username, page),
    },
    expired: {
      async purge(now) {
        const ended = KINDS.flatMap((kind) => records.all(kind).filter((record) => hasEnded(kind, record, now)));
        for (const { key } of ended) records.remove(key);
        return { removed: ended.length };
      },
    },
    records: {
      async listUsers(page) {
        const found = records.all('user').map((record) => ({ ...listedUser(record), place: ageKeyOf(record) }));
        const { items, ...rest } = pageOf(['users'], found, ({ place }) => place, page);
        return { ...rest, items: items.map(({ place: _place, ...user }) => user) };
      },
      async list(kind, username, page) {
        const found = recordsOf(records, kind, username).map((record) => storedRecord(kind, record));
        return pageOf(['records', kind, username], found, ({ id }) => id, page);
      },
    },
    triggers: triggerIndex(records),
  };
}

function listedUser(record: StoredText): ListedUser {
  const [username = ''] = keyWords(record.key);
  try {
    entityIn('user', record);
    return { username };
  } catch (error) {
    if (!(error instanceof StorageFailedError)) throw error;
    return { username, unreadable: error.reason };
  }
}

/** The place of a user in the list of all: a record that is broken still has it. */
function ageKeyOf({ key, json }: StoredText): string {
  const fields: unknown = JSON.parse(json);
  const createdAt: unknown =
    typeof fields === 'object' && fields !== null ? Reflect.get(fields, 'createdAt') : undefined;
  return `${createdAt} ${keyWords(key).join(' ')}`;
}

/** E-mails that differ only in case are the same. */
export function sameEmail(one: string, other: string): boolean {
  return one.toLowerCase() === other.toLowerCase();
}

/** A page of a list whose items are all in memory. */
function pageOf<Item>(
  list: ListIdentity,
  items: readonly Item[],
  keyOf: (item: Item) => string,
  request: PageRequest | undefined,
): Page<Item> {
  const { limit, after } = readPage(list, request);
  const rows = items
    .filter((item) => after === undefined || keyOf(item) < after)
    .sort((one, other) => (keyOf(one) < keyOf(other) ? 1 : -1))
    .slice(0, limit + 1);
  return toPage(list, limit, rows, keyOf);
}

/** Like `pageOf`, of the items whose keys begin with a text, in the order of the keys. */
function beginningPage<Item>(
  list: ListIdentity,
  items: readonly Item[],
  keyOf: (item: Item) => string,
  prefix: string,
  request: PageRequest | undefined,
): Page<Item> {
  const { limit, after } = readPage(list, request);
  const { from, to } = prefixRange(prefix, after);
  const rows = items
    .filter((item) => from <= keyOf(item) && keyOf(item) < to)
    .sort((one, other) => (keyOf(one) < keyOf(other) ? -1 : 1))
    .slice(0, limit + 1);
  return toPage(list, limit, rows, keyOf);
}

/** The domain knows which kinds of records end by themselves. */
const KINDS = ['loginAttempts', 'sourceAttempts', 'refreshFamily', 'refreshToken', 'accountToken'] as const;

function hasEnded<Kind extends EntityKind>(kind: Kind, record: StoredText, now: string): boolean {
  const end = recordEnd(kind, entityIn(kind, record));
  return end !== undefined && end <= now;
}

function everyUser(records: Records): Entities['user'][] {
  return records.all('user').map((record) => entityIn('user', record));
}

function recordsOf(records: Records, kind: EntityKind, username: string): readonly StoredText[] {
  return records.all(kind).filter(({ key }) => 'username' in key && key.username === username);
}

function everyOf<Kind extends EntityKind>(records: Records, kind: Kind, username: string): Entities[Kind][] {
  return recordsOf(records, kind, username).map((record) => entityIn(kind, record));
}

/** A record as `reconcile` reads it. A broken one comes with the reason. */
function storedRecord<Kind extends RecordKind>(kind: Kind, record: StoredText): StoredRecord<Kind> {
  const [, ...words] = keyWords(record.key);
  const id = words.join(' ');
  try {
    const entity = entityIn(kind, record);
    const misplaced = misplacedIn(kind, entity, record);
    return { id, entity, ...(misplaced !== undefined && { misplaced }) };
  } catch (error) {
    if (!(error instanceof StorageFailedError)) throw error;
    return { id, unreadable: error.reason };
  }
}

/** The differences between a record's places in the indexes and those of its entity. */
function misplacedIn<Kind extends RecordKind>(
  kind: Kind,
  entity: Entities[Kind],
  { place }: StoredText,
): string | undefined {
  const [is, should] = [JSON.stringify(place), JSON.stringify(placeOf(kind, entity))];
  return is === should ? undefined : `its place is ${is}, and should be ${should}`;
}
