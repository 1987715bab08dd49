import { fileURLToPath } from 'node:url';
import { runDemo } from '../../../../examples/demo/src/demo.ts';
import { clientConfig } from './table.ts';

/** A third of the prices that the demo replays. */
export const BTC_ALONE: readonly string[] = [
  '--prices',
  fileURLToPath(new URL('../../../../examples/demo/prices/BTC.csv', import.meta.url)),
];

/** The demo's output and its exit code. */
interface Printed {
  readonly exitCode: number;
  readonly text: string;
}

/** Runs the demo on DynamoDB, and on SQLite. */
export async function printedOnBoth(...args: readonly string[]): Promise<{ onDynamoDb: Printed; onSqlite: Printed }> {
  const endpoint = String(clientConfig().endpoint);
  const onDynamoDb = await printed('--store', 'dynamodb', '--endpoint', endpoint, ...args);
  return { onDynamoDb, onSqlite: await printed(...args) };
}

async function printed(...args: readonly string[]): Promise<Printed> {
  let text = '';
  const exitCode = await runDemo(args, {
    folder: process.cwd(),
    stdout: {
      write(line) {
        text += line;
      },
    },
    stderr: { write: () => undefined },
    signal: new AbortController().signal,
  });
  return { exitCode, text };
}
