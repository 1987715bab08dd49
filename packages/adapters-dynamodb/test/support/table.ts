import { randomUUID } from 'node:crypto';
import { DeleteTableCommand, DynamoDBClient, type DynamoDBClientConfig } from '@aws-sdk/client-dynamodb';
import { createTable } from '@orderfolio/adapters-dynamodb';
import { inject } from 'vitest';

const server = inject('dynamoDb');

/** Why the tests that need the server cannot run here; undefined when they can. */
export const missingServer: string | undefined = 'missing' in server ? server.missing : undefined;

/** How the tests reach DynamoDB: the local server takes any credentials, real AWS those of the environment. */
export function clientConfig(): DynamoDBClientConfig {
  if ('missing' in server) throw new Error(server.missing);
  const { endpoint } = server;
  if (new URL(endpoint).hostname.endsWith('.amazonaws.com')) return { endpoint };
  const credentials = { accessKeyId: 'local', secretAccessKey: 'local' };
  return { endpoint, region: 'eu-central-1', credentials };
}

/** A table of the test's own. */
export interface TestTable {
  readonly tableName: string;
  readonly client: DynamoDBClient;
  drop(): Promise<void>;
}

export function newTableName(): string {
  return `${process.env['DYNAMODB_TABLE_PREFIX'] ?? 'orderfolio-test-'}${randomUUID()}`;
}

export async function makeTable(tableName: string = newTableName()): Promise<TestTable> {
  const client = new DynamoDBClient(clientConfig());
  await createTable({ client, tableName });
  return {
    tableName,
    client,
    async drop() {
      await client.send(new DeleteTableCommand({ TableName: tableName }));
      client.destroy();
    },
  };
}
