import { openDynamoDb } from '@orderfolio/adapters-dynamodb';
import { type CallInput, recordWhenTold } from '../../../adapters-sqlite/test/processes/call.ts';

export interface TableCallInput extends Omit<CallInput, 'filename'> {
  readonly endpoint: string | undefined;
  readonly tableName: string;
}

/** Says that it is ready, calls when it is told to, and prints what its callers saw. */
export default async function main({ endpoint, tableName, ...callers }: TableCallInput): Promise<void> {
  const local = { region: 'eu-central-1', credentials: { accessKeyId: 'local', secretAccessKey: 'local' } };
  const clientConfig = endpoint === undefined ? undefined : { ...local, endpoint };
  await recordWhenTold(await openDynamoDb({ tableName, clientConfig }), callers);
}
