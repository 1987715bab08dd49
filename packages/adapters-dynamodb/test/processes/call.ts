import { type CallInput, recordWhenTold } from '../../../adapters-sqlite/test/processes/call.ts';
import { openTable, type TableInput } from './open-table.ts';

export interface TableCallInput extends Omit<CallInput, 'filename'>, TableInput {}

/** Says that it is ready, calls when it is told to, and prints what its callers saw. */
export default async function main({ endpoint, tableName, ...callers }: TableCallInput): Promise<void> {
  await recordWhenTold(await openTable({ endpoint, tableName }), callers);
}
