import { openSqlite } from '@orderfolio/adapters-sqlite';
import { createOrderfolio, runAnalytics } from '@orderfolio/domain';
import { sumCash } from '../kills/cash-sums.ts';

export interface ConsumersInput {
  readonly filename: string;
}

/** Keeps up the figures of days and the sums of cash until it is killed. Prints a line for each batch of the sums. */
export default async function main({ filename }: ConsumersInput): Promise<void> {
  // If the parent is gone, nobody will kill this process.
  process.stdin.on('end', () => process.exit()).resume();
  const store = await openSqlite({ filename, busyWaitMs: 60_000 });
  const app = createOrderfolio({ store });
  const told = { consumed: () => void process.stdout.write('summed\n') };
  process.stdout.write('opened\n');
  await Promise.all([runAnalytics({ app, store }), sumCash(store, { observe: told, pauseMs: 50 })]);
}
