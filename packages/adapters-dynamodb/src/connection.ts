import { DescribeTableCommand, type DynamoDBClient, type TableDescription } from '@aws-sdk/client-dynamodb';
import type { DynamoDBStreamsClient } from '@aws-sdk/client-dynamodb-streams';
import {
  BatchGetCommand,
  BatchWriteCommand,
  type BatchWriteCommandInput,
  DeleteCommand,
  type DeleteCommandInput,
  DynamoDBDocumentClient,
  QueryCommand,
  type QueryCommandInput,
  ScanCommand,
  type ScanCommandInput,
  TransactWriteCommand,
  type TransactWriteCommandInput,
  UpdateCommand,
  type UpdateCommandInput,
} from '@aws-sdk/lib-dynamodb';
import { StorageFailedError, StoreClosedError } from '@orderfolio/domain';
import type { GuardedObserver } from '@orderfolio/domain/adapter';
import { classifyError, isRefusal } from './classify-error.ts';
import type { Settings } from './config.ts';
import { type ItemKey, textOf } from './item-key.ts';
import { type Attributes, fromNumber, type Item } from './mappers/mapper.ts';
import { observeRequest } from './observed-request.ts';
import { type Outcome, type Patience, pauseAfter, persist } from './persist.ts';

export type Action = NonNullable<TransactWriteCommandInput['TransactItems']>[number];
type WithoutTable<Input> = Omit<Input, 'TableName'>;

type BatchWriteRequests = NonNullable<BatchWriteCommandInput['RequestItems']>[string];

/** BatchGetItem takes this many keys. */
const MAX_KEYS = 100;
/** BatchWriteItem takes this many items. */
const MAX_PUTS = 25;
/** This many requests of one call are under way at once. */
const PUTS_AT_ONCE = 2;

/** One table through one client, which nobody else uses. Every call of the SDK goes through it. */
export class Connection {
  readonly #client: DynamoDBClient;
  readonly #documents: DynamoDBDocumentClient;
  readonly #patience: Patience;
  readonly #observer: GuardedObserver | undefined;
  /** Asked for only if somebody is told. */
  readonly #capacity: 'TOTAL' | undefined;
  readonly #underWay = new Set<Promise<unknown>>();
  #isClosing = false;
  #streams: Promise<DynamoDBStreamsClient> | undefined;
  readonly tableName: string;
  /** See `DynamoDbConfig`. */
  readonly triggerShards: number;

  constructor(client: DynamoDBClient, settings: Patience & Pick<Settings, 'tableName' | 'triggerShards' | 'observer'>) {
    this.#client = client;
    this.#documents = DynamoDBDocumentClient.from(client, {
      marshallOptions: { removeUndefinedValues: true },
      // Without this, digits past the 17th are lost.
      unmarshallOptions: { wrapNumbers: fromNumber },
    });
    this.#patience = settings;
    this.#observer = settings.observer;
    this.#capacity = settings.observer && 'TOTAL';
    this.tableName = settings.tableName;
    this.triggerShards = settings.triggerShards;
  }

  /** STORE_CLOSED once the store is being closed. */
  requireOpen(): void {
    if (this.#isClosing) throw new StoreClosedError();
  }

  /** From now on no request begins, and no read is tried again. A commit that was sent is still carried out. */
  startClosing(): void {
    this.#isClosing = true;
  }

  /** Resolves once every request that was sent is answered. */
  async idle(): Promise<void> {
    await Promise.allSettled(this.#underWay);
  }

  async #track<Result>(work: Promise<Result>): Promise<Result> {
    this.#underWay.add(work);
    try {
      return await work;
    } finally {
      this.#underWay.delete(work);
    }
  }

  /** The newest committed items of the keys, in their order. Up to 100 different keys are one request. */
  async get(keys: readonly ItemKey[]): Promise<readonly (Item | undefined)[]> {
    this.requireOpen();
    return this.lookUp(keys);
  }

  /** Like `get`, but also while the store is being closed: for the outcome of a commit that the store waits for. */
  lookUp(keys: readonly ItemKey[]): Promise<readonly (Item | undefined)[]> {
    return this.#track(this.#get(keys));
  }

  async #get(keys: readonly ItemKey[]): Promise<readonly (Item | undefined)[]> {
    const wanted = new Map(keys.map((key) => [textOf(key), key]));
    const found = new Map<string, Item>();
    const different = [...wanted.values()];
    const chunks: ItemKey[][] = [];
    while (different.length > 0) chunks.push(different.splice(0, MAX_KEYS));
    await Promise.all(chunks.map((chunk) => this.#getChunk(chunk, found)));
    return keys.map((key) => found.get(textOf(key)));
  }

  /** Keys that DynamoDB left out of its reply are requested again. */
  async #getChunk(chunk: readonly ItemKey[], found: Map<string, Item>): Promise<void> {
    let open: readonly Record<string, unknown>[] = chunk.map(({ pk, sk }) => ({ pk, sk }));
    for (let tried = 1, spent = 0; ; tried++) {
      const command = new BatchGetCommand({
        RequestItems: { [this.tableName]: { Keys: [...open], ConsistentRead: true } },
        ReturnConsumedCapacity: this.#capacity,
      });
      const { Responses, UnprocessedKeys } = await this.#read(() =>
        this.#request('BatchGetItem', () => this.#documents.send(command)),
      );
      for (const record of Responses?.[this.tableName] ?? []) {
        const item = toItem(record);
        found.set(textOf(item), item);
      }
      open = UnprocessedKeys?.[this.tableName]?.Keys ?? [];
      if (open.length === 0) return;
      spent += await this.#pauseBefore('keys of a read', tried, spent);
    }
  }

  /** Items in the order of the sort key, at most `input.Limit`; one request for every megabyte of them. */
  async query(input: WithoutTable<QueryCommandInput>): Promise<readonly Item[]> {
    this.requireOpen();
    return this.#track(this.#query(input));
  }

  async #query(input: WithoutTable<QueryCommandInput>): Promise<readonly Item[]> {
    const items: Item[] = [];
    let from = input.ExclusiveStartKey;
    do {
      const command = new QueryCommand({
        ...input,
        TableName: this.tableName,
        ExclusiveStartKey: from,
        Limit: input.Limit && input.Limit - items.length,
        ReturnConsumedCapacity: this.#capacity,
      });
      const page = await this.#read(() => this.#request('Query', () => this.#documents.send(command)));
      items.push(...(page.Items ?? []).map(toItem));
      from = page.LastEvaluatedKey;
    } while (from !== undefined && items.length < (input.Limit ?? Number.POSITIVE_INFINITY));
    return items;
  }

  /** The items of one page of the table, of `scanned` that were looked at. `next` is its end. */
  async scan(
    input: WithoutTable<ScanCommandInput>,
  ): Promise<{ readonly items: readonly Item[]; readonly scanned: number; readonly next?: Item }> {
    this.requireOpen();
    const command = new ScanCommand({ ...input, TableName: this.tableName, ReturnConsumedCapacity: this.#capacity });
    const {
      Items = [],
      ScannedCount = 0,
      LastEvaluatedKey,
    } = await this.#track(this.#read(() => this.#request('Scan', () => this.#documents.send(command))));
    const items = Items.map(toItem);
    return { items, scanned: ScannedCount, ...(LastEvaluatedKey !== undefined && { next: toItem(LastEvaluatedKey) }) };
  }

  /** Puts the items, each in the place of what has its key, in requests of 25. No key twice. If it rejects, some may be stored. */
  async putAll(items: readonly Attributes[]): Promise<void> {
    this.requireOpen();
    const left = [...items];
    const putSome = async (): Promise<void> => {
      while (left.length > 0) await this.#putChunk(left.splice(0, MAX_PUTS));
    };
    await this.#track(Promise.all(Array.from({ length: PUTS_AT_ONCE }, putSome)));
  }

  /** Items that DynamoDB left out are put again. */
  async #putChunk(items: readonly Attributes[]): Promise<void> {
    let open: BatchWriteRequests = items.map((Item) => ({ PutRequest: { Item } }));
    for (let tried = 1, spent = 0; ; tried++) {
      const command = new BatchWriteCommand({ RequestItems: { [this.tableName]: open } });
      const { UnprocessedItems } = await this.#read(() => this.#timed(() => this.#documents.send(command)));
      open = UnprocessedItems?.[this.tableName] ?? [];
      if (open.length === 0) return;
      spent += await this.#pauseBefore('items of a write', tried, spent);
    }
  }

  /** Waits before what was left out is requested again. Returns for how long; STORAGE_FAILED if it has been long enough. */
  async #pauseBefore(what: string, tried: number, spent: number): Promise<number> {
    if (spent >= this.#patience.retryForMs)
      throw new StorageFailedError({ reason: `DynamoDB left ${what} unprocessed`, retryable: true });
    const pause = pauseAfter(tried);
    await this.#patience.timer.sleep(pause);
    return pause;
  }

  /** Removes an item. False if its condition does not hold: the item is gone, or not as the condition says. */
  async remove(input: WithoutTable<DeleteCommandInput>): Promise<boolean> {
    this.requireOpen();
    const command = new DeleteCommand({ ...input, TableName: this.tableName, ReturnConsumedCapacity: this.#capacity });
    const outcome = await this.#track(
      persist(this.#patience, () => this.#request('DeleteItem', () => this.#documents.send(command))),
    );
    if (outcome.ended === 'answered') return true;
    if (isRefusal(outcome.cause)) return false;
    throw classifyError(outcome.cause);
  }

  /** All actions or none, once per token. */
  transact(token: string, actions: readonly Action[]): Promise<Outcome<unknown>> {
    const command = new TransactWriteCommand({
      ClientRequestToken: token,
      TransactItems: [...actions],
      ReturnConsumedCapacity: this.#capacity,
    });
    return this.#track(
      persist(this.#patience, () => this.#request('TransactWriteItems', () => this.#documents.send(command))),
    );
  }

  /** A single write. `attributes` are those that it asked for. */
  async update(
    input: WithoutTable<UpdateCommandInput>,
  ): Promise<Outcome<{ readonly attributes: Record<string, unknown> }>> {
    this.requireOpen();
    const command = new UpdateCommand({ ...input, TableName: this.tableName, ReturnConsumedCapacity: this.#capacity });
    return this.#track(
      persist(this.#patience, async () => {
        const { Attributes = {} } = await this.#request('UpdateItem', () => this.#documents.send(command));
        return { attributes: Attributes };
      }),
    );
  }

  /** The definition and the state of the table. With `attempts` `one` the request is sent once. */
  async describe(attempts: 'one' | 'several'): Promise<TableDescription> {
    const command = new DescribeTableCommand({ TableName: this.tableName });
    const send = () => this.#request('DescribeTable', () => this.#client.send(command));
    this.requireOpen();
    const { Table } = await this.#track(attempts === 'one' ? once(send) : this.#read(send));
    return Table ?? {};
  }

  /** One request to the table's stream, which is read with the Region, the credentials and the connections of the client. */
  async stream<Reply extends object>(
    operation: 'DescribeStream' | 'GetRecords' | 'GetShardIterator',
    send: (client: DynamoDBStreamsClient) => Promise<Reply>,
  ): Promise<Reply> {
    this.requireOpen();
    return this.#track(
      (async () => {
        this.#streams ??= streamsClient(this.#client);
        const client = await this.#streams;
        return this.#read(() => this.#request(operation, () => send(client)));
      })(),
    );
  }

  async #read<Result>(send: () => Promise<Result>): Promise<Result> {
    let tried = 0;
    const outcome = await persist(this.#patience, () => {
      if (tried++ > 0) this.requireOpen();
      return send();
    });
    if (outcome.ended === 'failed') throw classifyError(outcome.cause);
    return outcome.result;
  }

  /** Sends a request once, and stops waiting when its time is over. */
  #request<Reply extends object>(operation: string, send: () => Promise<Reply>): Promise<Reply> {
    if (this.#observer === undefined) return this.#timed(send);
    return observeRequest(this.#observer, { operation, table: this.tableName }, () => this.#timed(send));
  }

  /**
   * Stops waiting for a late reply, whatever the client's own settings are. A client that the store made has given up the request at the
   * same time. An abort signal would cost several times as much.
   */
  async #timed<Result>(send: () => Promise<Result>): Promise<Result> {
    let timeout: NodeJS.Timeout | undefined;
    const late = new Promise<never>((_resolve, reject) => {
      timeout = setTimeout(() => reject(new TimeoutError()), this.#patience.requestTimeoutMs);
    });
    try {
      return await Promise.race([send(), late]);
    } finally {
      clearTimeout(timeout);
    }
  }
}

/** Loaded only by who reads the feed. Its requests go through the handler of the given client, which is closed with it. */
async function streamsClient({ config }: DynamoDBClient): Promise<DynamoDBStreamsClient> {
  const { DynamoDBStreamsClient: Client } = await import('@aws-sdk/client-dynamodb-streams');
  const { region, credentials, endpoint, requestHandler } = config;
  return new Client({
    region,
    credentials,
    requestHandler,
    maxAttempts: 1,
    ...(endpoint !== undefined && { endpoint }),
  });
}

/** It is classified by its name, like the error of the SDK's request handler. */
class TimeoutError extends Error {
  override readonly name = 'TimeoutError';
}

async function once<Result>(send: () => Promise<Result>): Promise<Result> {
  try {
    return await send();
  } catch (cause) {
    throw classifyError(cause);
  }
}

function toItem(record: Record<string, unknown>): Item {
  if (isItem(record)) return record;
  throw new StorageFailedError({ reason: 'an item came without its key', retryable: false });
}

/** True for every item of the table: its keys are strings by the table's definition. */
function isItem(record: Record<string, unknown>): record is Record<string, unknown> & Item {
  const { pk, sk } = record;
  return typeof pk === 'string' && typeof sk === 'string';
}
