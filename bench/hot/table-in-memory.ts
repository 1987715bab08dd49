import { Readable } from 'node:stream';
import { setTimeout as sleep } from 'node:timers/promises';
import { NodeHttpHandler } from '@smithy/node-http-handler';

type Handle = NodeHttpHandler['handle'];
interface Value {
  readonly S?: string;
  readonly N?: string;
}
interface Item {
  readonly [attribute: string]: Value | undefined;
  readonly pk?: Value;
  readonly sk?: Value;
  readonly shard?: Value;
}

interface Query {
  readonly KeyConditionExpression: string;
  readonly ExpressionAttributeValues: Item;
  readonly Limit?: number;
  readonly ExclusiveStartKey?: Item;
}

interface Request {
  readonly RequestItems?: Readonly<Record<string, { readonly Keys: readonly Item[] }>>;
  readonly TransactItems?: readonly { readonly Put?: { readonly Item: Item } }[];
}

/**
 * A table behind the SDK's request handler, without a network. It answers each request after a given time. It keeps
 * what is put, reads by key, and queries an index by one attribute and a bound. It checks no condition, since the
 * measurement has no races.
 */
export class TableInMemory extends NodeHttpHandler {
  readonly #items = new Map<string, Item>();
  /** How long a request takes, in milliseconds. */
  delay = 0;
  requests = 0;

  override async handle(request: Parameters<Handle>[0]): ReturnType<Handle> {
    const target = request.headers['x-amz-target'] ?? '';
    const operation = target.slice(target.indexOf('.') + 1);
    this.requests += 1;
    if (this.delay > 0) await sleep(this.delay);
    const body: unknown = request.body;
    const text =
      typeof body === 'string' ? body : new TextDecoder().decode(body instanceof Uint8Array ? body : undefined);
    const reply = Buffer.from(JSON.stringify(this.#answer(operation, JSON.parse(text))));
    const headers = { 'content-type': 'application/x-amz-json-1.0', 'content-length': String(reply.length) };
    return { response: { statusCode: 200, headers, body: Readable.from([reply]) } };
  }

  #answer(operation: string, request: Request & Query): object {
    switch (operation) {
      case 'BatchGetItem':
        return { Responses: this.#get(request) };
      case 'TransactWriteItems':
        for (const { Put } of request.TransactItems ?? [])
          if (Put !== undefined) this.#items.set(nameOf(Put.Item), Put.Item);
        return {};
      case 'Query':
        return { Items: this.#query(request) };
      default:
        throw new Error(`no reply to ${operation}`);
    }
  }

  #get({ RequestItems = {} }: Request): Record<string, readonly Item[]> {
    return Object.fromEntries(
      Object.entries(RequestItems).map(([table, { Keys }]) => [
        table,
        Keys.map((key) => this.#items.get(nameOf(key))).filter((item) => item !== undefined),
      ]),
    );
  }

  #query({
    KeyConditionExpression,
    ExpressionAttributeValues,
    Limit = 100,
    ExclusiveStartKey,
  }: Query): readonly Item[] {
    const [, hash = '', book = '', range = '', bound = ''] =
      /^(\w+) = (:\w+) AND (\w+) <= (:\w+) AND #shard = :shard$/.exec(KeyConditionExpression) ?? [];
    const wanted = ExpressionAttributeValues[book]?.S;
    const shard = ExpressionAttributeValues[':shard']?.N;
    const most = Number(ExpressionAttributeValues[bound]?.N);
    const at = (item: Item): number => Number(item[range]?.N);
    const compare = (one: Item, other: Item): number => at(one) - at(other) || compareIds(one, other);
    return [...this.#items.values()]
      .filter((item) => item[hash]?.S === wanted && item.shard?.N === shard && at(item) <= most)
      .filter((item) => ExclusiveStartKey === undefined || compare(item, ExclusiveStartKey) > 0)
      .toSorted(compare)
      .slice(0, Limit);
  }
}

function nameOf({ pk, sk }: Item): string {
  return `${pk?.S} ${sk?.S}`;
}

/** At one price the oldest order comes first, as in the index. */
function compareIds(one: Item, other: Item): number {
  const [first = '', second = ''] = [one.sk?.S, other.sk?.S];
  return first < second ? -1 : Number(first > second);
}
