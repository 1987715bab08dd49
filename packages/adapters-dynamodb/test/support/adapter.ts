import { UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { openDynamoDb } from '@orderfolio/adapters-dynamodb';
import type { Adapter } from '@orderfolio/domain/conformance';
import { itemKeyOf } from '../../src/item-key.ts';
import { clientConfig, makeTable, newTableName } from './table.ts';

/** The adapter as the conformance suite takes it: every place is a table of its own, named by `nameTable`. */
export function dynamoDbAdapter(name: string, nameTable: () => string = newTableName): Adapter {
  return {
    name,
    capabilities: { durable: true, sharedBetweenConnections: true },
    async open({ clock, timer }) {
      const { tableName, client, drop } = await makeTable(nameTable());
      // The table was made a moment ago: to compare it again would be a request per test for nothing.
      const connect = () => openDynamoDb({ tableName, clientConfig: clientConfig(), onOpen: 'trust', clock, timer });
      return {
        store: await connect(),
        connect,
        async spoil(key, field, text) {
          const update = new UpdateCommand({
            TableName: tableName,
            Key: itemKeyOf(key),
            UpdateExpression: 'SET #field = :text',
            ConditionExpression: 'attribute_exists(pk)',
            ExpressionAttributeNames: { '#field': field },
            ExpressionAttributeValues: { ':text': text },
          });
          await client.send(update);
        },
        dispose: drop,
      };
    },
  };
}
