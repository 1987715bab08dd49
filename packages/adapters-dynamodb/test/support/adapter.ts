import { openDynamoDb } from '@orderfolio/adapters-dynamodb';
import type { Adapter } from '@orderfolio/conformance';
import { rawRecords } from './raw-records.ts';
import { clientConfig, makeTable, newTableName } from './table.ts';

/** The adapter as the conformance suite takes it: every place is a table of its own, named by `nameTable`. */
export function dynamoDbAdapter(name: string, nameTable: () => string = newTableName): Adapter {
  return {
    name,
    capabilities: { durable: true, sharedBetweenConnections: true, changeFeed: true },
    async open({ clock, timer }) {
      const { tableName, client, drop } = await makeTable(nameTable());
      // The table was made a moment ago: to compare it again would be a request per test for nothing.
      const connect = () => openDynamoDb({ tableName, clientConfig: clientConfig(), onOpen: 'trust', clock, timer });
      return {
        store: await connect(),
        connect,
        raw: rawRecords(client, tableName),
        dispose: drop,
      };
    },
  };
}
