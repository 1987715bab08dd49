import { randomUUID } from 'node:crypto';
import { DeleteTableCommand, DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { createTable, openDynamoDb } from '@orderfolio/adapters-dynamodb';
import { createOrderfolio } from '@orderfolio/domain';
import { openTelemetry } from '@orderfolio/telemetry';
import { describe, expect, inject, test } from 'vitest';
import { useReceiver } from './support/receiver.ts';
import { treesOf } from './support/tree.ts';

const server = inject('dynamoDb');

describe.skipIf('missing' in server)('on DynamoDB', () => {
  const received = useReceiver();

  test('a span of a request has its table, its operation and the capacity that it consumed', async () => {
    if ('missing' in server) return;
    const tableName = `orderfolio-telemetry-${randomUUID()}`;
    const client = new DynamoDBClient({
      endpoint: server.endpoint,
      region: 'eu-central-1',
      credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
    });
    await createTable({ client, tableName }, { StreamSpecification: { StreamEnabled: false } });
    const observe = openTelemetry();
    const store = await openDynamoDb({ tableName, client, onOpen: 'trust', observe });
    const app = createOrderfolio({ store, observe });
    const username = 'alice_01';
    await app.users.create({
      username,
      email: 'alice@example.com',
      firstName: 'A',
      lastName: 'B',
      passwordHash: 'x',
    });
    await received.spans();

    await app.funds.deposit({ username, amount: '1.00' });
    const spans = await received.spans();
    const [read, write] = [`BatchGetItem ${tableName}`, `TransactWriteItems ${tableName}`];
    // What the user's creation has written is remembered: the deposit need not read.
    expect(treesOf(spans)).toEqual([['funds.deposit', ['batch', ['commit', write]]]]);
    const { 'aws.dynamodb.consumed_capacity': consumed, ...attributes } =
      spans.find(({ name }) => name === write)?.attributes ?? {};
    expect(attributes).toEqual({
      'db.system.name': 'aws.dynamodb',
      'db.operation.name': 'TransactWriteItems',
      'db.collection.name': tableName,
    });
    // The local server counts a transaction once, AWS twice.
    const [units] = Array.isArray(consumed) ? consumed : [];
    const { CapacityUnits } = JSON.parse(units);
    expect(JSON.parse(units)).toEqual({ TableName: tableName, CapacityUnits, WriteCapacityUnits: CapacityUnits });
    expect(CapacityUnits).toBeGreaterThanOrEqual(2);
    await createOrderfolio({ store, observe, warmForMs: 0 }).funds.deposit({ username, amount: '1.00' });
    expect(treesOf(await received.spans())).toContainEqual(['funds.deposit', ['batch', read, ['commit', write]]]);

    const { points } = await received.metric('orderfolio.request.capacity');
    const sums = (operation: string, kind: string) =>
      points
        .filter(({ attributes }) => attributes['db.operation.name'] === operation)
        .filter(({ attributes }) => attributes['orderfolio.capacity.kind'] === kind)
        .map(({ asDouble, asInt }) => Number(asDouble ?? asInt));
    expect(sums('BatchGetItem', 'read')).toEqual([1]);
    expect(sums('TransactWriteItems', 'write')[0]).toBeGreaterThan(2 * CapacityUnits);

    await store[Symbol.asyncDispose]();
    await client.send(new DeleteTableCommand({ TableName: tableName }));
    client.destroy();
  });
});
