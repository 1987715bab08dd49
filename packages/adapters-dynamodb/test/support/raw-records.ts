import { inflateRawSync } from 'node:zlib';
import {
  type AttributeValue,
  DeleteItemCommand,
  type DynamoDBClient,
  GetItemCommand,
  PutItemCommand,
  paginateScan,
} from '@aws-sdk/client-dynamodb';
import type { RawRecords } from '@orderfolio/conformance';
import { isDecimal } from '@orderfolio/domain';
import type { EntityKey } from '@orderfolio/domain/adapter';
import { itemKeyOf, lockKey } from '../../src/item-key.ts';

type Item = Readonly<Record<string, AttributeValue>>;

const LOCK = lockKey('any').sk;

/** The items of a table, past the store. */
export function rawRecords(client: DynamoDBClient, TableName: string): RawRecords {
  async function read(key: EntityKey): Promise<Item> {
    const { Item: item } = await client.send(new GetItemCommand({ TableName, Key: keyOf(key), ConsistentRead: true }));
    if (item === undefined) throw new Error(`there is no such ${key.entity}`);
    return item;
  }

  async function put(item: Item): Promise<void> {
    await client.send(new PutItemCommand({ TableName, Item: { ...item } }));
  }

  async function remove(key: EntityKey): Promise<void> {
    await client.send(new DeleteItemCommand({ TableName, Key: keyOf(key) }));
  }

  return {
    async overwrite(key, field, value) {
      const before = await read(key);
      const name = nameOf(key, field);
      const { [name]: _overwritten, ...others } = withPlainText(before);
      const attribute = attributeOf(value);
      await put(attribute === undefined ? others : { ...others, [name]: attribute });
      return () => put(before);
    },
    has: async (key, field) => nameOf(key, field) in (await read(key)),
    async remove(key) {
      const before = await read(key);
      await remove(key);
      return () => put(before);
    },
    async all() {
      const items: Item[] = [];
      for await (const page of paginateScan({ client }, { TableName, ConsistentRead: true }))
        items.push(...(page.Items ?? []));
      return items.filter(({ sk }) => sk?.S !== LOCK);
    },
    async copy(key, to) {
      await put({ ...(await read(key)), ...keyOf(to) });
      return () => remove(to);
    },
  };
}

function keyOf(key: EntityKey) {
  const { pk, sk } = itemKeyOf(key);
  return { pk: { S: pk }, sk: { S: sk } };
}

/** The ledgers' rows also have a status, and would enter the index of orders. */
function nameOf({ entity }: EntityKey, field: string): string {
  return entity === 'order' && field === 'status' ? 'orderStatus' : field;
}

function attributeOf(value: unknown): AttributeValue | undefined {
  if (value === undefined) return undefined;
  if (typeof value === 'boolean') return { BOOL: value };
  return isDecimal(value) || typeof value === 'number' ? { N: String(value) } : { S: String(value) };
}

/** The item with the text of a receipt uncompressed, as in a short receipt. */
function withPlainText(item: Item): Item {
  const { body, ...rest } = item;
  if (body?.B === undefined) return item;
  const { request, result }: { request: string; result: string } = JSON.parse(inflateRawSync(body.B).toString());
  return { ...rest, request: { S: request }, result: { S: result } };
}
