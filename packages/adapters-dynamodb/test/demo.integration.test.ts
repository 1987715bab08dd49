import { describe, expect, test } from 'vitest';
import { runDemo } from '../../../examples/demo/src/demo.ts';
import { clientConfig, missingServer } from './support/table.ts';

/** The demo's output and its exit code. */
async function printed(...args: readonly string[]): Promise<{ readonly exitCode: number; readonly text: string }> {
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

describe.skipIf(missingServer !== undefined)('pnpm demo --store dynamodb', () => {
  test('prints the same as on SQLite, byte for byte', async () => {
    const endpoint = String(clientConfig().endpoint);
    const onDynamoDb = await printed('--store', 'dynamodb', '--endpoint', endpoint);
    expect(onDynamoDb).toEqual(await printed());
    expect(onDynamoDb.exitCode).toBe(0);
  });
});
