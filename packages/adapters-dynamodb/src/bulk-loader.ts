import { AlreadyExistsError, StorageFailedError } from '@orderfolio/domain';
import {
  type BulkLoader,
  type EntityKind,
  type EntityRecord,
  insert,
  isRecordOf,
  keyIn,
} from '@orderfolio/domain/adapter';
import { classifyError, isRefusal } from './classify-error.ts';
import type { Connection } from './connection.ts';
import { clientOrderKey, emailKey, type ItemKey, isNoEntity, itemKeyOf, kindOf, textOf } from './item-key.ts';
import { MAPPERS } from './mappers/index.ts';
import { type Attributes, type Item, type Mapper, readItem } from './mappers/mapper.ts';
import { withCostBasis } from './older-holdings.ts';
import { assignmentOf } from './receipt-item.ts';
import { shardAttribute } from './shard.ts';
import { LOADED } from './stream-records.ts';
import { ttlAttribute } from './ttl.ts';

/** A scan in so many segments, each of which is a part. */
const SEGMENTS = 8;
/** This many updates are under way at once, for all loads. */
const UPDATES_AT_ONCE = 24;

/** Reads and writes the whole table. */
export function bulkLoader(connection: Connection): BulkLoader {
  const updating = atMost(UPDATES_AT_ONCE);
  return {
    async identity() {
      // Each DynamoDB Local gives the same ARN to a table of this name.
      const { TableArn, TableId, CreationDateTime } = await connection.describe('several');
      return `dynamodb ${TableArn} ${TableId} ${CreationDateTime?.toISOString()}`;
    },
    async estimate() {
      const { ItemCount = 0 } = await connection.describe('several');
      return ItemCount;
    },
    parts: PARTS,
    async read(part, limit, after) {
      const { items, next } = await connection.scan({
        ConsistentRead: true,
        Segment: segmentOf(part),
        TotalSegments: SEGMENTS,
        Limit: limit,
        ExclusiveStartKey: after === undefined ? undefined : placeIn(after),
      });
      const read = (await withCostBasis(connection, items)).map(recordIn);
      return {
        records: read.flatMap(({ record }) => record ?? []),
        unreadable: read.flatMap(({ unreadable }) => unreadable ?? []),
        ...(next !== undefined && { next: placeOf(next) }),
      };
    },
    load: (records) => load(connection, updating, records),
    // An item belongs to no other: there is nothing that a table could check.
    finish: async () => connection.requireOpen(),
  };
}

const PARTS: readonly string[] = Object.freeze(
  Array.from({ length: SEGMENTS }, (_none, segment) => `${segment} of ${SEGMENTS}`),
);

function segmentOf(part: string): number {
  const segment = PARTS.indexOf(part);
  if (segment >= 0) return segment;
  throw new StorageFailedError({ reason: `a table has no part ${part}`, retryable: false });
}

/** The end of a page. No key has a line break in it. */
function placeOf({ pk, sk }: ItemKey): string {
  return `${pk}\n${sk}`;
}

function placeIn(place: string): { readonly pk: string; readonly sk: string } {
  const [pk = '', sk = ''] = place.split('\n');
  return { pk, sk };
}

/** What an item has: a record, a reason why it cannot be read, or nothing but a lock or a guard. */
interface Found {
  readonly record?: EntityRecord;
  readonly unreadable?: string;
}

function recordIn(item: Item): Found {
  const kind = kindOf(item);
  if (kind !== undefined) return recordOf(MAPPERS[kind], item);
  if (isNoEntity(item)) return {};
  return { unreadable: `the item with pk ${item.pk} and sk ${item.sk} is of no kind that this release knows` };
}

function recordOf<Kind extends EntityKind>(mapper: Mapper<Kind>, item: Item): Found {
  try {
    const value = readItem(mapper, item);
    return value === undefined ? {} : { record: { entity: mapper.entity, value } };
  } catch (error) {
    if (!(error instanceof StorageFailedError)) throw error;
    return { unreadable: error.reason };
  }
}

/** What a commit writes beside the items of its entities, a load writes too: the guards of e-mails and of client order ids. */
async function load(
  connection: Connection,
  updating: (work: () => Promise<void>) => Promise<void>,
  records: readonly EntityRecord[],
): Promise<void> {
  const updates: Update[] = [];
  const items = new Map<string, Attributes>();
  for (const record of records) {
    const key = itemKeyOf(keyIn(record.entity, record.value));
    const guard = guardOf(record);
    if (guard !== undefined) updates.push(guard);
    if (isOfOrder(record)) updates.push({ key, attributes: attributesOf(record) });
    else items.set(textOf(key), itemOf(record, key, connection.triggerShards));
  }
  // A user or an order whose guard is another's is not written.
  await Promise.all(updates.map((update) => updating(() => write(connection, update))));
  await connection.putAll([...items.values()]);
}

/** Writes some attributes of an item, and leaves the others. */
interface Update {
  readonly key: ItemKey;
  readonly attributes: Attributes;
  /** An attribute that may not have another value already, and the error if it has. */
  readonly guard?: { readonly name: string; readonly taken: AlreadyExistsError };
}

async function write(connection: Connection, { key, attributes, guard }: Update): Promise<void> {
  const { names, values, expression } = assignmentOf({ ...attributes, commit: LOADED });
  const outcome = await connection.update({
    Key: key,
    UpdateExpression: expression,
    ...(guard && {
      ConditionExpression: `attribute_not_exists(#${guard.name}) OR #${guard.name} = :new_${guard.name}`,
    }),
    ExpressionAttributeNames: names,
    ExpressionAttributeValues: values,
  });
  if (outcome.ended === 'answered') return;
  if (guard !== undefined && isRefusal(outcome.cause)) throw guard.taken;
  throw classifyError(outcome.cause);
}

/** What keeps a unique value for the record. */
function guardOf(record: EntityRecord): Update | undefined {
  if (isRecordOf('user', record)) {
    const { username, email } = record.value;
    const taken = new AlreadyExistsError({ entity: 'user', field: 'email', value: email });
    return { key: emailKey(email), attributes: { username }, guard: { name: 'username', taken } };
  }
  if (!isRecordOf('order', record) || record.value.clientOrderId === undefined) return undefined;
  const { username, orderId, clientOrderId } = record.value;
  const taken = new AlreadyExistsError({ entity: 'order', field: 'clientOrderId', value: clientOrderId });
  return { key: clientOrderKey(username, clientOrderId), attributes: { orderId }, guard: { name: 'orderId', taken } };
}

/** True for a receipt whose item may also be the guard of a client order id: see `ReceiptItem`. */
function isOfOrder(record: EntityRecord): boolean {
  return isRecordOf('receipt', record) && record.value.scope === 'ORDER';
}

function attributesOf<Kind extends EntityKind>({ entity, value }: EntityRecord<Kind>): Attributes {
  return MAPPERS[entity].toAttributes(value);
}

function itemOf(record: EntityRecord, key: ItemKey, shards: number): Attributes {
  const attributes = attributesOf(record);
  const ttl = ttlAttribute(insert(record.entity, record.value));
  return { commit: LOADED, ...key, ...attributes, ...shardAttribute(attributes, shards), ...ttl };
}

/** Runs work as soon as fewer than so many others are under way. */
function atMost(count: number): (work: () => Promise<void>) => Promise<void> {
  const waiting: (() => void)[] = [];
  let underWay = 0;
  return async (work) => {
    if (underWay >= count) await new Promise<void>((resolve) => waiting.push(resolve));
    else underWay += 1;
    try {
      await work();
    } finally {
      // Whoever waits takes this place.
      const next = waiting.shift();
      if (next === undefined) underWay -= 1;
      else next();
    }
  };
}
