import { BatchWriteItemCommand, DynamoDBClient, GetItemCommand, UpdateItemCommand } from '@aws-sdk/client-dynamodb';
import { eventsFromStream, migrateTable, openDynamoDb, type TableAccess } from '@orderfolio/adapters-dynamodb';
import { createOrderfolio, type Orderfolio, type Store } from '@orderfolio/domain';
import { adapterStoreOf } from '@orderfolio/domain/adapter';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { USERS_MIGRATION } from '../src/item-key.ts';
import { RecordingHandler } from './support/recording-handler.ts';
import { clientConfig, makeTable, missingServer, type TestTable } from './support/table.ts';

const USERNAMES = ['alice_01', 'alice_02', 'alice_03'];
const STATE = { pk: { S: USERS_MIGRATION.pk }, sk: { S: USERS_MIGRATION.sk } };

describe.skipIf(missingServer !== undefined)('a table that has users of the first release', () => {
  let table: TestTable;
  let access: TableAccess;
  let store: Store;
  let app: Orderfolio;
  beforeEach(async () => {
    table = await makeTable();
    access = { client: table.client, tableName: table.tableName };
    store = await openDynamoDb(access);
    app = createOrderfolio({ store });
    for (const username of USERNAMES)
      await app.users.create({ username, email: `${username}@example.com`, firstName: 'A', lastName: 'B' });
    for (const username of USERNAMES.slice(0, 2)) await age(username);
    await update(STATE, 'REMOVE isDone');
  });
  afterEach(async () => {
    await store[Symbol.asyncDispose]();
    await table.drop();
  });

  const keyOf = (username: string) => ({ pk: { S: `USER#${username}` }, sk: { S: 'USER' } });
  const update = (Key: typeof STATE, UpdateExpression: string) =>
    table.client.send(
      new UpdateItemCommand({
        TableName: table.tableName,
        Key,
        UpdateExpression,
        ...(UpdateExpression.includes('#shard') && { ExpressionAttributeNames: { '#shard': 'shard' } }),
      }),
    );
  const age = (username: string) => update(keyOf(username), 'REMOVE userBook, userStatus, #shard');
  const itemOf = async (Key: typeof STATE) =>
    (await table.client.send(new GetItemCommand({ TableName: table.tableName, Key, ConsistentRead: true }))).Item;
  const namesIn = async (request: Parameters<Orderfolio['users']['list']>[0]) =>
    (await app.users.list(request)).items.map(({ username }) => username);

  /** Items of no user. */
  async function addItems(count: number): Promise<void> {
    for (let start = 0; start < count; start += 25) {
      const requests = Array.from({ length: 25 }, (_none, index) => ({
        PutRequest: { Item: { pk: { S: `SOURCE#${start + index}` }, sk: { S: 'LOGIN' } } },
      }));
      await table.client.send(new BatchWriteItemCommand({ RequestItems: { [table.tableName]: requests } }));
    }
  }

  test('refuses a search until it is migrated, and says how; other lists are as they were', async () => {
    for (const search of [{ usernamePrefix: 'alice' }, { emailPrefix: 'alice' }])
      await expect(app.users.list(search)).rejects.toMatchObject({
        code: 'CONFIGURATION_INVALID',
        field: 'tableName',
        rule: expect.stringContaining(`orderfolio migrate --store dynamodb:${table.tableName}`),
      });
    expect(await namesIn({})).toEqual(['alice_03']);
    expect(await migrateTable(access)).toMatchObject({ isDone: true, users: 2 });
    expect(await namesIn({ usernamePrefix: 'alice' })).toEqual(USERNAMES);
    expect(await namesIn({ emailPrefix: 'alice' })).toEqual(USERNAMES);
    expect(await namesIn({ status: 'ACTIVE' })).toEqual(USERNAMES.toReversed());
    expect(await migrateTable(access)).toEqual({ isDone: true, items: 0, users: 0 });
  });

  test('changes nothing of the users, and tells no events', async () => {
    const [before, users] = [await itemOf(keyOf('alice_01')), await app.users.get('alice_01')];
    await migrateTable(access);
    const after = await itemOf(keyOf('alice_01'));
    expect(await app.users.get('alice_01')).toEqual(users);
    expect(after).toEqual({
      ...before,
      userBook: { S: 'USERS' },
      userStatus: { S: 'ACTIVE' },
      shard: after?.['shard'],
    });
    expect(after?.['shard']).toEqual({ N: expect.stringMatching(/^[0-3]$/) });
    const dynamodb = { SequenceNumber: '1', OldImage: before, NewImage: after };
    expect(eventsFromStream({ Records: [{ dynamodb }] })).toMatchObject({ events: [], unreadable: [] });
  });

  test('goes on behind the page after which it was stopped, and looks at every item once', async () => {
    const stop = new AbortController();
    expect(await migrateTable(access, { signal: AbortSignal.abort() })).toEqual({ isDone: false, items: 0, users: 0 });
    await addItems(1_200);
    const first = await migrateTable(access, { signal: stop.signal, onPage: () => stop.abort() });
    expect(first).toMatchObject({ isDone: false, items: 1_000 });
    await expect(app.users.list({ usernamePrefix: 'alice' })).rejects.toMatchObject({ field: 'tableName' });

    const pages: number[] = [];
    const second = await migrateTable(access, { onPage: (items) => pages.push(items) });
    // A user has a balance and a guard, and the table has the state.
    const all = 1_200 + 3 * USERNAMES.length + 1;
    expect(second).toEqual({ isDone: true, items: all - first.items, users: 2 - first.users });
    expect(pages).toEqual([second.items]);
    expect(await namesIn({ usernamePrefix: 'alice' })).toEqual(USERNAMES);
  });

  test('may be migrated by several at once', async () => {
    const both = await Promise.all([migrateTable(access), migrateTable(access)]);
    expect(both.map(({ isDone }) => isDone)).toEqual([true, true]);
    expect(await namesIn({ usernamePrefix: 'alice' })).toEqual(USERNAMES);
  });

  test('is migrated while users are written, who stay as they were written', async () => {
    const handler = new RecordingHandler();
    const client = new DynamoDBClient({ ...clientConfig(), requestHandler: handler });
    let written: Promise<void> | undefined;
    const write = async (): Promise<void> => {
      await app.users.updateProfile('alice_01', { firstName: 'Alice' });
      await app.users.suspend('alice_02', { by: 'operator_1' });
    };
    handler.before = async (operation) => {
      if (operation !== 'UpdateItem') return;
      written ??= write();
      await written;
    };
    expect(await migrateTable({ ...access, client })).toMatchObject({ isDone: true });
    client.destroy();
    expect((await app.users.list({ usernamePrefix: 'alice' })).items).toMatchObject([
      { firstName: 'Alice', status: 'ACTIVE' },
      { status: 'SUSPENDED' },
      { status: 'ACTIVE' },
    ]);
    expect(await namesIn({ status: 'SUSPENDED' })).toEqual(['alice_02']);
  });

  test('is no record of a copy', async () => {
    await migrateTable(access);
    const { bulk } = adapterStoreOf(store);
    const pages = await Promise.all(bulk.parts.map((part) => bulk.read(part, 100)));
    expect(pages.flatMap(({ unreadable }) => unreadable)).toEqual([]);
    expect(pages.flatMap(({ records }) => records)).toHaveLength(2 * USERNAMES.length);
  });

  test('refuses what is no option', async () => {
    for (const [field, options] of Object.entries({ signal: { signal: 7 }, onPage: { onPage: 'log' } }))
      await expect(migrateTable(access, JSON.parse(JSON.stringify(options)))).rejects.toMatchObject({
        code: 'CONFIGURATION_INVALID',
        field,
      });
  });
});
