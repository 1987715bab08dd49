import { openDynamoDb } from '@orderfolio/adapters-dynamodb';
import { describe } from 'vitest';
import { clientConfig, makeTable, missingServer, newTableName } from '../../adapters-dynamodb/test/support/table.ts';
import { SUITES } from './routes/index.ts';

/** Runs on DynamoDB Local, which is started for the run. */
describe.skipIf(missingServer !== undefined)('every route', () => {
  for (const suite of SUITES) {
    suite({
      name: 'DynamoDB',
      async open(clock) {
        const { client, tableName } = await makeTable(newTableName(), clientConfig(), true);
        return openDynamoDb({ client, tableName, clock });
      },
    });
  }
});
