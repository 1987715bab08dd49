import { randomUUID } from 'node:crypto';
import { DeleteTableCommand, DynamoDBClient, type DynamoDBClientConfig } from '@aws-sdk/client-dynamodb';
import { createTable, describeTable, openDynamoDb, type TableAccess } from '@orderfolio/adapters-dynamodb';
import { type Clock, ConfigurationInvalidError, type Store } from '@orderfolio/domain';
import { BadInputError } from './bad-input-error.ts';
import { withDynamoDbLocal } from './dynamodb-local.ts';

export interface DynamoDbOptions {
  /**
   * The address of DynamoDB. Default: with a table, AWS as the environment says. Otherwise the demo starts its own
   * DynamoDB Local.
   */
  readonly endpoint: string | undefined;
  /** The table. It is made if it does not exist, and it stays. Default: a table that is removed at the end. */
  readonly table: string | undefined;
}

type WithStore = <Result>(clock: Clock, work: (store: Store) => Promise<Result>) => Promise<Result>;

/** Runs work on a store on DynamoDB. Afterwards it removes what it has made for it, whatever happens. */
export function withDynamoDbStore({ endpoint, table }: DynamoDbOptions): WithStore {
  return async (clock, work) => {
    if (endpoint !== undefined) return onTable(localConfig(endpoint), table, clock, work);
    if (table !== undefined) return onTable({}, table, clock, work);
    return withDynamoDbLocal((local) => onTable(localConfig(local), undefined, clock, work));
  };
}

/** DynamoDB Local needs some credentials, and takes any. A real endpoint takes those of the environment. */
function localConfig(endpoint: string): DynamoDBClientConfig {
  if (new URL(endpoint).hostname.endsWith('.amazonaws.com')) return { endpoint };
  return { endpoint, region: 'eu-central-1', credentials: { accessKeyId: 'local', secretAccessKey: 'local' } };
}

async function onTable<Result>(
  clientConfig: DynamoDBClientConfig,
  table: string | undefined,
  clock: Clock,
  work: (store: Store) => Promise<Result>,
): Promise<Result> {
  const client = new DynamoDBClient(clientConfig);
  const access = { client, tableName: table ?? `orderfolio-demo-${randomUUID()}` };
  try {
    const store = await opened(access, clock);
    try {
      return await work(store);
    } finally {
      await store[Symbol.asyncDispose]();
      if (table === undefined) await client.send(new DeleteTableCommand({ TableName: access.tableName }));
    }
  } finally {
    client.destroy();
  }
}

async function opened(access: TableAccess, clock: Clock): Promise<Store> {
  try {
    if (!(await exists(access))) await createTable(access);
    return await openDynamoDb({ ...access, clock });
  } catch (error) {
    if (!(error instanceof ConfigurationInvalidError)) throw error;
    throw new BadInputError(error.message, { cause: error });
  }
}

async function exists(access: TableAccess): Promise<boolean> {
  try {
    await describeTable(access);
    return true;
  } catch (error) {
    if (error instanceof ConfigurationInvalidError && error.field === 'tableName') return false;
    throw error;
  }
}
