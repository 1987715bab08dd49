import { copyFileSync } from 'node:fs';
import { Readable } from 'node:stream';
import { systemTimer } from '@orderfolio/domain';
import { runWorker } from '../../../../examples/worker/src/worker.ts';
import { type Random, seededRandom } from '../support/random.ts';
import { FedWorker } from './fed-worker.ts';
import { faultsOf } from './invariants.ts';
import { differencesOf, lastTickIn, ordersIn } from './order-outcomes.ts';
import { openMarket, randomOrders, randomSeries, timeIn } from './resting-market.ts';

export interface WorkerKillInput {
  /** Gives the path of a name in a folder of the run's own. */
  readonly inFolder: (name: string) => string;
  readonly seed: number;
  /** How often workers are killed. Sometimes both are killed at once. */
  readonly rounds: number;
  readonly orders: number;
  /**
   * What a restarted worker is fed: the whole series, as from a file, or only what follows the last recorded price, as
   * from a live feed. In the second case, the price that was cut short never comes again.
   */
  readonly restartsAt: 'first price' | 'next price';
}

/** The result of the orders and of the kills. */
export interface WorkerKillReport {
  readonly kills: number;
  /** The kills that left orders of the current price to end. */
  readonly cutShort: number;
  readonly prices: number;
  /** How many orders are in each status. */
  readonly outcomes: ReadonlyMap<string, number>;
  /** Everything that is wrong, in words. */
  readonly faults: readonly string[];
}

const PRICES_PER_ROUND = 25;
/** The kill comes after so many lines and then so many turns of the event loop, so it can hit the process anywhere. */
const LATEST_TURN = 20_000;

/**
 * Lets two workers apply the same prices to the same file. In every round SIGKILL ends one or both of them at a point
 * that the seed chooses, and they start again. Then the file is compared with that of a worker that ran undisturbed.
 */
export async function killWorkers({ inFolder, seed, rounds, ...given }: WorkerKillInput): Promise<WorkerKillReport> {
  const random = seededRandom(seed);
  const prices = randomSeries(random, rounds * PRICES_PER_ROUND + 1);
  const [filename, undisturbed] = [inFolder(`${seed}.db`), inFolder(`${seed}-undisturbed.db`)];
  const isReplayed = given.restartsAt === 'first price';
  // A worker that finishes a price later, by a later clock, may find an order expired. Then the outcome would depend on
  // the kills.
  const expireWithin = isReplayed ? prices.length : undefined;
  await openMarket(filename, randomOrders(random, given.orders, expireWithin));
  copyFileSync(filename, undisturbed);
  await applyUndisturbed(undisturbed, prices);

  const workers: [FedWorker, FedWorker] = [new FedWorker(filename), new FedWorker(filename)];
  let [kills, cutShort] = [0, 0];
  try {
    for (let told = 0; told < prices.length - 1; ) {
      await Promise.all(workers.map((worker) => worker.caughtUp()));
      const next = prices.slice(told, told + PRICES_PER_ROUND);
      for (const worker of workers) worker.feed(next);
      told += next.length;
      const killed = await killSome(workers, random);
      const last = lastTickIn(filename);
      kills += killed.length;
      if (last?.isFinished === false) cutShort += 1;
      const restart = isReplayed ? 0 : prices.findIndex((price) => last === undefined || timeIn(price) > last.at);
      for (const place of killed) {
        workers[place] = new FedWorker(filename);
        workers[place].feed(prices.slice(restart, told));
      }
    }
    // One more price after the last kill: it finishes the price that the kill cut short.
    for (const worker of workers) worker.feed(prices.slice(-1));
    await Promise.all(workers.map((worker) => worker.finish()));
  } finally {
    await Promise.all(workers.map((worker) => worker.kill()));
  }
  const faults = [...(await faultsOf(filename)), ...differencesOf(filename, undisturbed)];
  return { kills, cutShort, prices: prices.length, outcomes: ordersIn(filename), faults };
}

async function applyUndisturbed(filename: string, prices: readonly string[]): Promise<void> {
  const complaints: string[] = [];
  const exitCode = await runWorker(['--db', filename, '--clock', 'ticks'], {
    folder: '.',
    stdin: Readable.from(prices.map((price) => `${price}\n`)),
    stdout: { write: () => undefined },
    stderr: { write: (complaint) => complaints.push(complaint) },
    stop: new AbortController().signal,
    timer: systemTimer,
  });
  if (exitCode !== 0) throw new Error(complaints.join(''));
}

/** Kills one or both workers while they apply their prices. Returns their places. */
async function killSome(workers: readonly [FedWorker, FedWorker], random: Random): Promise<readonly (0 | 1)[]> {
  const places = random.pick<readonly [0 | 1, ...(0 | 1)[]]>([[0], [1], [0, 1]]);
  const lines = random.integer(PRICES_PER_ROUND);
  const turns = random.integer(LATEST_TURN);
  await workers[places[0]].printed(lines);
  for (let turn = 0; turn < turns; turn++) await new Promise(setImmediate);
  await Promise.all(places.map((place) => workers[place].kill()));
  if (!places.every((place) => workers[place].isKilled)) throw new Error('a worker ended before it was killed');
  return places;
}
