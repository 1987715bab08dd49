import { type DynamoDBClient, UpdateTableCommand } from '@aws-sdk/client-dynamodb';
import { describeTable, eventsFromStream, openDynamoDb, type StreamBatch } from '@orderfolio/adapters-dynamodb';
import { consume, createOrderfolio, type FeedEvent, type Store } from '@orderfolio/domain';
import { describe, expect, test } from 'vitest';
import { RecordingHandler } from './support/recording-handler.ts';
import { StreamHandler } from './support/stream-handler.ts';
import { clientConfig, makeTable, missingServer, newTableName } from './support/table.ts';

const alice = {
  ...{ username: 'alice_01', email: 'alice@example.org', firstName: 'Alice', lastName: 'Archer' },
  marketingEmailsConsent: false,
};

async function deposit(store: Store, times: number): Promise<void> {
  const { funds } = createOrderfolio({ store });
  for (let time = 0; time < times; time++) await funds.deposit({ username: alice.username, amount: '1.00' });
}

async function everyEvent(store: Store, from?: string, limit = 100) {
  const events: FeedEvent[] = [];
  let after = from;
  for (;;) {
    const page = await store.feed.read({ after, limit });
    if (page.events.length === 0) return { events, next: page.next };
    events.push(...page.events);
    after = page.next;
  }
}

const refusalOf = (call: Promise<unknown>): Promise<unknown> => call.catch((error: unknown) => error);

/** A store on a table of its own, whose requests go through the handler. */
async function onTable<Handler extends RecordingHandler>(
  requestHandler: Handler,
  work: (place: { store: Store; handler: Handler; client: DynamoDBClient; tableName: string }) => Promise<void>,
): Promise<void> {
  const { tableName, client, drop } = await makeTable(newTableName(), clientConfig(), true);
  try {
    const own = { ...clientConfig(), requestHandler };
    await using store = await openDynamoDb({ tableName, clientConfig: own });
    await work({ store, handler: requestHandler, client, tableName });
  } finally {
    await drop();
  }
}

describe.skipIf(missingServer !== undefined)('the stream of the table', () => {
  test('is set by createTable and checked by describeTable; without it only the feed is refused', () =>
    onTable(new RecordingHandler(), async ({ client, tableName }) => {
      expect(await describeTable({ client, tableName })).toEqual({ matches: true, differences: [] });
      const off = { TableName: tableName, StreamSpecification: { StreamEnabled: false } };
      await client.send(new UpdateTableCommand(off));
      expect(await describeTable({ client, tableName })).toEqual({
        matches: false,
        differences: ['the stream is off, and must have NEW_AND_OLD_IMAGES'],
      });
      await using store = await openDynamoDb({ tableName, clientConfig: clientConfig() });
      await createOrderfolio({ store }).users.create(alice);
      expect(await refusalOf(store.feed.read())).toMatchObject({
        ...{ code: 'CONFIGURATION_INVALID', field: 'tableName' },
        message: expect.stringContaining('switch it on with UpdateTable'),
      });
      expect(await store.users.get(alice.username)).toBeDefined();
    }));

  test('costs no write: a command sends what it sent without it', () =>
    onTable(new RecordingHandler(), async ({ store, handler }) => {
      await createOrderfolio({ store }).users.create(alice);
      const from = handler.exchanges.length;
      await deposit(store, 1);
      expect(handler.exchanges.slice(from).map(({ operation }) => operation)).toEqual(['TransactWriteItems']);
    }));

  test('is read from where the last page left it, without an iterator per page', () =>
    onTable(new RecordingHandler(), async ({ store, handler }) => {
      await createOrderfolio({ store }).users.create(alice);
      const { next } = await everyEvent(store);
      await deposit(store, 3);
      const from = handler.exchanges.length;
      const { events, next: end } = await everyEvent(store, next);
      await store.feed.read({ after: end });
      const sent = handler.exchanges.slice(from).map(({ operation }) => operation);
      expect(events.map(({ type }) => type)).toEqual(['CASH_MOVED', 'CASH_MOVED', 'CASH_MOVED']);
      expect(sent).not.toContain('GetShardIterator');
    }));

  test('is read from now on beside a reader from the beginning, and neither asks for another iterator', () =>
    onTable(new RecordingHandler(), async ({ store, handler }) => {
      await createOrderfolio({ store }).users.create(alice);
      let { next: ofOther } = await everyEvent(store);
      let next = await store.feed.latest();
      const from = handler.exchanges.length;
      for (let round = 0; round < 3; round++) {
        expect((await store.feed.read({ after: next })).events).toEqual([]);
        ofOther = (await everyEvent(store, ofOther)).next;
      }
      await deposit(store, 1);
      for (let round = 0; round < 3; round++) {
        const page = await store.feed.read({ after: next });
        expect(page.events).toHaveLength(round === 0 ? 1 : 0);
        next = page.next;
        ofOther = (await everyEvent(store, ofOther)).next;
      }
      const sent = handler.exchanges.slice(from).map(({ operation }) => operation);
      expect(sent).not.toContain('GetShardIterator');
    }));

  test('is read from now on in the place where it was asked for, although its iterator has expired', () =>
    onTable(new StreamHandler(), async ({ store, handler }) => {
      await createOrderfolio({ store }).users.create(alice);
      const latest = await store.feed.latest();
      await deposit(store, 1);
      handler.expireOnce();
      const { events } = await everyEvent(store, latest);
      // What happened in the minute before may come again.
      expect(events.map(({ type }) => type).at(-1)).toBe('CASH_MOVED');
      expect(handler.expired).toBe(1);
    }));

  test('tells nothing older than a minute from now on, though the whole shard is read for it', () =>
    onTable(new StreamHandler(), async ({ store, handler, tableName }) => {
      await createOrderfolio({ store }).users.create(alice);
      await everyEvent(store);
      handler.age();
      const latest = await store.feed.latest();
      await deposit(store, 1);
      await using other = await openDynamoDb({
        tableName,
        clientConfig: { ...clientConfig(), requestHandler: handler },
      });
      expect((await everyEvent(other, latest, 1)).events.map(({ type }) => type)).toEqual(['CASH_MOVED']);
    }));

  test('goes on with a new iterator once the old one has expired', () =>
    onTable(new StreamHandler(), async ({ store, handler }) => {
      await createOrderfolio({ store }).users.create(alice);
      const { next } = await everyEvent(store);
      await deposit(store, 1);
      handler.expireOnce();
      expect((await everyEvent(store, next)).events).toHaveLength(1);
      expect(handler.expired).toBe(1);
    }));

  test('is read past pages that are empty although more follows', () =>
    onTable(new StreamHandler(), async ({ store, handler }) => {
      await createOrderfolio({ store }).users.create(alice);
      await deposit(store, 2);
      handler.emptyPages(3);
      expect((await store.feed.read()).events.length).toBeGreaterThan(0);
    }));

  test.each([1, 2, 100])(
    'is read to its end after it was split, parents before their children, %i at a time',
    (limit) =>
      onTable(new StreamHandler(), async ({ store, handler }) => {
        await createOrderfolio({ store }).users.create(alice);
        await deposit(store, 6);
        const { events: whole } = await everyEvent(store);
        handler.split();
        const shards = await store.feed.shards();
        expect(shards.map(({ parent }) => parent === undefined)).toEqual([true, false, false]);
        const { events, next } = await everyEvent(store, undefined, limit);
        expect(new Set(events.map(({ id }) => id))).toEqual(new Set(whole.map(({ id }) => id)));
        expect(events).toHaveLength(whole.length);
        expect((await everyEvent(store, next, limit)).events).toEqual([]);
        const ofParent = await store.feed.read({ shard: shards[0]?.id, limit: 1_000 });
        expect(ofParent.hasEnded).toBe(true);
        expect(events.slice(0, ofParent.events.length)).toEqual(ofParent.events);
      }),
  );

  test('says what was missed once it was trimmed, and is read on from what is kept', () =>
    onTable(new StreamHandler(), async ({ store, handler }) => {
      await createOrderfolio({ store }).users.create(alice);
      const { next } = await store.feed.read({ limit: 1 });
      await deposit(store, 2);
      handler.trim();
      const error = await refusalOf(store.feed.read({ after: next }));
      expect(error).toMatchObject({ code: 'FEED_TRIMMED', missedFrom: expect.any(String) });
      const { oldest } = error as { readonly oldest: string };
      handler.trim();
      expect((await everyEvent(store, oldest)).events.length).toBeGreaterThan(0);
    }));

  test('is missed by a consumer once it was trimmed: it says so, or goes on with what is kept', () =>
    onTable(new StreamHandler(), async ({ store, handler }) => {
      await createOrderfolio({ store }).users.create(alice);
      const run = (onTrimmed?: 'skip') =>
        consume({ store, name: 'late', onTrimmed, until: 'caughtUp', handle: async () => undefined });
      await run();
      await deposit(store, 2);
      handler.trim();
      expect(await refusalOf(run())).toMatchObject({ code: 'FEED_TRIMMED' });
      handler.trim();
      handler.forget();
      expect(await refusalOf(run())).toMatchObject({ code: 'FEED_TRIMMED' });
      // What is kept of the shard is all of it here: what was consumed comes again.
      expect((await run('skip')).events).toBeGreaterThan(2);
      expect(await run()).toEqual({ events: 0, parked: 0 });
    }));

  test('is tried again when it is throttled, and its failure is one of the store', () =>
    onTable(new StreamHandler(), async ({ store, handler }) => {
      await createOrderfolio({ store }).users.create(alice);
      handler.throttleOnce();
      expect((await everyEvent(store)).events.length).toBeGreaterThan(0);
      handler.fail();
      expect(await refusalOf(store.feed.read())).toMatchObject({ code: 'STORAGE_FAILED' });
    }));

  test('gives a Lambda the same events as a reader of the feed, from the same records', () =>
    onTable(new RecordingHandler(), async ({ store, handler }) => {
      const app = createOrderfolio({ store });
      await app.users.create(alice);
      await deposit(store, 2);
      await app.users.updateProfile(alice.username, { firstName: 'Alicia' });
      const { events } = await everyEvent(store);
      const pages = handler.exchanges.filter(({ operation }) => operation === 'GetRecords');
      const Records = pages.flatMap(({ output }) => (output['Records'] ?? []) as StreamBatch['Records']);
      expect(JSON.stringify(eventsFromStream({ Records }).events)).toBe(JSON.stringify(events));
    }));
});
