import { openDynamoDb } from '@orderfolio/adapters-dynamodb';
import { clientConfig, makeTable, newTableName } from '../../adapters-dynamodb/test/support/table.ts';
import { accountStates } from '../test/routes/account-states.ts';

// The tests do this on SQLite: on DynamoDB Local it takes longer than all other routes.
accountStates({
  name: 'DynamoDB',
  async open(clock) {
    const { client, tableName } = await makeTable(newTableName(), clientConfig(), true);
    return openDynamoDb({ client, tableName, clock });
  },
});
