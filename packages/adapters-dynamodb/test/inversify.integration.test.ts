import { dynamoDbModule } from '@orderfolio/adapters-dynamodb/inversify';
import { orderfolioModule, TOKENS } from '@orderfolio/domain/inversify';
import { Container } from 'inversify';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { clientConfig, makeTable, missingServer, type TestTable } from './support/table.ts';

describe.skipIf(missingServer !== undefined)('the container module', () => {
  let table: TestTable;
  beforeAll(async () => {
    table = await makeTable();
  });
  afterAll(() => table?.drop());

  test('binds one store to everything that asks, and closes it with the container', async () => {
    const container = new Container();
    const { tableName } = table;
    container.load(orderfolioModule(), dynamoDbModule({ tableName, clientConfig: clientConfig() }));
    const store = await container.getAsync(TOKENS.Store);
    expect(await container.getAsync(TOKENS.UserRepository)).toBe(store.users);
    const assets = await container.getAsync(TOKENS.AssetService);
    await assets.create({ assetId: 'BTC', name: 'Bitcoin', category: 'major', priceUsd: '50000' });
    expect((await store.assets.get('BTC'))?.priceUsd.toString()).toBe('50000');
    await container.unbindAllAsync();
  });

  test('rejects with CONFIGURATION_INVALID for a table that is not there', async () => {
    const container = new Container();
    const tableName = 'there-is-no-such-table';
    container.load(orderfolioModule(), dynamoDbModule({ tableName, clientConfig: clientConfig() }));
    await expect(container.getAsync(TOKENS.Orderfolio)).rejects.toMatchObject({ code: 'CONFIGURATION_INVALID' });
  });
});
