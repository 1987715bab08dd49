import { GetItemCommand } from '@aws-sdk/client-dynamodb';
import { openDynamoDb } from '@orderfolio/adapters-dynamodb';
import { entityMaker } from '@orderfolio/conformance';
import { Decimal } from '@orderfolio/domain';
import {
  type AdapterStore,
  adapterStoreOf,
  type Change,
  type IndexRange,
  idOf,
  insert,
  save,
} from '@orderfolio/domain/adapter';
import { ManualClock, sequentialIds } from '@orderfolio/domain/testing';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { Meter } from './support/meter.ts';
import { everyEntry, JOINED_GROUP, makeBook, naiveIndexes } from './support/resting-book.ts';
import { makeTable, missingServer, type TestTable } from './support/table.ts';

const SIZE = 100;
const PAGE = 7;
const PRICES = ['89.99', '90', '99.99', '100', '100.01'].map((price) => new Decimal(price));
const VALUES = ['109.99', '110', '200', '300', '300.000000000000000001'].map((value) => new Decimal(value));

describe.skipIf(missingServer !== undefined)('the indexes of what rests', () => {
  describe.each([
    ['in one shard', 1, 1],
    ['in five shards', 5, 5],
    ['in one shard at first, and later in four', 1, 4],
  ])('%s', (_where, first, shards) => {
    const clock = new ManualClock();
    const make = entityMaker(clock, sequentialIds(clock));
    const book = makeBook(make, SIZE);
    const naive = naiveIndexes(book);
    let meter: Meter;
    let table: TestTable;
    let store: AdapterStore;

    beforeAll(async () => {
      table = await makeTable();
      meter = new Meter();
      const { tableName, client } = table;
      const changes = book.map(
        (trigger): Change =>
          trigger.kind === 'order' ? insert('order', trigger.order) : insert('trailingGroup', trigger.group),
      );
      await using before = adapterStoreOf(await openDynamoDb({ tableName, client, triggerShards: first }));
      await before.unitOfWork.commit({ token: 'first half', changes: changes.slice(0, SIZE / 2) });
      store = adapterStoreOf(await openDynamoDb({ tableName, client: meter.client, triggerShards: shards }));
      await store.unitOfWork.commit({ token: 'second half', changes: changes.slice(SIZE / 2) });
    });
    afterAll(async () => {
      meter?.destroy();
      await table?.drop();
    });

    test.each(PRICES)('a fall to %s reaches the highest trigger first, then the oldest id', async (price) => {
      const found = await everyEntry((range) => store.triggers.reachedByFall('BTC', price, range), PAGE);
      expect(found.map(idOf)).toEqual(naive.reachedByFall(price));
      expect(book).toEqual(expect.arrayContaining(found));
    });

    test.each(VALUES)('a rise to %s reaches the lowest trigger first, then the oldest id', async (value) => {
      const found = await everyEntry((range) => store.triggers.reachedByRise('BTC', value, range), PAGE);
      expect(found.map(idOf)).toEqual(naive.reachedByRise('BTC', value));
      expect(book).toEqual(expect.arrayContaining(found));
    });

    test.each(PRICES)('a fall of %s from its mark reaches the narrowest trail of a group first', async (fallen) => {
      const read = (range: IndexRange) => store.triggers.reachedByRise(JOINED_GROUP, fallen, range);
      const found = await everyEntry(read, PAGE);
      expect(found.map(idOf)).toEqual(naive.reachedByRise(JOINED_GROUP, fallen));
    });

    test.each(['2026-02-28T23:59:59.999Z', '2026-03-01T00:00:00.000Z'])('what is due by %s', async (now) => {
      const found = await everyEntry((range) => store.triggers.dueBy(now, range), PAGE);
      expect(found.map(idOf)).toEqual(naive.dueBy(now));
    });

    test('the resting orders of an asset, of all users, newest first', async () => {
      const found: string[] = [];
      let cursor: string | undefined;
      do {
        const page = await store.orders.listRestingByAsset('BTC', { limit: PAGE, cursor });
        found.push(...page.items.map(({ orderId }) => orderId));
        cursor = page.nextCursor;
      } while (cursor !== undefined);
      expect(found).toEqual(naive.restingNewestFirst());
    });

    test('a read is one request a shard', async () => {
      const range = { limit: PAGE };
      const price = new Decimal('90');
      const reads = [
        () => store.triggers.reachedByFall('BTC', price, range),
        () => store.triggers.reachedByRise('BTC', price, range),
        () => store.triggers.dueBy('2026-03-01T00:00:00.000Z', range),
        () => store.orders.listRestingByAsset('BTC', range),
      ];
      for (const read of reads) expect((await meter.measure(read)).requests).toEqual({ Query: shards });
    });
  });

  describe('of an order', () => {
    const clock = new ManualClock();
    const make = entityMaker(clock, sequentialIds(clock));
    const range = { limit: 10 };
    let table: TestTable;
    let store: AdapterStore;

    beforeAll(async () => {
      table = await makeTable();
      const { tableName, client } = table;
      store = adapterStoreOf(await openDynamoDb({ tableName, client }));
    });
    afterAll(() => table?.drop());

    const stored = async (username: string, orderId: string) => {
      const Key = { pk: { S: `USER#${username}` }, sk: { S: `ORDER#${orderId}` } };
      const { Item } = await table.client.send(new GetItemCommand({ TableName: table.tableName, Key }));
      return Object.keys(Item ?? {});
    };

    test('know its price to the 38th digit', async () => {
      const limitPrice = new Decimal('12345678901234567890.123456789012345678');
      const [above, below] = ['12345678901234567890.123456789012345679', '12345678901234567890.123456789012345677'];
      const bought = make.order({ username: 'alice_01', assetId: 'EXACT', orderType: 'LIMIT_BUY', limitPrice });
      const sold = make.order({ username: 'alice_01', assetId: 'EXACT', orderType: 'LIMIT_SELL', limitPrice });
      await store.unitOfWork.commit({
        token: 'exact',
        changes: [insert('order', bought), insert('order', sold)],
      });
      const { reachedByFall, reachedByRise } = store.triggers;
      const [buy, sell] = [bought, sold].map((order) => ({ kind: 'order', order }));
      expect(await reachedByFall('EXACT', limitPrice, range)).toEqual({ entries: [buy] });
      expect(await reachedByFall('EXACT', new Decimal(above), range)).toEqual({ entries: [] });
      expect(await reachedByRise('EXACT', limitPrice, range)).toEqual({ entries: [sell] });
      expect(await reachedByRise('EXACT', new Decimal(below), range)).toEqual({ entries: [] });
    });

    test('have a place for it while it rests, and none once it has ended', async () => {
      const given = {
        username: 'alice_01',
        assetId: 'ENDED',
        limitPrice: new Decimal('100'),
        timeInForce: 'GTD',
      } as const;
      const resting = make.order({ ...given, expiresAt: '2026-03-01T00:00:00.000Z' });
      await store.unitOfWork.commit({ token: 'resting', changes: [insert('order', resting)] });
      const places = ['restingId', 'shard', 'restingAsset', 'fallBook', 'fall', 'expiryBook'];
      expect(await stored(resting.username, resting.orderId)).toEqual(expect.arrayContaining(places));
      const ended = { ...resting, status: 'CANCELLED', version: 2 } as const;
      await store.unitOfWork.commit({ token: 'ended', changes: [save('order', resting, ended)] });
      const left = await stored(resting.username, resting.orderId);
      expect(left).toContain('expiresAt');
      expect(left.filter((name) => places.includes(name))).toEqual([]);
      expect((await store.orders.listRestingByAsset('ENDED')).items).toEqual([]);
    });
  });
});
