import { isDecimal, type PageRequest, StorageFailedError } from '@orderfolio/domain';
import {
  type RecordKind,
  type RecordRepository,
  readPage,
  type StoredRecord,
  toPage,
} from '@orderfolio/domain/adapter';
import type { Connection } from '../connection.ts';
import { SK_PREFIX, userPartition } from '../item-key.ts';
import { MAPPERS } from '../mappers/index.ts';
import { type Attributes, type Item, type Mapper, readItem } from '../mappers/mapper.ts';
import { withCostBasis } from '../older-holdings.ts';
import { listUsers } from './user-repository.ts';

const PREFIXES: { readonly [Kind in RecordKind]: string } = {
  balance: SK_PREFIX.balance,
  assetBalance: SK_PREFIX.holding,
  balanceTransaction: SK_PREFIX.cashRow,
  assetTransaction: SK_PREFIX.assetRow,
  order: SK_PREFIX.order,
  receipt: SK_PREFIX.receipt,
};

export function recordRepository(connection: Connection): RecordRepository {
  return {
    listUsers: (page) => listUsers(connection, page),
    async list<Kind extends RecordKind>(kind: Kind, username: string, request?: PageRequest) {
      const identity = ['records', kind, username];
      const { limit, after } = readPage(identity, request);
      const pk = userPartition(username);
      const prefix = PREFIXES[kind];
      const found = await connection.query({
        ConsistentRead: true,
        KeyConditionExpression: 'pk = :pk AND begins_with(sk, :sk)',
        ExpressionAttributeValues: { ':pk': pk, ':sk': prefix },
        ScanIndexForward: false,
        Limit: limit + 1,
        ExclusiveStartKey: after === undefined ? undefined : { pk, sk: prefix + after.replace(' ', '#') },
      });
      const items = await withCostBasis(connection, found);
      const { items: page, nextCursor } = toPage(identity, limit, items, (item) => idOf(kind, item));
      return {
        items: page.flatMap((item) => recordIn(connection, kind, item)),
        ...(nextCursor !== undefined && { nextCursor }),
      };
    },
  };
}

/** The text after the prefix. A space separates the scope and the key of a receipt. */
function idOf(kind: RecordKind, { sk }: Item): string {
  const id = sk.slice(PREFIXES[kind].length);
  return kind === 'receipt' ? id.replace('#', ' ') : id;
}

/** Undefined for an item that only guards its key: see `ReceiptItem`. */
function recordIn<Kind extends RecordKind>(
  { triggerShards }: Pick<Connection, 'triggerShards'>,
  kind: Kind,
  item: Item,
): readonly StoredRecord<Kind>[] {
  const id = idOf(kind, item);
  const mapper: Mapper<Kind> = MAPPERS[kind];
  try {
    const entity = readItem(mapper, item);
    if (entity === undefined) return [];
    const misplaced = misplacedIn(mapper.derived?.(entity) ?? {}, item, triggerShards);
    return [{ id, entity, ...(misplaced !== undefined && { misplaced }) }];
  } catch (error) {
    if (!(error instanceof StorageFailedError)) throw error;
    return [{ id, unreadable: error.reason }];
  }
}

/** The first index attribute that differs from its entity, in words. */
function misplacedIn(derived: Attributes, item: Item, shards: number): string | undefined {
  for (const [name, expected] of Object.entries(derived))
    if (String(item[name]) !== String(expected)) return `${name} is ${item[name]}, and should be ${expected}`;
  const { shard } = item;
  // An item that was written under another number of shards may have another shard, as long as reads look there.
  const isAsked = isDecimal(shard) && shard.gte('0') && shard.lt(String(shards));
  const { restingId } = derived;
  const isRight = restingId === undefined ? shard === undefined : isAsked;
  return isRight ? undefined : `shard is ${shard}, of ${shards}`;
}
