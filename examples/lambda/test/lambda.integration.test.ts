import { openDynamoDb } from '@orderfolio/adapters-dynamodb';
import { createOrderfolio } from '@orderfolio/domain';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  clientConfig,
  makeTable,
  missingServer,
  type TestTable,
} from '../../../packages/adapters-dynamodb/test/support/table.ts';
import { coldStart, type Handler, removeBundles } from './bundle.ts';

const SECRET = 'Kq3v9sT1mZx8Rb5nWc7LpYd2HfGj4AeU';
const PASSWORD = 'lantern orchard 47 violet';

/** A request as an HTTP API hands it to a function. */
function event(method: string, path: string, { body, authorizer, headers = {} }: Sent = {}): object {
  return {
    version: '2.0',
    rawPath: path,
    rawQueryString: '',
    headers: { host: 'api.example', 'content-type': 'application/json', ...headers },
    requestContext: {
      domainName: 'api.example',
      http: { method, sourceIp: '203.0.113.7' },
      ...(authorizer && { authorizer }),
    },
    isBase64Encoded: false,
    ...(body && { body: JSON.stringify(body) }),
  };
}

interface Sent {
  readonly body?: object;
  readonly authorizer?: object;
  readonly headers?: Readonly<Record<string, string>>;
}

describe.skipIf(missingServer !== undefined)('the bundled functions, on DynamoDB', () => {
  let table: TestTable;
  const environment = (): Record<string, string> => ({
    TABLE: table.tableName,
    DYNAMODB_ENDPOINT: String(clientConfig().endpoint),
    AWS_REGION: 'eu-central-1',
    AWS_ACCESS_KEY_ID: 'local',
    AWS_SECRET_ACCESS_KEY: 'local',
  });
  beforeAll(async () => {
    table = await makeTable();
  });
  afterAll(async () => {
    removeBundles();
    await table.drop();
  });

  async function ask(handler: Handler, sent: object) {
    const { statusCode, body } = await handler(sent, {});
    return { statusCode, body: JSON.parse(body) };
  }

  test('register, log in and deposit, with tokens of their own', async () => {
    const handler = await coldStart('own-tokens', {
      ...environment(),
      TOKEN_SECRET: SECRET,
      TOKEN_ISSUER: 'https://api.example',
    });
    const profile = {
      username: 'alice_01',
      email: 'alice@example.com',
      firstName: 'A',
      lastName: 'B',
      password: PASSWORD,
    };
    expect(await ask(handler, event('POST', '/v1/users', { body: profile }))).toMatchObject({ statusCode: 201 });
    const login = { username: 'alice_01', password: PASSWORD };
    const { body: session } = await ask(handler, event('POST', '/v1/sessions', { body: login }));
    const headers = { authorization: `Bearer ${session.accessToken}` };
    expect(await ask(handler, event('POST', '/v1/me/deposits', { body: { amount: '10' }, headers }))).toMatchObject({
      statusCode: 201,
      body: { balance: { available: '10.00' } },
    });
    expect(await ask(handler, event('GET', '/v1/me'))).toMatchObject({
      statusCode: 401,
      body: { code: 'TOKEN_MISSING' },
    });
  });

  test('take the caller from the gateway, and from nothing else', async () => {
    const store = await openDynamoDb({ client: table.client, tableName: table.tableName });
    const profile = { email: 'bob@example.com', firstName: 'B', lastName: 'B', passwordHash: 'kept elsewhere' };
    await createOrderfolio({ store }).users.create({ username: 'bob_0001', ...profile });

    const handler = await coldStart('gateway', environment());
    const authorizer = { jwt: { claims: { username: 'bob_0001' } } };
    expect(await ask(handler, event('GET', '/v1/me', { authorizer }))).toMatchObject({
      statusCode: 200,
      body: { username: 'bob_0001', role: 'customer' },
    });
    const headers = { authorization: 'Bearer abc', 'x-username': 'bob_0001' };
    expect(await ask(handler, event('GET', '/v1/me', { headers }))).toMatchObject({ statusCode: 401 });
    expect(await ask(handler, event('POST', '/v1/sessions', { authorizer }))).toMatchObject({ statusCode: 404 });
    expect(await ask(handler, event('GET', '/health/ready'))).toMatchObject({
      statusCode: 200,
      body: { healthy: true },
    });
  });
});
