import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { BatchGetCommand, DynamoDBDocumentClient, NumberValue, TransactWriteCommand } from '@aws-sdk/lib-dynamodb';
import { openDynamoDb } from '@orderfolio/adapters-dynamodb';
import { createOrderfolio, createUlidGenerator, type Orderfolio, type Store, systemClock } from '@orderfolio/domain';
import { adapterStoreOf, type ChangeSet, type EntityKey, publishStore } from '@orderfolio/domain/adapter';
import { InstantHandler } from './instant-handler.ts';

/** The table's name, the user and the asset of all orders. */
const tableName = 'orderfolio';
const username = 'alice_01';
const stored = {
  version: { N: '7' },
  createdAt: { S: '2026-01-31T12:00:00.000Z' },
  updatedAt: { S: '2026-01-31T12:00:00.000Z' },
  commit: { S: '01KG8XYZ00ABCDEFGHJKMNPQRS' },
};
const items = [
  {
    pk: { S: `USER#${username}` },
    sk: { S: 'ACCOUNT#BALANCE#USD' },
    available: { N: '1000000000.01' },
    held: { N: '0' },
    totalDeposits: { N: '1000000000.01' },
    totalWithdrawals: { N: '0' },
    sequence: { N: '1' },
    lastId: { S: '01KG8XYZ00ABCDEFGHJKMNPQRS' },
    ...stored,
  },
  {
    pk: { S: 'ASSET#BTC' },
    sk: { S: 'ASSET' },
    name: { S: 'Bitcoin' },
    category: { S: 'major' },
    amount: { N: '0' },
    priceUsd: { N: '50000' },
    isActive: { BOOL: true },
    quantityScale: { N: '8' },
    catalogue: { S: 'ASSETS' },
    activeCatalogue: { S: 'ASSETS' },
    ...stored,
  },
  {
    pk: { S: `USER#${username}` },
    sk: { S: 'ACCOUNT#HOLDING#BTC' },
    available: { N: '1.5' },
    held: { N: '0' },
    costBasis: { N: '75000' },
    sequence: { N: '1' },
    lastId: { S: '01KG8XYZ00ABCDEFGHJKMNPQRS' },
    ...stored,
  },
];
const keys = [
  { entity: 'balance', username, currency: 'USD' },
  { entity: 'asset', assetId: 'BTC' },
  { entity: 'lastTick', assetId: 'BTC', currency: 'USD' },
  { entity: 'assetBalance', username, assetId: 'BTC' },
] as const satisfies readonly EntityKey[];

/** The asset has no last price. */
const LAST_TICK = { pk: 'ASSET#BTC', sk: 'TICK' };

/** The contenders. Each sends the requests of one market buy. */
export interface MarketBuy {
  /** The whole command: `orders.place`. */
  command(): Promise<unknown>;
  /** The adapter alone: the command's read, and its commit. */
  adapter(): Promise<unknown>;
  /** The same two requests by hand. */
  byHand(): Promise<unknown>;
  /** The bytes of the two requests, ours and by hand. */
  bytes(): Promise<{ readonly ours: number; readonly byHand: number }>;
}

export async function marketBuy(): Promise<MarketBuy> {
  const handler = new InstantHandler({ BatchGetItem: { Responses: { [tableName]: items } }, TransactWriteItems: {} });
  const credentials = { accessKeyId: 'local', secretAccessKey: 'local' };
  const client = new DynamoDBClient({ region: 'eu-central-1', credentials, maxAttempts: 1, requestHandler: handler });
  const ids = createUlidGenerator(systemClock);
  const store = await openDynamoDb({ tableName, client, onOpen: 'trust' });
  const app = createOrderfolio({ store });
  const command = () => place(app);
  const changeSet = await changeSetOf(store);
  const { unitOfWork } = adapterStoreOf(store);
  const adapter = async (): Promise<void> => {
    await unitOfWork.read(keys);
    await unitOfWork.commit({ ...changeSet, token: ids.next() });
  };
  await adapter();
  const byHand = handWritten(client, JSON.parse(handler.bodyOf('TransactWriteItems')), () => ids.next());
  const sentBy = async (work: () => Promise<unknown>): Promise<number> => {
    await work();
    return handler.bodyOf('BatchGetItem').length + handler.bodyOf('TransactWriteItems').length;
  };
  return {
    command,
    adapter,
    byHand,
    bytes: async () => ({ ours: await sentBy(adapter), byHand: await sentBy(byHand) }),
  };
}

function place(app: Orderfolio): Promise<unknown> {
  return app.orders.place({ username, orderType: 'MARKET_BUY', assetId: 'BTC', quantity: '0.01' });
}

/** What the command commits. */
async function changeSetOf(store: Store): Promise<ChangeSet> {
  const commits: ChangeSet[] = [];
  const adapterStore = adapterStoreOf(store);
  const unitOfWork = {
    read: adapterStore.unitOfWork.read.bind(adapterStore.unitOfWork),
    commit: async (changeSet: ChangeSet) => void commits.push(changeSet),
  };
  await place(createOrderfolio({ store: publishStore({ ...adapterStore, unitOfWork }) }));
  const [changeSet] = commits;
  if (changeSet === undefined) throw new Error('the order committed nothing');
  return changeSet;
}

/**
 * The same requests through lib-dynamodb, in the shortest form: nothing is computed or checked, and no reply is looked
 * at.
 */
function handWritten(client: DynamoDBClient, sent: Sent, newToken: () => string): () => Promise<unknown> {
  const documents = DynamoDBDocumentClient.from(client, {
    marshallOptions: { removeUndefinedValues: true },
    unmarshallOptions: { wrapNumbers: NumberValue.from },
  });
  const Keys = [...items.map(({ pk, sk }) => ({ pk: pk.S, sk: sk.S })), LAST_TICK];
  const puts = sent.TransactItems.map(({ Put }) => ({
    put: {
      ...Put,
      ...(Put.ExpressionAttributeValues && { ExpressionAttributeValues: native(Put.ExpressionAttributeValues) }),
    },
    texts: native(Put.Item),
    numbers: Object.entries(Put.Item).flatMap(([name, { N }]) => (typeof N === 'string' ? [[name, N] as const] : [])),
  }));
  // Each order has its own amounts, so they become numbers of DynamoDB for each.
  const build = () =>
    puts.map(({ put, texts, numbers }) => {
      const Item = { ...texts };
      for (const [name, text] of numbers) Item[name] = NumberValue.from(text);
      return { Put: { ...put, Item } };
    });
  return async () => {
    await documents.send(new BatchGetCommand({ RequestItems: { [tableName]: { Keys, ConsistentRead: true } } }));
    // As long as the hash that the adapter sends.
    const ClientRequestToken = newToken().padEnd(36, '0');
    await documents.send(new TransactWriteCommand({ ClientRequestToken, TransactItems: build() }));
  };
}

type Wire = Readonly<Record<string, Readonly<Record<string, unknown>>>>;
interface Sent {
  readonly TransactItems: readonly {
    readonly Put: { readonly TableName: string; readonly Item: Wire; readonly ExpressionAttributeValues?: Wire };
  }[];
}

/** The values of an item as lib-dynamodb takes them. */
function native(item: Wire): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(item).map(([name, { N, M, S, BOOL }]) => {
      if (typeof N === 'string') return [name, NumberValue.from(N)];
      return [name, typeof M === 'object' ? native(M as Wire) : (S ?? BOOL)];
    }),
  );
}
