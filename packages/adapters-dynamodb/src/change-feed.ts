import type { GetShardIteratorCommandInput } from '@aws-sdk/client-dynamodb-streams';
import { ConfigurationInvalidError, DomainError, type FeedShard, systemClock } from '@orderfolio/domain';
import type { FeedChange, FeedChanges, FeedSource } from '@orderfolio/domain/adapter';
import { isExpiredIterator, isTrimmed } from './classify-error.ts';
import type { Connection } from './connection.ts';
import { compareStream } from './schema.ts';
import { changeOf } from './stream-records.ts';

/** GetRecords gives so many at most. */
const MOST_RECORDS = 1_000;
/** A page of the stream may be empty although more follows. After so many, nothing does. */
const MOST_EMPTY_PAGES = 4;

/** So many readers of a shard go on without a new iterator. */
const MOST_PLACES = 4;

/** A position before the first record is the time from which on records count. No sequence number begins like this. */
const SINCE = '@';
/** Our clock and that of the stream may differ by this. */
const SLACK_MS = 60_000;

/** The place where the reading of a shard stopped. The stream gives no other way past its empty pages. */
interface Place {
  readonly after: string | undefined;
  readonly iterator: string;
}

/** The stream of the table. Reading it costs no write unit. */
export class TableStream implements FeedSource {
  readonly #connection: Connection;
  /** Of each shard, the newest first. */
  readonly #places = new Map<string, readonly Place[]>();
  #arn: Promise<string> | undefined;

  constructor(connection: Connection) {
    this.#connection = connection;
  }

  async shards(): Promise<readonly FeedShard[]> {
    try {
      return await this.#describe();
    } catch (error) {
      if (!isGone(error)) throw error;
      // The stream was switched off and on again: it is another one.
      this.#arn = undefined;
      return this.#describe();
    }
  }

  async #describe(): Promise<readonly FeedShard[]> {
    const StreamArn = await this.#streamArn();
    const { DescribeStreamCommand } = await commands();
    const shards: FeedShard[] = [];
    let from: string | undefined;
    do {
      const input = { StreamArn, ...(from !== undefined && { ExclusiveStartShardId: from }) };
      const { StreamDescription } = await this.#connection.stream('DescribeStream', (client) =>
        client.send(new DescribeStreamCommand(input)),
      );
      for (const { ShardId, ParentShardId } of StreamDescription?.Shards ?? [])
        if (ShardId !== undefined) shards.push({ id: ShardId, parent: ParentShardId });
      from = StreamDescription?.LastEvaluatedShardId;
    } while (from !== undefined);
    return shards;
  }

  /**
   * The stream has no sequence number for its end. The iterator there is kept, and another process reads the whole shard for what is
   * newer than the position.
   */
  async latest(shard: string): Promise<string> {
    const after = SINCE + new Date(systemClock.now().getTime() - SLACK_MS).toISOString();
    const iterator = await this.#newIterator(shard, { ShardIteratorType: 'LATEST' });
    // Of two at one moment the first has all that comes.
    if (this.#placeAt(shard, after) === undefined) this.#keep(shard, { after, iterator });
    return after;
  }

  async read(shard: string, after: string | undefined, limit: number): Promise<FeedChanges | 'trimmed'> {
    try {
      return await this.#read(shard, after, limit);
    } catch (error) {
      if (!isGone(error)) throw error;
      this.#places.delete(shard);
      this.#arn = undefined;
      return 'trimmed';
    }
  }

  async #read(shard: string, after: string | undefined, limit: number): Promise<FeedChanges> {
    const changes: FeedChange[] = [];
    let seen = after;
    let iterator: string | undefined = await this.#iteratorAt(shard, after);
    for (let empty = 0; iterator !== undefined && changes.length === 0 && empty < MOST_EMPTY_PAGES; ) {
      const page = await this.#page(shard, seen, iterator);
      for (const { position, change } of page.records) {
        seen = position;
        if (change !== undefined) changes.push(change);
        if (changes.length === limit) break;
      }
      if (page.isEmpty) empty += 1;
      // The rest of a page that was cut is read again.
      iterator = seen === (page.records.at(-1)?.position ?? seen) ? page.next : await this.#iteratorAt(shard, seen);
    }
    if (iterator === undefined) this.#places.delete(shard);
    else this.#keep(shard, { after: seen, iterator });
    return { changes, seen, hasEnded: iterator === undefined };
  }

  async #page(shard: string, after: string | undefined, ShardIterator: string) {
    const { GetRecordsCommand } = await commands();
    const send = (iterator: string) =>
      this.#connection.stream('GetRecords', (client) =>
        client.send(new GetRecordsCommand({ ShardIterator: iterator, Limit: MOST_RECORDS })),
      );
    let reply: Awaited<ReturnType<typeof send>>;
    try {
      reply = await send(ShardIterator);
    } catch (error) {
      if (!(error instanceof DomainError) || !isExpiredIterator(error.cause)) throw error;
      this.#forget(shard, after);
      reply = await send(await this.#iteratorAt(shard, after));
    }
    const { Records = [] } = reply;
    const since = sinceOf(after);
    const records = Records.flatMap(({ dynamodb }) => {
      const position = dynamodb?.SequenceNumber;
      const at = dynamodb?.ApproximateCreationDateTime;
      if (position === undefined || (since !== undefined && at !== undefined && at < since)) return [];
      return { position, change: changeOf({ position, before: dynamodb?.OldImage, after: dynamodb?.NewImage }) };
    });
    return { records, isEmpty: Records.length === 0, next: reply.NextShardIterator };
  }

  #placeAt(shard: string, after: string | undefined): Place | undefined {
    return this.#places.get(shard)?.find((place) => place.after === after);
  }

  #keep(shard: string, place: Place): void {
    this.#forget(shard, place.after);
    this.#places.set(shard, [place, ...(this.#places.get(shard) ?? [])].slice(0, MOST_PLACES));
  }

  #forget(shard: string, after: string | undefined): void {
    const others = (this.#places.get(shard) ?? []).filter((place) => place.after !== after);
    this.#places.set(shard, others);
  }

  async #iteratorAt(shard: string, after: string | undefined): Promise<string> {
    const place = this.#placeAt(shard, after);
    if (place !== undefined) return place.iterator;
    return after === undefined || sinceOf(after) !== undefined
      ? this.#newIterator(shard, { ShardIteratorType: 'TRIM_HORIZON' })
      : this.#newIterator(shard, { ShardIteratorType: 'AFTER_SEQUENCE_NUMBER', SequenceNumber: after });
  }

  async #newIterator(
    shard: string,
    from: Pick<GetShardIteratorCommandInput, 'ShardIteratorType' | 'SequenceNumber'>,
  ): Promise<string> {
    const { GetShardIteratorCommand } = await commands();
    const StreamArn = await this.#streamArn();
    const { ShardIterator } = await this.#connection.stream('GetShardIterator', (client) =>
      client.send(new GetShardIteratorCommand({ StreamArn, ShardId: shard, ...from })),
    );
    if (ShardIterator === undefined) throw missingStream('names a table whose stream gives no iterator');
    return ShardIterator;
  }

  #streamArn(): Promise<string> {
    this.#arn ??= this.#findStream();
    return this.#arn;
  }

  async #findStream(): Promise<string> {
    try {
      const table = await this.#connection.describe('several');
      const [difference] = compareStream(table);
      if (difference !== undefined) throw missingStream(`names a table of which ${difference}: ${REMEDY}`);
      if (table.LatestStreamArn === undefined) throw missingStream('names a table whose stream has no name yet');
      return table.LatestStreamArn;
    } catch (error) {
      this.#arn = undefined;
      throw error;
    }
  }
}

const REMEDY =
  'switch it on with UpdateTable and a StreamSpecification, and what happens from then on is told; nothing else needs it';

function missingStream(rule: string): ConfigurationInvalidError {
  return new ConfigurationInvalidError({ field: 'tableName', rule });
}

/** The time from which on records count, of a position before the first of them. */
function sinceOf(after: string | undefined): Date | undefined {
  return after?.startsWith(SINCE) === true ? new Date(after.slice(SINCE.length)) : undefined;
}

/** The commands of the stream, loaded only by who reads the feed. */
function commands(): Promise<typeof import('@aws-sdk/client-dynamodb-streams')> {
  return import('@aws-sdk/client-dynamodb-streams');
}

/** Whether a request failed because the stream, the shard or what follows the position is gone. */
function isGone(error: unknown): boolean {
  return error instanceof DomainError && isTrimmed(error.cause);
}
