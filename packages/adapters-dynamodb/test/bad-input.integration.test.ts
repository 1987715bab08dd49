import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { openDynamoDb } from '@orderfolio/adapters-dynamodb';
import { entityMaker } from '@orderfolio/conformance';
import { createOrderfolio, type Orderfolio, type Store } from '@orderfolio/domain';
import { adapterStoreOf, insert } from '@orderfolio/domain/adapter';
import { ManualClock, sequentialIds } from '@orderfolio/domain/testing';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { FaultHandler } from './support/fault-handler.ts';
import { clientConfig, makeTable, missingServer, type TestTable } from './support/table.ts';

describe.skipIf(missingServer !== undefined)('bad input', () => {
  const clock = new ManualClock();
  const make = entityMaker(clock, sequentialIds(clock));
  let table: TestTable;
  let store: Store;
  let app: Orderfolio;

  beforeAll(async () => {
    table = await makeTable();
    const { tableName, client } = table;
    store = await openDynamoDb({ tableName, client });
    // The app remembers nothing, so it reads the items that the tests have edited.
    app = createOrderfolio({ store, warmForMs: 0 });
    await app.assets.create({ assetId: 'BTC', name: 'Bitcoin', category: 'major', priceUsd: '50000.00' });
  });
  afterAll(() => table?.drop());

  async function newUser(): Promise<string> {
    const { username, email, firstName, lastName } = make.user();
    await app.users.create({ username, email, firstName, lastName });
    await app.funds.deposit({ username, amount: '1000.00', idempotencyKey: 'first' });
    return username;
  }

  /** Edits an item, as somebody with access to the console could. */
  async function edit(pk: string, sk: string, attribute: string, value: unknown): Promise<void> {
    const update = new UpdateCommand({
      TableName: table.tableName,
      Key: { pk, sk },
      UpdateExpression: 'SET #attribute = :value',
      ExpressionAttributeNames: { '#attribute': attribute },
      ExpressionAttributeValues: { ':value': value },
    });
    await table.client.send(update);
  }

  test.each([
    ['ACCOUNT#BALANCE#USD', 'available', 'a lot'],
    ['ACCOUNT#BALANCE#USD', 'available', -5],
    ['ACCOUNT#BALANCE#USD', 'version', 1.5],
    ['ACCOUNT#BALANCE#USD', 'updatedAt', 'yesterday'],
    ['RECEIPT#FUNDS#first', 'subjectId', 7],
    ['RECEIPT#FUNDS#first', 'body', Buffer.from('not deflated')],
    ['RECEIPT#FUNDS#first', 'body', 'text'],
  ])('%s whose %s was edited into %j is STORAGE_FAILED, and nothing is written', async (sk, attribute, value) => {
    const username = await newUser();
    await edit(`USER#${username}`, sk, attribute, value);
    const command = app.funds.deposit({ username, amount: '1000.00', idempotencyKey: 'first' });
    await expect(command).rejects.toMatchObject({ code: 'STORAGE_FAILED', retryable: false });
    expect((await app.funds.listTransactions(username)).items).toHaveLength(1);
  });

  test('a user without a name is STORAGE_FAILED, and the item to mend is named', async () => {
    const username = await newUser();
    await edit(`USER#${username}`, 'USER', 'firstName', 7);
    await expect(app.users.get(username)).rejects.toMatchObject({
      code: 'STORAGE_FAILED',
      reason: expect.stringContaining(`pk USER#${username} and sk USER`),
    });
  });

  test('an item of more than 400 KB is STORAGE_FAILED, and nothing of its commit is written', async () => {
    const username = await newUser();
    // The text cannot be compressed, so deflating does not make it fit.
    const request = JSON.stringify(Array.from({ length: 60_000 }, () => Math.random()));
    const row = make.cashRow({ username });
    const changes = [insert('balanceTransaction', row), insert('receipt', make.receipt({ username, request }))];
    await expect(adapterStoreOf(store).unitOfWork.commit({ token: 'large', changes })).rejects.toMatchObject({
      code: 'STORAGE_FAILED',
      reason: expect.stringContaining('400 KB'),
    });
    expect(await app.funds.getTransaction(username, row.transactionId).catch(({ code }) => code)).toBe(
      'TRANSACTION_NOT_FOUND',
    );
  });

  test('a cursor of another user is INVALID_CURSOR', async () => {
    const [ada, bob] = [await newUser(), await newUser()];
    await app.funds.deposit({ username: ada, amount: '1.00' });
    const { nextCursor } = await app.funds.listTransactions(ada, { limit: 1 });
    expect(nextCursor).toBeDefined();
    const page = app.funds.listTransactions(bob, { limit: 1, cursor: nextCursor });
    await expect(page).rejects.toMatchObject({ code: 'INVALID_CURSOR' });
  });

  test('a client that its owner makes a document client of keeps its digits here', async () => {
    const client = new DynamoDBClient(clientConfig());
    await using shared = await openDynamoDb({ tableName: table.tableName, client });
    DynamoDBDocumentClient.from(client);
    const amount = '12345678901234567890123456789012.34';
    const username = await newUser();
    const { balance } = await createOrderfolio({ store: shared }).funds.deposit({ username, amount });
    expect((await shared.balances.get(username, 'USD'))?.available.toString()).toBe(balance.available.toString());
    client.destroy();
  });

  test('wrong credentials are CONFIGURATION_INVALID', async () => {
    const credentials = { accessKeyId: 'no such key!', secretAccessKey: 'secret' };
    const opening = openDynamoDb({ tableName: table.tableName, clientConfig: { ...clientConfig(), credentials } });
    await expect(opening).rejects.toMatchObject({ code: 'CONFIGURATION_INVALID', field: 'credentials' });
  });

  test('an endpoint that does not answer is STORAGE_FAILED, and unhealthy', async () => {
    const tableName = 'orderfolio';
    const unreachable = { ...clientConfig(), endpoint: 'http://127.0.0.1:9' };
    const reason = expect.stringContaining('cannot be reached');
    const opening = openDynamoDb({ tableName, clientConfig: unreachable, retryForMs: 20 });
    await expect(opening).rejects.toMatchObject({ code: 'STORAGE_FAILED', retryable: true, reason });
    await using trusting = await openDynamoDb({
      tableName,
      clientConfig: unreachable,
      onOpen: 'trust',
      retryForMs: 20,
    });
    expect(await trusting.health.check()).toMatchObject({ healthy: false, reason });
  });

  test('a server that never replies ends a read as STORAGE_FAILED and a commit as OUTCOME_UNKNOWN', async () => {
    const username = await newUser();
    const handler = new FaultHandler();
    const client = new DynamoDBClient({ ...clientConfig(), maxAttempts: 1, requestHandler: handler });
    const patience = { requestTimeoutMs: 20, retryForMs: 40 };
    await using silent = await openDynamoDb({ tableName: table.tableName, client, onOpen: 'trust', ...patience });
    handler.plan = () => 'SILENCE';
    await expect(silent.users.get(username)).rejects.toMatchObject({ code: 'STORAGE_FAILED', retryable: true });
    const changes = [insert('balanceTransaction', make.cashRow({ username }))];
    await expect(adapterStoreOf(silent).unitOfWork.commit({ token: 'unheard', changes })).rejects.toMatchObject({
      code: 'OUTCOME_UNKNOWN',
    });
    await expect(silent.lock.acquire(username, 'work', { waitMs: 0 })).rejects.toMatchObject({
      code: 'STORAGE_FAILED',
    });
    client.destroy();
  });
});
