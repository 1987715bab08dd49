import { spawn } from 'node:child_process';
import { replaySeries, testHistories, testModel, testRestingOrders, testTampering } from '@orderfolio/conformance';
import { expect, test } from 'vitest';
import { memory } from '../../adapters-sqlite/test/support/adapters.ts';
import { dailyPrices } from '../../domain/test/prices/daily-prices.ts';
import { runProcesses } from '../test/processes/run-processes.ts';
import { dynamoDbAdapter } from '../test/support/adapter.ts';
import { printedOnBoth } from '../test/support/demo.ts';
import { runWithFaults } from '../test/support/fault-run.ts';
import { expectTruth } from '../test/support/fault-verdict.ts';
import { PLACES } from '../test/support/places.ts';
import { makeTable } from '../test/support/table.ts';

const COMMANDS = 5_000;
const ORDERS = 10_000;
const seeds = [1, 2, 3, 4];
/** It takes a minute or more, since both cores are busy. */
const STARVING_ROUNDS = 8;
const TIMES = 10;
const ROUNDS = 10;

testModel(dynamoDbAdapter('DynamoDB'), { sequences: 1_000 });
testRestingOrders(dynamoDbAdapter('DynamoDB'), { sequences: 300 });
testTampering(dynamoDbAdapter('DynamoDB'), { places: PLACES });
testHistories(dynamoDbAdapter('DynamoDB'), { histories: 200, timeoutMs: 4 * 3_600_000 });

test(`the whole series of prices over ${ORDERS} orders ends the same as on SQLite, and as in the naive model`, async () => {
  const options = { prices: await dailyPrices(), orders: ORDERS, seed: 2014 };
  const { stored, naive } = await replaySeries(dynamoDbAdapter('DynamoDB'), options);
  expect(stored).toEqual(naive);
  expect(stored).toEqual((await replaySeries(memory, options)).stored);
  process.stdout.write(`DynamoDB, ${options.prices.length} days: ${JSON.stringify(stored.orders)}\n`);
});

test('the demo on all its prices prints the same as on SQLite, byte for byte', async () => {
  const { onDynamoDb, onSqlite } = await printedOnBoth();
  expect(onDynamoDb).toEqual(onSqlite);
  expect(onDynamoDb.exitCode).toBe(0);
});

test.each(seeds)(`${COMMANDS} commands at a fault rate of 0.3, seed %i`, async (seed) => {
  const { tableName, drop } = await makeTable();
  const report = await runWithFaults({ tableName, seed, commands: COMMANDS, share: 0.3 });
  expect(report.told).toHaveLength(COMMANDS);
  await expectTruth(tableName, report);
  await drop();
  const worst = Math.max(...report.told.map(({ waited }) => waited));
  process.stdout.write(
    `seed ${seed}: ${[...report.injected.values()].reduce((sum, times) => sum + times)} faults, worst wait ${Math.round(worst)} ms\n`,
  );
});

test(`two processes with 16 callers each, on one user and on 16, ${TIMES} times while both cores are busy`, async () => {
  const many = Array.from({ length: 15 }, (_nothing, index) => `trader_${String(index).padStart(2, '0')}`);
  await onBusyCores(async () => {
    for (let time = 1; time <= TIMES; time++) {
      const same = await runProcesses(['alice_01'], ROUNDS);
      const different = await runProcesses(['alice_01', ...many], ROUNDS);
      process.stdout.write(`${time}: worst wait on one user ${same} ms, on 16 users ${different} ms\n`);
    }
  });
});

test('two processes with 64 callers each, on one user, starve nobody while both cores are busy', async () => {
  await onBusyCores(async () => {
    const started = Date.now();
    const worst = await runProcesses(['alice_01'], STARVING_ROUNDS, 64);
    const seconds = Math.round((Date.now() - started) / 1_000);
    process.stdout.write(`two processes with 64 callers each: worst wait ${worst} ms in ${seconds} s\n`);
  });
});

/** Runs the work while two processes do nothing but compute. */
async function onBusyCores(work: () => Promise<void>): Promise<void> {
  const busy = [1, 2].map(() => spawn(process.execPath, ['-e', 'for (;;);'], { stdio: 'ignore' }));
  try {
    await work();
  } finally {
    for (const child of busy) child.kill();
  }
}
