import { once } from 'node:events';
import { openSqlite } from '@orderfolio/adapters-sqlite';
import { type CallersOptions, recordCalls } from '@orderfolio/conformance';
import { createOrderfolio, type Store } from '@orderfolio/domain';

export interface CallInput extends CallersOptions {
  readonly filename: string;
  readonly username: string;
}

/** Says that it is ready, calls when it is told to, and prints what its callers saw. */
export default async function main({ filename, ...callers }: CallInput): Promise<void> {
  await recordWhenTold(await openSqlite({ filename, busyWaitMs: 60_000 }), callers);
}

/** Like `call`, over any store. It closes the store. */
export async function recordWhenTold(store: Store, callers: Omit<CallInput, 'filename'>): Promise<void> {
  process.stdout.write('ready\n');
  await once(process.stdin, 'data');
  // biome-ignore lint/plugin: no clock of the app: the order of what several processes see is that of the machine's own.
  const now = (): number => Number(process.hrtime.bigint());
  const seen = await recordCalls(createOrderfolio({ store }), callers.username, callers, now);
  await store[Symbol.asyncDispose]();
  process.stdout.write(`${JSON.stringify(seen)}\n`);
  process.stdin.destroy();
}
