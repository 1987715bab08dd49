import { openDynamoDb } from '@orderfolio/adapters-dynamodb';
import type { Adapter } from '@orderfolio/conformance';
import { rawRecords } from './raw-records.ts';
import { clientConfigs, makeTable, newTableName } from './table.ts';

/** The adapter for the conformance suite. Every place is its own table, named by `nameTable`. */
export function dynamoDbAdapter(name: string, nameTable: () => string = newTableName): Adapter {
  const nextConfig = clientConfigs();
  return {
    name,
    capabilities: { durable: true, sharedBetweenConnections: true, changeFeed: true },
    async open({ clock, timer, changeFeed }) {
      const clientConfig = nextConfig();
      const { tableName, client, drop } = await makeTable(nameTable(), clientConfig, changeFeed);
      // The table was just made. To compare it with the schema would cost each test a request.
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
