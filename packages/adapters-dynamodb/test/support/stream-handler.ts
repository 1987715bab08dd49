import { drained, refusal, reply } from './handler-replies.ts';
import {
  bodyOf,
  type HandlerOptions,
  type HandlerRequest,
  type HandlerResponse,
  type Json,
  operationOf,
  RecordingHandler,
} from './recording-handler.ts';

const OF_STREAMS = ['DescribeStream', 'GetShardIterator', 'GetRecords'];

const NEXT = Symbol('the next position');

interface StreamRecord {
  readonly dynamodb: { readonly SequenceNumber: string; readonly Keys: Json };
}

/**
 * A stream that splits, trims, expires and throttles, which DynamoDB Local never does. Its records come from DynamoDB
 * Local. A split shard ends in the middle of its records. The later ones are shared among its children, by item.
 */
export class StreamHandler extends RecordingHandler {
  expired = 0;
  #expire = false;
  #throttle = false;
  #fails = false;
  #isTrimmed = false;
  #isSplit = false;
  /** A position after which nothing is kept, or the next that is asked for. */
  #forgotten: unknown;
  #empty = 0;
  #aged = new Set<string>();

  expireOnce(): void {
    this.#expire = true;
  }
  throttleOnce(): void {
    this.#throttle = true;
  }
  fail(): void {
    this.#fails = true;
  }
  trim(): void {
    this.#isTrimmed = !this.#isTrimmed;
  }
  /** The next position that is asked for is trimmed. What is kept now begins at the horizon. */
  forget(): void {
    this.#forgotten = NEXT;
  }
  split(): void {
    this.#isSplit = true;
  }
  emptyPages(pages: number): void {
    this.#empty = pages;
  }

  /** Every record that was given so far is a day old. */
  age(): void {
    this.#aged = new Set(this.#records.map(({ dynamodb }) => dynamodb.SequenceNumber));
  }

  override async handle(request: HandlerRequest, options?: HandlerOptions): Promise<HandlerResponse> {
    const operation = operationOf(request);
    if (!OF_STREAMS.includes(operation)) return super.handle(request, options);
    if (this.#fails) return refusal('AccessDenied');
    if (this.#throttle) {
      this.#throttle = false;
      return refusal('LimitExceededException');
    }
    const input: Json = JSON.parse(bodyOf(request));
    if (operation === 'GetShardIterator' && this.#isTrimmed && input['ShardIteratorType'] !== 'TRIM_HORIZON')
      return refusal('TrimmedDataAccessException');
    const position = input['SequenceNumber'];
    if (operation === 'GetShardIterator' && position !== undefined && this.#forgotten === NEXT)
      this.#forgotten = position;
    if (operation === 'GetShardIterator' && position !== undefined && this.#forgotten === position)
      return refusal('TrimmedDataAccessException');
    if (operation === 'GetRecords') {
      if (this.#isTrimmed) return refusal('TrimmedDataAccessException');
      if (this.#expire) {
        this.#expire = false;
        this.expired += 1;
        return refusal('ExpiredIteratorException');
      }
      if (this.#empty > 0) {
        this.#empty -= 1;
        return reply(200, { Records: [], NextShardIterator: input['ShardIterator'] });
      }
    }
    if (operation === 'GetRecords' && this.#aged.size > 0) return this.#withAges(request, options);
    return this.#isSplit ? this.#ofSplit(operation, input, request, options) : super.handle(request, options);
  }

  async #withAges(request: HandlerRequest, options?: HandlerOptions): Promise<HandlerResponse> {
    const output: Json = JSON.parse(await drained(await super.handle(request, options)));
    const records = (output['Records'] ?? []) as StreamRecord[];
    const longAgo = Math.trunc(performance.timeOrigin / 1_000) - 86_400;
    const aged = ({ dynamodb, ...record }: StreamRecord) => ({
      ...record,
      dynamodb: { ...dynamodb, ApproximateCreationDateTime: longAgo },
    });
    const Records = records.map((record) => (this.#aged.has(record.dynamodb.SequenceNumber) ? aged(record) : record));
    return reply(200, { ...output, Records });
  }

  async #ofSplit(
    operation: string,
    input: Json,
    request: HandlerRequest,
    options?: HandlerOptions,
  ): Promise<HandlerResponse> {
    if (operation === 'DescribeStream') {
      const described: Json = JSON.parse(await drained(await super.handle(request, options)));
      const description = described['StreamDescription'] as Json;
      const [shard] = description['Shards'] as Json[];
      const children = ['left', 'right'].map((side) => ({ ShardId: childOf(side), ParentShardId: shard?.['ShardId'] }));
      return reply(200, { StreamDescription: { ...description, Shards: [...children, shard] } });
    }
    if (operation === 'GetShardIterator') {
      const side = sideOf(String(input['ShardId']));
      const iterator = JSON.stringify({ side, after: input['SequenceNumber'], arn: input['StreamArn'] });
      return reply(200, { ShardIterator: iterator });
    }
    const { side, after } = JSON.parse(String(input['ShardIterator'])) as { side: string; after?: string };
    const all = this.#records;
    const cut = Math.ceil(all.length / 2);
    const mine = all.filter((record, index) => (index < cut ? 'parent' : sideOfRecord(record)) === side);
    const from = after === undefined ? 0 : mine.findIndex(({ dynamodb }) => dynamodb.SequenceNumber === after) + 1;
    const Records = mine.slice(from);
    const last = Records.at(-1)?.dynamodb.SequenceNumber ?? after;
    const next = side === 'parent' ? {} : { NextShardIterator: JSON.stringify({ side, after: last }) };
    return reply(200, { Records, ...next });
  }

  /** Every record that DynamoDB Local has given so far, once. */
  get #records(): readonly StreamRecord[] {
    const pages = this.exchanges.filter(({ operation }) => operation === 'GetRecords');
    const records = pages.flatMap(({ output }) => (output['Records'] ?? []) as StreamRecord[]);
    return [...new Map(records.map((record) => [record.dynamodb.SequenceNumber, record])).values()];
  }
}

const CHILD = 'shardId-00000000000000000000-';

function childOf(side: string): string {
  return `${CHILD}${side}-child`;
}

function sideOf(shard: string): string {
  if (!shard.startsWith(CHILD)) return 'parent';
  return shard.includes('left') ? 'left' : 'right';
}

function sideOfRecord({ dynamodb }: StreamRecord): string {
  return JSON.stringify(dynamodb.Keys).length % 2 === 0 ? 'left' : 'right';
}
