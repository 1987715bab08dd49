import { openDynamoDb } from '@orderfolio/adapters-dynamodb';
import type { Adapter } from '@orderfolio/conformance';
import { rawRecords } from './raw-records.ts';
import { clientConfigs, makeTable, newTableName } from './table.ts';

/** The adapter as the conformance suite takes it: every place is a table of its own, named by `nameTable`. */
export function dynamoDbAdapter(name: string, nameTable: () => string = newTableName): Adapter {
  const nextConfig = clientConfigs();
  return {
    name,
    capabilities: { durable: true, sharedBetweenConnections: true, changeFeed: true },
    async open({ clock, timer, changeFeed }) {
      const clientConfig = nextConfig();
      const { tableName, client, drop } = await makeTable(nameTable(), clientConfig, changeFeed);
      // The table was made a moment ago: to compare it again would be a request per test for nothing.
      const connect = () => openDynamoDb({ tableName, clientConfig, onOpen: 'trust', clock, timer });
      return {
        store: await connect(),
        connect,
        raw: rawRecords(client, tableName),
        dispose: drop,
      };
    },
  };
}
