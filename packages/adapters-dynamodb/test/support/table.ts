import { randomUUID } from 'node:crypto';
import { DeleteTableCommand, DynamoDBClient, type DynamoDBClientConfig } from '@aws-sdk/client-dynamodb';
import { createTable } from '@orderfolio/adapters-dynamodb';
import { inject } from 'vitest';

const server = inject('dynamoDb');

/** Why the tests that need the server cannot run here; undefined when they can. */
export const missingServer: string | undefined = 'missing' in server ? server.missing : undefined;

/**
 * How the tests reach DynamoDB. Real AWS takes the credentials of the environment. The local server takes any, and keeps the tables of each
 * access key apart.
 */
export function clientConfig(accessKeyId = 'local'): DynamoDBClientConfig {
  if ('missing' in server) throw new Error(server.missing);
  const { endpoint } = server;
  if (new URL(endpoint).hostname.endsWith('.amazonaws.com')) return { endpoint };
  const credentials = { accessKeyId, secretAccessKey: 'local' };
  return { endpoint, region: 'eu-central-1', credentials };
}

/** The local server makes and drops tables more slowly the more it has had under one access key. */
const TABLES_PER_KEY = 20;

/**
 * How tests that make many tables reach DynamoDB. Call it for each table: it changes the access key from time to time.
 */
export function clientConfigs(): () => DynamoDBClientConfig {
  let tables = 0;
  let config: DynamoDBClientConfig = {};
  return () => {
    if (tables++ % TABLES_PER_KEY === 0) config = clientConfig(randomUUID().replaceAll('-', ''));
    return config;
  };
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

/**
 * The table has no stream, unless a test reads it. With streams the local server takes twice the time, and ever more.
 */
export async function makeTable(
  tableName: string = newTableName(),
  config: DynamoDBClientConfig = clientConfig(),
  hasStream = false,
): Promise<TestTable> {
  const client = new DynamoDBClient(config);
  await createTable({ client, tableName }, hasStream ? {} : { StreamSpecification: { StreamEnabled: false } });
  return {
    tableName,
    client,
    async drop() {
      await client.send(new DeleteTableCommand({ TableName: tableName }));
      client.destroy();
    },
  };
}
