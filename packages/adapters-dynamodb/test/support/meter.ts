import { type AttributeValue, BatchGetItemCommand, DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { indexWriteUnits, type RawItem, readUnits, sizeOf, writeUnits } from './capacity.ts';
import { type Exchange, type Json, RecordingHandler } from './recording-handler.ts';
import { clientConfig } from './table.ts';

/** The requests of some work, and their cost by AWS's documented rules. */
export interface Cost {
  /** Requests by operation. */
  readonly requests: Readonly<Record<string, number>>;
  readonly readUnits: number;
  readonly writeUnits: number;
  /** Bytes of the request bodies. */
  readonly bytes: number;
  /** The items that DynamoDB read for queries, whether it returned them or not. */
  readonly itemsQueried: number;
}

type Key = Record<string, AttributeValue>;

/** A transaction doubles the price of its writes, and of its checks. */
const TRANSACTION_FACTOR = 2;

/** Counts the requests of a store that is opened with the meter's client. Measure one piece of work at a time. */
export class Meter {
  readonly handler = new RecordingHandler();
  readonly client: DynamoDBClient;
  readonly #observer = new DynamoDBClient(clientConfig());
  #before: (RawItem | undefined)[] = [];
  #readUnits = 0;
  #writeUnits = 0;

  constructor() {
    this.client = new DynamoDBClient({ ...clientConfig(), maxAttempts: 1, requestHandler: this.handler });
    this.handler.before = async (_operation, input) => {
      this.#before = await this.#itemsOf(input);
    };
    this.handler.after = async (exchange) => {
      const after = await this.#itemsOf(exchange.input);
      this.#writeUnits += writeCost(exchange, this.#before, after);
      this.#readUnits += readCost(exchange);
    };
  }

  /** Runs the work, and returns the requests that it sent. */
  async measure(work: () => Promise<unknown>): Promise<Cost> {
    this.handler.exchanges.length = 0;
    this.#readUnits = 0;
    this.#writeUnits = 0;
    await work();
    const { exchanges } = this.handler;
    const requests: Record<string, number> = {};
    for (const { operation } of exchanges) requests[operation] = (requests[operation] ?? 0) + 1;
    return {
      requests,
      readUnits: this.#readUnits,
      writeUnits: this.#writeUnits,
      bytes: exchanges.reduce((sum, { bytes }) => sum + bytes, 0),
      itemsQueried: exchanges.reduce((sum, { output }) => sum + Number(read(output, 'ScannedCount') ?? 0), 0),
    };
  }

  destroy(): void {
    this.client.destroy();
    this.#observer.destroy();
  }

  /** The items that a write touches, as they are now. All are of one table. */
  async #itemsOf(input: Json): Promise<(RawItem | undefined)[]> {
    const targets = targetsOf(input);
    const [first] = targets;
    if (first === undefined) return [];
    const RequestItems = { [first.table]: { Keys: targets.map(({ key }) => key), ConsistentRead: true } };
    const { Responses, UnprocessedKeys } = await this.#observer.send(new BatchGetItemCommand({ RequestItems }));
    if (Object.keys(UnprocessedKeys ?? {}).length > 0) throw new Error('not every item of a write was read');
    const found = new Map((Responses?.[first.table] ?? []).map((item) => [nameOf(item), item]));
    return targets.map(({ key }) => {
      const item = found.get(nameOf(key));
      // As on the wire, where binary is base64.
      return item && JSON.parse(JSON.stringify(item, binaryAsBase64));
    });
  }
}

function nameOf({ pk, sk }: Key): string {
  return JSON.stringify([pk?.S, sk?.S]);
}

function binaryAsBase64(_name: string, value: unknown): unknown {
  return value instanceof Uint8Array ? Buffer.from(value).toString('base64') : value;
}

interface Target {
  readonly key: Key;
  readonly table: string;
}

function targetsOf(input: Json): readonly Target[] {
  const actions = read(input, 'TransactItems');
  if (Array.isArray(actions)) return actions.flatMap((action) => Object.values(action).map(targetOf));
  return read(input, 'UpdateExpression') === undefined ? [] : [targetOf(input)];
}

function targetOf(action: unknown): Target {
  const [Item, given, table] = [read(action, 'Item'), read(action, 'Key'), read(action, 'TableName')];
  const from = Item ?? given;
  // The key in the form of the wire, which the SDK has just written.
  const key = { pk: read(from, 'pk'), sk: read(from, 'sk') } as Key;
  return { key, table: String(table) };
}

function writeCost(
  { operation, status }: Exchange,
  before: readonly (RawItem | undefined)[],
  after: readonly (RawItem | undefined)[],
): number {
  if (status !== 200) throw new Error(`${operation} was refused: its cost is not known`);
  const factor = operation === 'TransactWriteItems' ? TRANSACTION_FACTOR : 1;
  return before.reduce((sum, item, index) => {
    const changed = JSON.stringify(item) !== JSON.stringify(after[index]);
    const indexes = changed ? indexWriteUnits(item, after[index]) : 0;
    return sum + factor * writeUnits(item, after[index]) + indexes;
  }, 0);
}

function readCost({ operation, input, output }: Exchange): number {
  if (operation === 'Query') {
    const bytes = itemsIn(read(output, 'Items')).reduce((sum, item) => sum + sizeOf(item), 0);
    return readUnits(bytes, read(input, 'ConsistentRead') === true ? 'consistent' : 'eventual');
  }
  if (operation !== 'BatchGetItem') return 0;
  const found = Object.values(Object(read(output, 'Responses'))).flatMap(itemsIn);
  const asked = Object.values(Object(read(input, 'RequestItems'))).flatMap((request) => itemsIn(read(request, 'Keys')));
  const missing = asked.length - found.length;
  return found.reduce((sum, item) => sum + readUnits(sizeOf(item), 'consistent'), missing);
}

function itemsIn(list: unknown): readonly RawItem[] {
  return Array.isArray(list) ? list : [];
}

function read(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null ? Reflect.get(value, name) : undefined;
}
