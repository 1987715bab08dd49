import { spawn } from 'node:child_process';
import { stat } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { openDynamoDb } from '@orderfolio/adapters-dynamodb';
import { openSqlite } from '@orderfolio/adapters-sqlite';
import type { Store } from '@orderfolio/domain';
import { expect, test } from 'vitest';
import { clientConfig, makeTable } from '../../adapters-dynamodb/test/support/table.ts';
import { useTemporaryFolder } from '../../adapters-sqlite/test/support/temporary-folder.ts';
import { type Interrupted, runWithKills } from '../test/support/interrupted-copy.ts';
import { makeLargeMarket } from '../test/support/large-market.ts';

const SIZE = { users: 5_000, ordersOfEach: 20 };
/** Of the records, some 290,000. */
const KILL_AT = [40_000, 120_000, 200_000];
const MOST_MEGABYTES = 300;

/** As it is published: what is measured is the memory of the command, and not that of the tests. */
const COMMAND = fileURLToPath(new URL('../dist/main.js', import.meta.url));

const inFolder = useTemporaryFolder();

test('100,000 orders of 5,000 users go to DynamoDB and back, with three kills each way, and are the same', async () => {
  const [first, last] = [inFolder('first.db'), inFolder('last.db')];
  await timed('made in SQLite', () => makeLargeMarket(first, SIZE));
  process.stdout.write(`${Math.round((await stat(first)).size / 1_000_000)} MB\n`);
  const { tableName, drop } = await makeTable();
  const endpoint = String(clientConfig().endpoint);
  const table = (end: 'from' | 'to'): readonly string[] => [
    ...[`--${end}`, `dynamodb:${tableName}`],
    ...[`--${end}-region`, 'eu-central-1', `--${end}-endpoint`, endpoint],
  ];
  await using inTable = await openDynamoDb({ tableName, clientConfig: clientConfig() });
  const there = await timed('copied to DynamoDB', () => copy(['--from', `sqlite:${first}`, ...table('to')], inTable));
  expectWhole(there);
  await using inFile = await openSqlite({ filename: last });
  const back = await timed('copied back', () => copy([...table('from'), '--to', `sqlite:${last}`], inFile));
  expectWhole(back);
  expect(back.report).toEqual(there.report);
  await drop();
  process.stdout.write(`${JSON.stringify(there.report)}\n`);
  process.stdout.write(`at most ${there.megabytes} MB there, ${back.megabytes} MB back\n`);
  expect(Math.max(there.megabytes, back.megabytes)).toBeLessThan(MOST_MEGABYTES);
});

function copy(stores: readonly string[], target: Store): Promise<Interrupted> {
  const env = { ...process.env, AWS_ACCESS_KEY_ID: 'local', AWS_SECRET_ACCESS_KEY: 'local' };
  const start = () =>
    spawn(process.execPath, [COMMAND, 'copy', ...stores, '--resume', '--json'], {
      env,
      stdio: ['ignore', 'pipe', 'ignore'],
    });
  return runWithKills(start, target, KILL_AT);
}

function expectWhole(copied: Interrupted): void {
  expect(copied).toMatchObject({ status: 0, kills: KILL_AT.length });
  expect(copied.report).toMatchObject({ matches: true, users: SIZE.users, reconciled: SIZE.users, differences: [] });
  expect(copied.report).toHaveProperty('counts.order', SIZE.users * SIZE.ordersOfEach);
}

async function timed<Result>(what: string, work: () => Promise<Result>): Promise<Result> {
  const started = performance.now();
  const result = await work();
  process.stdout.write(`${what} in ${Math.round((performance.now() - started) / 1_000)} s\n`);
  return result;
}
