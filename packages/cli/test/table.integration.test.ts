import { DeleteItemCommand, UpdateItemCommand, UpdateTimeToLiveCommand } from '@aws-sdk/client-dynamodb';
import { openDynamoDb } from '@orderfolio/adapters-dynamodb';
import { createOrderfolio } from '@orderfolio/domain';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { clientConfig, makeTable, missingServer, newTableName } from '../../adapters-dynamodb/test/support/table.ts';
import { jsonOf, orderfolio } from './support/terminal.ts';

describe.skipIf(missingServer !== undefined)('a table of DynamoDB', () => {
  beforeAll(() => {
    vi.stubEnv('AWS_ACCESS_KEY_ID', 'local');
    vi.stubEnv('AWS_SECRET_ACCESS_KEY', 'local');
  });
  afterAll(() => void vi.unstubAllEnvs());

  const at = (tableName: string): readonly string[] => {
    const { endpoint } = clientConfig();
    return ['--store', `dynamodb:${tableName}`, '--region', 'eu-central-1', '--endpoint', String(endpoint)];
  };

  test('is created, compared, checked, and has nothing to migrate', async () => {
    const tableName = newTableName();
    const missing = await orderfolio(['table', 'diff', ...at(tableName)]);
    expect(missing).toMatchObject({ status: 2, err: expect.stringContaining('CONFIGURATION_INVALID') });
    expect(await orderfolio(['table', 'create', ...at(tableName)])).toMatchObject({ status: 0, err: '' });
    expect(await orderfolio(['table', 'create', ...at(tableName)])).toMatchObject({ status: 2 });
    expect(await orderfolio(['table', 'diff', ...at(tableName)])).toMatchObject({ status: 0 });
    expect(jsonOf(await orderfolio(['migrate', '--json', ...at(tableName)]))).toEqual({
      ...{ tableName, migrated: false },
      ...{ isDone: true, items: 0, users: 0 },
    });

    await using store = await openDynamoDb({ tableName, clientConfig: clientConfig() });
    const app = createOrderfolio({ store });
    const email = 'alice@example.com';
    await app.users.create({ username: 'alice_01', email, firstName: 'A', lastName: 'B', passwordHash: 'none' });
    await app.funds.deposit({ username: 'alice_01', amount: '100.00' });
    expect(jsonOf(await orderfolio(['reconcile', '--all', '--json', ...at(tableName)]))).toEqual({
      users: 1,
      reconciled: 1,
      differences: [],
      failures: [],
    });
  });

  test('with one broken record lets the other users be checked, with status 2', async () => {
    const { tableName, client, drop } = await makeTable();
    await using store = await openDynamoDb({ tableName, clientConfig: clientConfig() });
    const app = createOrderfolio({ store });
    for (const username of ['alice_01', 'robert_1']) {
      const email = `${username}@example.com`;
      await app.users.create({ username, email, firstName: 'A', lastName: 'B', passwordHash: 'none' });
      await orderfolio(['users', 'suspend', username, '--by', 'olivia_01', '--keep-audit-trail', ...at(tableName)]);
    }
    const update = {
      TableName: tableName,
      UpdateExpression: 'SET #sequence = :text',
      ExpressionAttributeNames: { '#sequence': 'sequence' },
    };
    const Key = { pk: { S: 'USER#alice_01' }, sk: { S: 'AUDIT' } };
    await client.send(new UpdateItemCommand({ ...update, Key, ExpressionAttributeValues: { ':text': { S: 'x' } } }));
    const ended = await orderfolio(['verify-audit', '--all', '--json', ...at(tableName)]);
    expect(ended.status).toBe(2);
    expect(jsonOf(ended)).toMatchObject({
      users: 2,
      entries: 1,
      failures: [{ username: 'alice_01', code: 'STORAGE_FAILED' }],
    });
    await drop();
  });

  test('that was made in another way is told to be migrated, once, and goes on where it was stopped', async () => {
    const { tableName, client, drop } = await makeTable(newTableName(), clientConfig(), true);
    const Key = { pk: { S: 'MIGRATION#USERS' }, sk: { S: 'MIGRATION' } };
    await client.send(new DeleteItemCommand({ TableName: tableName, Key }));
    await using store = await openDynamoDb({ tableName, clientConfig: clientConfig() });
    const app = createOrderfolio({ store });
    await app.users.create({ username: 'alice_01', email: 'alice@example.com', firstName: 'A', lastName: 'B' });
    const older = { pk: { S: 'USER#alice_01' }, sk: { S: 'USER' } };
    const UpdateExpression = 'REMOVE userBook, userStatus';
    await client.send(new UpdateItemCommand({ TableName: tableName, Key: older, UpdateExpression }));
    const search = ['users', 'list', '--username-prefix', 'alice', ...at(tableName)];
    expect(await orderfolio(search)).toMatchObject({ status: 2, err: expect.stringContaining('orderfolio migrate') });
    expect(await orderfolio(['table', 'diff', ...at(tableName)])).toMatchObject({
      status: 1,
      out: expect.stringContaining('run orderfolio migrate'),
    });
    expect(await orderfolio(['migrate', ...at(tableName)], { stop: AbortSignal.abort() })).toMatchObject({
      status: 2,
      out: expect.stringContaining(`Stopped. Go on with: orderfolio migrate --store dynamodb:${tableName}`),
    });
    expect(await orderfolio(['migrate', ...at(tableName)])).toMatchObject({
      status: 0,
      out: `The table ${tableName} is up to date. 1 user of older releases came into the lists.\n`,
    });
    expect(await orderfolio(search)).toMatchObject({ status: 0, out: expect.stringContaining('alice_01') });
    expect(await orderfolio(['table', 'diff', ...at(tableName)])).toMatchObject({ status: 0 });
    await drop();
  });

  test('that differs is told, with status 1', async () => {
    const { tableName, client, drop } = await makeTable(newTableName(), clientConfig(), true);
    const TimeToLiveSpecification = { AttributeName: 'ttl', Enabled: false };
    await client.send(new UpdateTimeToLiveCommand({ TableName: tableName, TimeToLiveSpecification }));
    const ended = await orderfolio(['table', 'diff', '--json', ...at(tableName)]);
    expect(ended.status).toBe(1);
    expect(jsonOf(ended)).toMatchObject({ matches: false, differences: [expect.stringContaining('time to live')] });
    await drop();
  });
});
