import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { type DynamoDbConfig, openDynamoDb } from '@orderfolio/adapters-dynamodb';
import { expect, test } from 'vitest';
import { createClient } from '../src/client.ts';

/** Options as a JavaScript caller may write them: the types would stop them, so they come as JSON would. */
const fromJavaScript = (config: unknown): DynamoDbConfig => config as DynamoDbConfig;

const valid = { tableName: 'orderfolio' };
const aName = 'must be 3 to 255 letters, digits, dots, dashes and underscores, or the ARN of a table';

test.each([
  ['config', undefined, 'must be an object with a tableName'],
  ['tableName', {}, aName],
  ['tableName', { tableName: '' }, aName],
  ['tableName', { tableName: 'ab' }, aName],
  ['tableName', { tableName: 'a table' }, aName],
  ['client', { ...valid, client: {} }, 'must be an object with the method send'],
  ['clientConfig', { ...valid, clientConfig: 'eu-central-1' }, 'must be an object'],
  ['assumeRole', { ...valid, assumeRole: { RoleArn: 'arn' } }, 'must name the role: { params: { RoleArn } }'],
  ['onOpen', { ...valid, onOpen: true }, 'must be check or trust'],
  ['requestTimeoutMs', { ...valid, requestTimeoutMs: 0 }, 'must be a number of milliseconds, 1 or more'],
  ['retryForMs', { ...valid, retryForMs: Number.POSITIVE_INFINITY }, 'must be a number of milliseconds, 0 or more'],
  ['maxSockets', { ...valid, maxSockets: '50' }, 'must be a number of connections, 1 or more'],
  ['triggerShards', { ...valid, triggerShards: 0 }, 'must be a whole number of shards, 1 to 16'],
  ['triggerShards', { ...valid, triggerShards: 17 }, 'must be a whole number of shards, 1 to 16'],
  ['triggerShards', { ...valid, triggerShards: 1.5 }, 'must be a whole number of shards, 1 to 16'],
  ['triggerShards', { ...valid, triggerShards: '4' }, 'must be a whole number of shards, 1 to 16'],
  ['clock', { ...valid, clock: {} }, 'must be an object with the method now'],
  ['ids', { ...valid, ids: null }, 'must be an object with the method next'],
  ['timer', { ...valid, timer: () => undefined }, 'must be an object with the method sleep'],
  ['table', { ...valid, table: 'orderfolio' }, 'is not a known option'],
])('%s: %j is CONFIGURATION_INVALID', async (field, config, rule) => {
  const refusal = openDynamoDb(fromJavaScript(config));
  await expect(refusal).rejects.toMatchObject({ code: 'CONFIGURATION_INVALID', field, rule });
});

test('a client and a configuration exclude each other, by type and when run', async () => {
  const client = new DynamoDBClient({ region: 'eu-central-1' });
  // @ts-expect-error a client comes with a configuration of its own
  const both: DynamoDbConfig = { ...valid, client, clientConfig: {} };
  await expect(openDynamoDb(both)).rejects.toMatchObject({ code: 'CONFIGURATION_INVALID', field: 'client' });
});

test('the client does not retry by itself, and assumes the role that it is given', async () => {
  const params = { RoleArn: 'arn:aws:iam::123456789012:role/trading', RoleSessionName: 'orderfolio' };
  const settings = { requestTimeoutMs: 3_000, maxSockets: 100 };
  const client = createClient({ region: 'eu-central-1' }, { params }, settings);
  expect(await client.config.maxAttempts()).toBe(1);
  const own = createClient({ region: 'eu-central-1', maxAttempts: 2 }, undefined, settings);
  expect(await own.config.maxAttempts()).toBe(2);
});
