import { NumberValue } from '@aws-sdk/lib-dynamodb';
import { isDecimal } from '@orderfolio/domain';
import type { Connection } from '../connection.ts';
import type { ItemKey } from '../item-key.ts';
import type { Attributes, Item } from '../mappers/mapper.ts';
import { INDEX_KEYS, type IndexName, isNumber } from '../schema.ts';

/** A read of an index that is spread over shards. */
export interface ShardedQuery {
  readonly index: IndexName;
  readonly shards: number;
  /** The condition on the key, without the shard. It names the values by `:attribute`. */
  readonly where: string;
  readonly values: Attributes;
  readonly order: 'ascending' | 'descending';
  readonly limit: number;
  /** The attributes of the item to continue after, whatever its shard, even if it is gone. */
  readonly after?: (ItemKey & Attributes) | undefined;
}

/** At most `limit` items in the order of the index. It sends a request to each shard at once, each for at most `limit` items. */
export async function queryShards(connection: Connection, query: ShardedQuery): Promise<readonly Item[]> {
  const { index, where, values, order, limit, after } = query;
  const shards = Array.from({ length: query.shards }, (_none, shard) => shard);
  const found = await Promise.all(
    shards.map((shard) =>
      connection.query({
        IndexName: index,
        KeyConditionExpression: `${where} AND #shard = :shard`,
        ExpressionAttributeNames: { '#shard': 'shard' },
        ExpressionAttributeValues: { ...values, ':shard': shard },
        ScanIndexForward: order === 'ascending',
        Limit: limit,
        ExclusiveStartKey: after && startKey(index, after, shard),
      }),
    ),
  );
  const direction = order === 'ascending' ? 1 : -1;
  const { sort } = INDEX_KEYS[index];
  return found
    .flat()
    .sort((one, other) => direction * comparePlaces(sort, one, other))
    .slice(0, limit);
}

/**
 * The place of the item in the index, without the shard, as text. It comes from the item's key in the index, whatever the rest of the
 * item says.
 */
export function placeOf(index: IndexName, item: Item): string {
  return placeNames(index)
    .map((name) => String(item[name]))
    .join(SEPARATOR);
}

/** The attributes of a place. */
export function placeIn(index: IndexName, place: string): ItemKey & Attributes {
  const words = place.split(SEPARATOR);
  const [pk = '', sk = ''] = words;
  const attributes = placeNames(index).map((name, position): [string, Attributes[string]] => {
    const word = words[position] ?? '';
    return [name, isNumber(name) ? NumberValue.from(word) : word];
  });
  return { ...Object.fromEntries(attributes), pk, sk };
}

/** No key has one in it. */
const SEPARATOR = '\n';

function placeNames(index: IndexName): readonly string[] {
  const { partition, sort } = INDEX_KEYS[index];
  return [...new Set(['pk', 'sk', ...partition, ...sort])].filter((name) => name !== 'shard');
}

/** A key of the index and of the table. Undefined, which is the start, for an item that is not in the index. */
function startKey(index: IndexName, after: ItemKey & Attributes, shard: number): Attributes | undefined {
  const { partition, sort } = INDEX_KEYS[index];
  const place: Attributes = { ...after, shard };
  const key = Object.fromEntries(['pk', 'sk', ...partition, ...sort].map((name) => [name, place[name]]));
  return Object.values(key).includes(undefined) ? undefined : key;
}

function comparePlaces(sort: readonly string[], one: Item, other: Item): number {
  for (const name of sort) {
    const order = compareValues(one[name], other[name]);
    if (order !== 0) return order;
  }
  return 0;
}

/** A sort key of an index is a number or a string, the same on all its items. */
function compareValues(one: unknown, other: unknown): number {
  if (isDecimal(one) && isDecimal(other)) return one.cmp(other);
  if (typeof one !== 'string' || typeof other !== 'string' || one === other) return 0;
  return one < other ? -1 : 1;
}
