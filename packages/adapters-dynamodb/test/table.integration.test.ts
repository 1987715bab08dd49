import { CreateTableCommand, DeleteTableCommand, DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { createTable, describeTable, openDynamoDb, tableDefinition } from '@orderfolio/adapters-dynamodb';
import { afterAll, describe, expect, test } from 'vitest';
import { compareTable } from '../src/schema.ts';
import { clientConfig, missingServer, newTableName } from './support/table.ts';

describe.skipIf(missingServer !== undefined)('the table', () => {
  const client = missingServer === undefined ? new DynamoDBClient(clientConfig()) : undefined;
  afterAll(() => client?.destroy());

  async function withTable(
    body: (access: { client: DynamoDBClient; tableName: string }) => Promise<void>,
  ): Promise<void> {
    if (client === undefined) throw new Error('no server');
    const access = { client, tableName: newTableName() };
    await body(access);
    await client.send(new DeleteTableCommand({ TableName: access.tableName }));
  }

  test('is created as it is defined, and matches', () =>
    withTable(async (access) => {
      await createTable(access, { Tags: [{ Key: 'team', Value: 'trading' }] });
      expect(await describeTable(access)).toEqual({ matches: true, differences: [] });
    }));

  test('is not created twice', () =>
    withTable(async (access) => {
      await createTable(access);
      await expect(createTable(access)).rejects.toMatchObject({ code: 'CONFIGURATION_INVALID', field: 'tableName' });
    }));

  test('says exactly what differs, and is refused when a store is opened on it', () =>
    withTable(async (access) => {
      await access.client.send(
        new CreateTableCommand({
          TableName: access.tableName,
          BillingMode: 'PAY_PER_REQUEST',
          AttributeDefinitions: [
            { AttributeName: 'pk', AttributeType: 'S' },
            { AttributeName: 'sk', AttributeType: 'N' },
          ],
          KeySchema: [
            { AttributeName: 'pk', KeyType: 'HASH' },
            { AttributeName: 'sk', KeyType: 'RANGE' },
          ],
          GlobalSecondaryIndexes: [
            {
              IndexName: 'by-asset',
              KeySchema: [{ AttributeName: 'sk', KeyType: 'HASH' }],
              Projection: { ProjectionType: 'KEYS_ONLY' },
            },
          ],
        }),
      );
      const { matches, differences } = await describeTable(access);
      expect(matches).toBe(false);
      expect(differences).toEqual([
        'the key of the index by-asset is sk (HASH), and must be pk (HASH), assetId (HASH), sk (RANGE)',
        'the index by-asset must project ALL attributes',
        'the index by-status is missing: its key must be pk (HASH), orderStatus (HASH), sk (RANGE)',
        'the index catalogue is missing: its key must be catalogue (HASH), createdAt (RANGE), pk (RANGE)',
        'the index active-catalogue is missing: its key must be activeCatalogue (HASH), createdAt (RANGE), pk (RANGE)',
        'the index by-fall is missing: its key must be fallBook (HASH), shard (HASH), fall (RANGE), restingId (RANGE)',
        'the index by-rise is missing: its key must be riseBook (HASH), shard (HASH), rise (RANGE), restingId (RANGE)',
        'the index by-expiry is missing: its key must be expiryBook (HASH), shard (HASH), expiresAt (RANGE), sk (RANGE)',
        'the index resting-by-asset is missing: its key must be restingAsset (HASH), shard (HASH), sk (RANGE)',
        'the index users is missing: its key must be userBook (HASH), shard (HASH), createdAt (RANGE), pk (RANGE)',
        'the index users-by-status is missing: its key must be userStatus (HASH), shard (HASH), createdAt (RANGE), pk (RANGE)',
        'the index users-by-name is missing: its key must be userBook (HASH), shard (HASH), pk (RANGE)',
        'the index users-by-email is missing: its key must be userStatus (HASH), shard (HASH), email (RANGE)',
        'sk has type N, and must have S',
        'the time to live is off, and must be by ttl',
        'the stream is off, and must have NEW_AND_OLD_IMAGES',
      ]);
      const opening = openDynamoDb({ ...access });
      await expect(opening).rejects.toMatchObject({
        code: 'CONFIGURATION_INVALID',
        field: 'tableName',
        rule: expect.stringContaining('sk has type N, and must have S'),
      });
    }));

  test('is not there: describing it, and opening a store on it, say so', async () => {
    if (client === undefined) throw new Error('no server');
    const access = { client, tableName: 'there-is-no-such-table' };
    const refusal = {
      code: 'CONFIGURATION_INVALID',
      field: 'tableName',
      rule: expect.stringContaining('does not exist'),
    };
    await expect(describeTable(access)).rejects.toMatchObject(refusal);
    await expect(openDynamoDb(access)).rejects.toMatchObject(refusal);
    await using trusting = await openDynamoDb({ ...access, onOpen: 'trust' });
    await expect(trusting.users.get('alice_01')).rejects.toMatchObject(refusal);
    await expect(trusting.lock.acquire('alice_01', 'work')).rejects.toMatchObject(refusal);
    expect(await trusting.health.check()).toMatchObject({
      healthy: false,
      reason: expect.stringContaining('does not exist'),
    });
  });

  test('may project more than an index needs, and no less', () => {
    const indexes = tableDefinition.GlobalSecondaryIndexes ?? [];
    const withAll = (ProjectionType: 'ALL' | 'KEYS_ONLY') =>
      indexes.map((index) => ({ ...index, KeySchema: [...(index.KeySchema ?? [])], Projection: { ProjectionType } }));
    const { AttributeDefinitions = [], KeySchema = [] } = tableDefinition;
    const table = { AttributeDefinitions: [...AttributeDefinitions], KeySchema: [...KeySchema] };
    expect(compareTable({ ...table, GlobalSecondaryIndexes: withAll('ALL') })).toMatchObject({ matches: true });
    const { differences } = compareTable({ ...table, GlobalSecondaryIndexes: withAll('KEYS_ONLY') });
    expect(differences).toHaveLength(indexes.length - 2);
  });

  test('is defined by data that nobody can write to', () => {
    const [index] = tableDefinition.GlobalSecondaryIndexes ?? [];
    for (const part of [tableDefinition, tableDefinition.KeySchema, index, index?.Projection])
      expect(Object.isFrozen(part)).toBe(true);
  });

  test('has at most 20 indexes, and declares exactly the attributes that keys use', () => {
    const keys = [tableDefinition, ...(tableDefinition.GlobalSecondaryIndexes ?? [])].flatMap(
      ({ KeySchema = [] }) => KeySchema,
    );
    const used = new Set(keys.map(({ AttributeName }) => AttributeName));
    expect(new Set(tableDefinition.AttributeDefinitions?.map(({ AttributeName }) => AttributeName))).toEqual(used);
    expect(tableDefinition.GlobalSecondaryIndexes?.length).toBeLessThanOrEqual(20);
  });
});
