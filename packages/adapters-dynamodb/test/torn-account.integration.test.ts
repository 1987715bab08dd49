import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { openDynamoDb } from '@orderfolio/adapters-dynamodb';
import { createOrderfolio } from '@orderfolio/domain';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { RecordingHandler } from './support/recording-handler.ts';
import { clientConfig, makeTable, missingServer, type TestTable } from './support/table.ts';

describe.skipIf(missingServer !== undefined)('an account that is read in the middle of a commit', () => {
  let table: TestTable;
  beforeAll(async () => {
    table = await makeTable();
  });
  afterAll(() => table?.drop());

  /** Puts the version of the cash back: such a query saw the cash before a commit, and the holding after it. */
  async function setCashVersion(username: string, version: number): Promise<void> {
    const update = new UpdateCommand({
      TableName: table.tableName,
      Key: { pk: `USER#${username}`, sk: 'ACCOUNT#BALANCE#USD' },
      UpdateExpression: 'SET version = :version',
      ExpressionAttributeValues: { ':version': version },
    });
    await table.client.send(update);
  }

  test('is read again until it agrees with itself', async () => {
    const handler = new RecordingHandler();
    const client = new DynamoDBClient({ ...clientConfig(), maxAttempts: 1, requestHandler: handler });
    await using store = await openDynamoDb({ tableName: table.tableName, client });
    const app = createOrderfolio({ store });
    const username = 'alice_01';
    await app.assets.create({ assetId: 'BTC', name: 'Bitcoin', category: 'major', priceUsd: '100.00' });
    await app.users.create({ username, email: 'a@example.com', firstName: 'A', lastName: 'B', passwordHash: 'x' });
    await app.funds.deposit({ username, amount: '1000.00' });
    await app.orders.place({ username, orderType: 'MARKET_BUY', assetId: 'BTC', quantity: '1' });

    await setCashVersion(username, 2);
    let queries = 0;
    handler.after = async ({ operation }) => {
      if (operation === 'Query' && ++queries === 2) await setCashVersion(username, 3);
    };
    const { balances, assetBalances } = await store.assetBalances.getAccount(username);
    expect(queries).toBe(3);
    expect(balances.map(({ version }) => version)).toEqual([3]);
    expect(assetBalances).toHaveLength(1);

    handler.after = async () => undefined;
    await setCashVersion(username, 1);
    await expect(app.portfolio.value(username)).rejects.toMatchObject({ code: 'STORAGE_FAILED', retryable: true });
    client.destroy();
  });
});
