import { type Page, type PageRequest, StorageFailedError } from '@orderfolio/domain';
import { type Entities, type EntityKind, type ListIdentity, readPage, toPage } from '@orderfolio/domain/adapter';
import type { Connection } from '../connection.ts';
import { type Item, type Mapper, readItem } from '../mappers/mapper.ts';

/** A list: where its items stand, newest last. */
export interface ListDefinition<Kind extends EntityKind> {
  readonly mapper: Mapper<Kind>;
  /** The index to read, or undefined for the table itself, which is read consistently. */
  readonly index?: string | undefined;
  /** The condition on the key. It names the values by `:attribute`. */
  readonly where: string;
  /** The key of an entity in this list. */
  keyOf(entity: Entities[Kind]): string;
}

/** A list of one user, or of one catalogue: the values of its key, and how a cursor's key becomes one of the table. */
export interface ListOf {
  readonly identity: ListIdentity;
  readonly values: Readonly<Record<string, string>>;
  startAfter(key: string): Record<string, string>;
}

/**
 * A page of a list, in one request. It reads one item more than it returns: DynamoDB says that more may follow even at the exact end of a
 * list, and `nextCursor` promises that something does.
 */
export async function pageOf<Kind extends EntityKind>(
  connection: Connection,
  { mapper, index, where, keyOf }: ListDefinition<Kind>,
  { identity, values, startAfter }: ListOf,
  request: PageRequest | undefined,
): Promise<Page<Entities[Kind]>> {
  const { limit, after } = readPage(identity, request);
  const items = await connection.query({
    IndexName: index,
    ConsistentRead: index === undefined,
    KeyConditionExpression: where,
    ExpressionAttributeValues: Object.fromEntries(Object.entries(values).map(([name, value]) => [`:${name}`, value])),
    ScanIndexForward: false,
    Limit: limit + 1,
    ExclusiveStartKey: after === undefined ? undefined : startAfter(after),
  });
  return toPage(
    identity,
    limit,
    items.map((item) => mustRead(mapper, item)),
    keyOf,
  );
}

/** The entity in an item, which must be there. */
export function mustRead<Kind extends EntityKind>(mapper: Mapper<Kind>, item: Item): Entities[Kind] {
  const entity = readItem(mapper, item);
  if (entity !== undefined) return entity;
  throw new StorageFailedError({ reason: `the item with pk ${item.pk} and sk ${item.sk} is empty`, retryable: false });
}
