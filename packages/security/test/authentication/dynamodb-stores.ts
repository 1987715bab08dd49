import { openDynamoDb } from '@orderfolio/adapters-dynamodb';
import { afterEach } from 'vitest';
import {
  clientConfigs,
  makeTable,
  newTableName,
  type TestTable,
} from '../../../adapters-dynamodb/test/support/table.ts';
import type { OpenStore } from './setting.ts';

/** Opens stores on tables of their own, which are dropped after each test. */
export function dynamoDbStores(): OpenStore {
  const tables: TestTable[] = [];
  const nextConfig = clientConfigs();
  afterEach(async () => {
    for (const table of tables.splice(0)) await table.drop();
  });
  return async (clock, timer) => {
    const table = await makeTable(newTableName(), nextConfig());
    tables.push(table);
    return openDynamoDb({ tableName: table.tableName, client: table.client, onOpen: 'trust', clock, timer });
  };
}
