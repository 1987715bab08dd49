import { openDynamoDb } from '@orderfolio/adapters-dynamodb';
import type { Store } from '@orderfolio/domain';

/** How a process finds the table. Without an endpoint, it is on AWS. */
export interface TableInput {
  readonly endpoint: string | undefined;
  readonly tableName: string;
}

/** The store on a table that the tests have made. DynamoDB Local takes any credentials. */
export function openTable({ endpoint, tableName }: TableInput): Promise<Store> {
  const local = { region: 'eu-central-1', credentials: { accessKeyId: 'local', secretAccessKey: 'local' } };
  return openDynamoDb({ tableName, clientConfig: endpoint === undefined ? undefined : { ...local, endpoint } });
}
