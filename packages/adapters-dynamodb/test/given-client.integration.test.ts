import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import {
  createTable,
  type DynamoDbConfig,
  describeTable,
  openDynamoDb,
  type TableAccess,
} from '@orderfolio/adapters-dynamodb';
import { createOrderfolio, type Store } from '@orderfolio/domain';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { operationOf, RecordingHandler } from './support/recording-handler.ts';
import { clientConfig, makeTable, missingServer, newTableName, type TestTable } from './support/table.ts';

/** Options as a JavaScript caller may write them. */
const fromJavaScript = (config: unknown): DynamoDbConfig => config as DynamoDbConfig;

describe.skipIf(missingServer !== undefined)('a client that a caller gives', () => {
  let table: TestTable;
  let client: DynamoDBClient;
  beforeAll(async () => {
    table = await makeTable(newTableName(), clientConfig(), true);
  });
  afterAll(() => table.drop());
  beforeEach(() => {
    client = new DynamoDBClient(clientConfig());
  });
  afterEach(() => client.destroy());

  const MANY_DIGITS = '12345678901234567890.123456789012345678';
  let assets = 0;

  /** Amounts of 38 digits, and absent fields: the options of a document client decide how they are stored. */
  async function expectExact(store: Store): Promise<void> {
    const app = createOrderfolio({ store });
    const assetId = `EXACT-${++assets}`;
    await app.assets.create({ assetId, name: 'Exact', category: 'major', priceUsd: MANY_DIGITS });
    expect(String((await app.assets.get(assetId)).priceUsd)).toBe(MANY_DIGITS);
  }

  test('keeps its digits, whatever document clients are made of it before and after', async () => {
    const lossy = { marshallOptions: { removeUndefinedValues: false }, unmarshallOptions: { wrapNumbers: false } };
    DynamoDBDocumentClient.from(client, lossy);
    await using store = await openDynamoDb({ tableName: table.tableName, client });
    DynamoDBDocumentClient.from(client, lossy);
    await expectExact(store);
  });

  test('may be a document client, whatever it was set to', async () => {
    const documents = DynamoDBDocumentClient.from(client, { unmarshallOptions: { wrapNumbers: true } });
    await using store = await openDynamoDb(fromJavaScript({ tableName: table.tableName, client: documents }));
    await expectExact(store);
  });

  test('may have been destroyed before, and is not destroyed by the store', async () => {
    client.destroy();
    const store = await openDynamoDb({ tableName: table.tableName, client });
    await expectExact(store);
    await store[Symbol.asyncDispose]();
    expect(await describeTable({ client, tableName: table.tableName })).toMatchObject({ matches: true });
  });

  test('retries nothing by itself: the store does, under one token', async () => {
    const requestHandler = new RecordingHandler();
    const retrying = new DynamoDBClient({ ...clientConfig(), maxAttempts: 5, requestHandler });
    const slept: number[] = [];
    const timer = {
      async sleep(milliseconds: number) {
        slept.push(milliseconds);
      },
    };
    await using store = await openDynamoDb({ tableName: table.tableName, client: retrying, timer });
    const sent: string[] = [];
    requestHandler.before = async (operation) => {
      sent.push(operation);
      if (sent.length <= 2) throw Object.assign(new Error('socket hang up'), { code: 'ECONNRESET' });
    };
    await createOrderfolio({ store }).assets.create({
      assetId: `RETRIED-${++assets}`,
      name: 'Retried',
      category: 'major',
      priceUsd: '1',
    });
    expect(sent).toEqual(['TransactWriteItems', 'TransactWriteItems', 'TransactWriteItems']);
    expect(slept).toHaveLength(2);
    retrying.destroy();
  });

  test('keeps the middleware that it has', async () => {
    const operations: string[] = [];
    client.middlewareStack.add(
      (next) => (given) => {
        const { request } = given;
        if (typeof request === 'object' && request !== null && 'headers' in request)
          operations.push(operationOf(Object.assign(Object.create(null), request)));
        return next(given);
      },
      { step: 'finalizeRequest', name: 'watch' },
    );
    await using _store = await openDynamoDb({ tableName: table.tableName, client });
    expect(operations).toEqual(['DescribeTable']);
  });
});

describe('a client that cannot be used is CONFIGURATION_INVALID:', () => {
  const tableName = 'orderfolio';
  const credentials = { accessKeyId: 'local', secretAccessKey: 'local' };

  beforeEach(() => {
    for (const name of ['AWS_REGION', 'AWS_DEFAULT_REGION', 'AWS_PROFILE']) vi.stubEnv(name, undefined);
    vi.stubEnv('AWS_CONFIG_FILE', '/nowhere');
    vi.stubEnv('AWS_SHARED_CREDENTIALS_FILE', '/nowhere');
  });
  afterEach(() => vi.unstubAllEnvs());

  test.each(['check', 'trust'] as const)('without a Region, also where nothing is sent (%s)', async (onOpen) => {
    const refusal = { code: 'CONFIGURATION_INVALID', rule: expect.stringContaining('has no AWS Region') };
    const made = openDynamoDb({ tableName, onOpen, clientConfig: { credentials } });
    await expect(made).rejects.toMatchObject({ ...refusal, field: 'clientConfig' });
    const given = openDynamoDb({ tableName, onOpen, client: new DynamoDBClient({ credentials }) });
    await expect(given).rejects.toMatchObject({ ...refusal, field: 'client' });
  });

  test.each([
    ['that only sends', { send: async () => ({}) }],
    [
      'of another service',
      Object.assign(new DynamoDBClient({ region: 'eu-central-1' }), { config: { serviceId: 'S3' } }),
    ],
  ])('one %s', async (_name, client) => {
    await expect(openDynamoDb(fromJavaScript({ tableName, client }))).rejects.toMatchObject({
      code: 'CONFIGURATION_INVALID',
      field: 'client',
      rule: 'must be a DynamoDBClient of version 3 of the AWS SDK',
    });
  });

  test('made with an endpoint that is no URL', async () => {
    const config = { region: 'eu-central-1', credentials, endpoint: 'nonsense' };
    const refusal = openDynamoDb({ tableName, clientConfig: config });
    await expect(refusal).rejects.toMatchObject({ code: 'CONFIGURATION_INVALID', field: 'clientConfig' });
  });
});

describe('a table is not asked for', () => {
  const client = new DynamoDBClient({ region: 'eu-central-1' });
  afterAll(() => client.destroy());
  const cases: readonly (readonly [field: string, access: unknown])[] = [
    ['access', undefined],
    ['access', null],
    ['access', 'orderfolio'],
    ['access', Promise.resolve({ client, tableName: 'orderfolio' })],
    ['client', { tableName: 'orderfolio' }],
    ['client', { client: {}, tableName: 'orderfolio' }],
    ['tableName', { client }],
    ['tableName', { client, tableName: 'x' }],
    ['tableName', { client, tableName: 7 }],
    ['region', { client, tableName: 'orderfolio', region: 'eu-central-1' }],
  ];

  test.each(cases)('with a wrong %s', async (field, access) => {
    const refusal = { code: 'CONFIGURATION_INVALID', field };
    await expect(describeTable(access as TableAccess)).rejects.toMatchObject(refusal);
    await expect(createTable(access as TableAccess)).rejects.toMatchObject(refusal);
  });
});
