import { openDynamoDb } from '@orderfolio/adapters-dynamodb';
import { afterEach, describe } from 'vitest';
import { makeTable, missingServer, type TestTable } from '../../../adapters-dynamodb/test/support/table.ts';
import { testLockout } from './lockout-suite.ts';
import { testRecovery } from './recovery-suite.ts';
import { testSessions } from './sessions-suite.ts';
import type { OpenStore } from './setting.ts';

/** On DynamoDB Local: it is started for the run. */
describe.skipIf(missingServer !== undefined)('on DynamoDB', () => {
  const tables: TestTable[] = [];
  afterEach(async () => {
    for (const table of tables.splice(0)) await table.drop();
  });
  const openStore: OpenStore = async (clock, timer) => {
    const table = await makeTable();
    tables.push(table);
    return openDynamoDb({ tableName: table.tableName, client: table.client, onOpen: 'trust', clock, timer });
  };
  testRecovery(openStore);
  testSessions(openStore);
  testLockout(openStore);
});
