import { expect, test } from 'vitest';
import { killWorkers, type WorkerKillReport } from '../test/kills/worker-kill-run.ts';
import { useTemporaryFolder } from '../test/support/temporary-folder.ts';

const inFolder = useTemporaryFolder();
const KILLS = 100;
/** Rounds on one file. */
const ROUNDS = 6;
const ORDERS = 250;
const { ORDERFOLIO_SEED = '1000' } = process.env;
const SEED = Number(ORDERFOLIO_SEED);

test(`${KILLS} kills of price workers: every order ends once, as if nobody had been killed (seeds from ${SEED})`, async () => {
  const reports: WorkerKillReport[] = [];
  const sum = (count: (report: WorkerKillReport) => number): number =>
    reports.reduce((total, report) => total + count(report), 0);
  while (sum(({ kills }) => kills) < KILLS) {
    const seed = SEED + reports.length;
    const restartsAt = reports.length % 2 === 0 ? 'first price' : 'next price';
    const report = await killWorkers({ inFolder, seed, rounds: ROUNDS, orders: ORDERS, restartsAt });
    expect(report.faults, `seed ${seed}, restarted at the ${restartsAt}`).toEqual([]);
    reports.push(report);
  }
  const print = (what: string, count: (report: WorkerKillReport) => number): string =>
    `  ${what.padEnd(44)}${sum(count).toLocaleString('en').padStart(7)}`;
  process.stdout.write(
    [
      `${sum(({ kills }) => kills)} kills of two workers on ${reports.length} files, seeds ${SEED} to ${SEED + reports.length - 1}; on each file: integrity_check ok,`,
      'every account reconciled, and every order and balance as a worker leaves them that nobody kills',
      print('rounds that left a price cut short', ({ cutShort }) => cutShort),
      print('prices applied', ({ prices }) => prices),
      // The completed orders include each user's first purchase, of the coins that the orders sell.
      print('orders completed, each with its rows, once', ({ outcomes }) => outcomes.get('COMPLETED') ?? 0),
      print('orders expired, and nothing moved', ({ outcomes }) => outcomes.get('EXPIRED') ?? 0),
      print('orders failed, and nothing moved', ({ outcomes }) => outcomes.get('FAILED') ?? 0),
      print('orders that still rest, and hold', ({ outcomes }) => outcomes.get('QUEUED') ?? 0),
      '',
    ].join('\n'),
  );
});
