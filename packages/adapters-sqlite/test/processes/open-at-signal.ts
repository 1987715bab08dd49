import { once } from 'node:events';
import { openSqlite } from '@orderfolio/adapters-sqlite';
import { createOrderfolio } from '@orderfolio/domain';
import { listAsset } from '../support/account.ts';

/** Says that it is ready, opens the file when it is told to, and adds an asset. */
export default async function main({ filename, assetId }: { filename: string; assetId: string }): Promise<void> {
  process.stdout.write('ready\n');
  await once(process.stdin, 'data');
  const store = await openSqlite({ filename });
  await listAsset(createOrderfolio({ store }), assetId);
  await store[Symbol.asyncDispose]();
  process.stdin.destroy();
}
