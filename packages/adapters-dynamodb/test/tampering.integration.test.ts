import { inflateRawSync } from 'node:zlib';
import {
  type AttributeValue,
  DeleteItemCommand,
  DynamoDBClient,
  GetItemCommand,
  PutItemCommand,
} from '@aws-sdk/client-dynamodb';
import { isDecimal } from '@orderfolio/domain';
import { type EntityKey, keyWords, type RecordKind } from '@orderfolio/domain/adapter';
import { type RawRecords, testTampering } from '@orderfolio/domain/conformance';
import { afterAll, beforeAll, describe } from 'vitest';
import { dynamoDbAdapter } from './support/adapter.ts';
import { clientConfig, missingServer, newTableName } from './support/table.ts';

/** The table of the place that was opened last. */
let TableName = '';
const adapter = dynamoDbAdapter('DynamoDB', () => {
  TableName = newTableName();
  return TableName;
});

const PREFIXES: { readonly [Kind in RecordKind]: string } = {
  balance: 'ACCOUNT#BALANCE',
  assetBalance: 'ACCOUNT#HOLDING',
  balanceTransaction: 'CASH',
  assetTransaction: 'TRADE',
  order: 'ORDER',
  receipt: 'RECEIPT',
};

type Item = Readonly<Record<string, AttributeValue>>;

function itemKeyOf(key: EntityKey<RecordKind>) {
  const [username = '', ...words] = keyWords(key);
  return { pk: { S: `USER#${username}` }, sk: { S: [PREFIXES[key.entity], ...words].join('#') } };
}

function attributeOf(value: unknown): AttributeValue | undefined {
  if (value === undefined) return undefined;
  return isDecimal(value) || typeof value === 'number' ? { N: String(value) } : { S: String(value) };
}

/** The item with the text of a receipt plain, as a short one has it. */
function withPlainText(item: Item): Item {
  const { body, ...rest } = item;
  if (body?.B === undefined) return item;
  const { request, result }: { request: string; result: string } = JSON.parse(inflateRawSync(body.B).toString());
  return { ...rest, request: { S: request }, result: { S: result } };
}

describe.skipIf(missingServer !== undefined)('an account', () => {
  let client: DynamoDBClient;
  beforeAll(() => {
    client = new DynamoDBClient(clientConfig());
  });
  afterAll(() => client?.destroy());

  async function read(key: EntityKey<RecordKind>): Promise<Item> {
    const { Item: item } = await client.send(
      new GetItemCommand({ TableName, Key: itemKeyOf(key), ConsistentRead: true }),
    );
    if (item === undefined) throw new Error(`there is no ${key.entity} to tamper with`);
    return item;
  }

  async function put(item: Item): Promise<void> {
    await client.send(new PutItemCommand({ TableName, Item: { ...item } }));
  }

  async function remove(key: EntityKey<RecordKind>): Promise<void> {
    await client.send(new DeleteItemCommand({ TableName, Key: itemKeyOf(key) }));
  }

  const raw: RawRecords = {
    has: async (key, field) => field in (await read(key)),
    async overwrite(key, field, value) {
      const before = await read(key);
      const name = key.entity === 'order' && field === 'status' ? 'orderStatus' : field;
      const { [name]: _overwritten, ...others } = withPlainText(before);
      const attribute = attributeOf(value);
      await put(attribute === undefined ? others : { ...others, [name]: attribute });
      return () => put(before);
    },
    async remove(key) {
      const before = await read(key);
      await remove(key);
      return () => put(before);
    },
    async copy(key, to) {
      await put({ ...(await read(key)), ...itemKeyOf(to) });
      return () => remove(to);
    },
  };

  const texts = ['restingId', 'restingAsset', 'expiryBook', 'fallBook', 'riseBook'];
  const numbers = ['fall', 'rise', 'shard'];
  testTampering(adapter, raw, {
    ...Object.fromEntries(texts.map((name) => [name, 'elsewhere'])),
    ...Object.fromEntries(numbers.map((name) => [name, 1_000_000])),
  });
});
