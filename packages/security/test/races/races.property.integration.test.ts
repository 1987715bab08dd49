import { openDynamoDb } from '@orderfolio/adapters-dynamodb';
import { describe } from 'vitest';
import { clientConfig, makeTable, missingServer } from '../../../adapters-dynamodb/test/support/table.ts';
import { accountsOn } from './accounts.ts';
import { testRaces } from './races-suite.ts';

/** Runs on DynamoDB Local, with two clients that share only the table. */
describe.skipIf(missingServer !== undefined)('races', () => {
  testRaces('DynamoDB', async () => {
    const table = await makeTable();
    const opened = () => openDynamoDb({ clientConfig: clientConfig(), tableName: table.tableName, onOpen: 'trust' });
    const [one, other] = [await opened(), await opened()];
    return {
      processes: [accountsOn(one), accountsOn(other)],
      async close() {
        await one[Symbol.asyncDispose]();
        await other[Symbol.asyncDispose]();
        await table.drop();
      },
    };
  });
});
