import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import type { Readable } from 'node:stream';
import { openSqlite } from '@orderfolio/adapters-sqlite';
import {
  AssetNotFoundError,
  ConfigurationInvalidError,
  createOrderfolio,
  DomainError,
  type Orderfolio,
  systemClock,
  type Timer,
  ValidationError,
} from '@orderfolio/domain';
import { BadInputError } from './bad-input-error.ts';
import { applyTicks } from './feed.ts';
import { type Options, readOptions, USAGE } from './options.ts';
import { readPriceFile } from './price-file.ts';
import { type Output, Report } from './report.ts';
import { TickClock } from './tick-clock.ts';
import { readTicks } from './tick-stream.ts';

/** The worker's surroundings. */
export interface Surroundings {
  /** The folder that relative paths start from. */
  readonly folder: string;
  readonly stdin: Readable;
  readonly stdout: Output;
  readonly stderr: Output;
  /** Aborted: the worker finishes the price at hand, closes the store and ends. */
  readonly stop: AbortSignal;
  /** For the pauses between two tries. */
  readonly timer: Timer;
}

/** Runs the worker. Returns the exit code: see `USAGE`. */
export async function runWorker(args: readonly string[], surroundings: Surroundings): Promise<number> {
  const complain = (complaint: string): void => {
    // Lines and paths may hold anything, and the message must stay one line.
    surroundings.stderr.write(`worker: ${complaint.replace(/\p{Cc}/gu, '?')}\n`);
  };
  try {
    const options = readOptions(args);
    if (options.help) {
      surroundings.stdout.write(USAGE);
      return 0;
    }
    return await work(options, surroundings, complain);
  } catch (error) {
    if (error instanceof BadInputError || error instanceof ConfigurationInvalidError) {
      complain(error.message);
      return 2;
    }
    if (!(error instanceof DomainError)) throw error;
    complain(error.message);
    return 1;
  }
}

async function work(options: Options, surroundings: Surroundings, complain: (complaint: string) => void) {
  const { folder, stdin, stdout, stop, timer } = surroundings;
  const filename = resolve(folder, options.db);
  // SQLite would create an empty file for a mistyped name.
  if (!existsSync(filename)) throw new BadInputError(`${options.db} does not exist`);
  const report = new Report(stdout);
  const onSkipped = (complaint: string): void => {
    report.countSkipped();
    complain(`${complaint}, skipped`);
  };
  const tickClock = new TickClock();
  const clock = options.clock === 'ticks' ? tickClock : systemClock;
  const { prices, verbose } = options;
  const days = prices && (await readPriceFile(resolve(folder, prices.file), prices.file, prices.assetId));

  await using store = await openSqlite({ filename, clock, timer });
  const app = createOrderfolio({ store, clock, timer });
  if (prices !== undefined) await requireAsset(app, prices.assetId);
  const ticks = days ?? readTicks({ input: stdin, stop, onSkipped });
  await applyTicks({
    app,
    ticks,
    tickClock,
    report,
    verbose,
    onSkipped,
    onLeft: complain,
    stop,
    retries: { timer, stop, onRetry: complain },
  });
  report.printSummary(stop.aborted ? 'stopped' : 'done');
  return report.hasSkipped && !stop.aborted ? 2 : 0;
}

/** A file is of one asset, so an unknown asset ends the run. It would be refused on every line. */
async function requireAsset(app: Orderfolio, assetId: string): Promise<void> {
  try {
    await app.assets.get(assetId);
  } catch (error) {
    if (!(error instanceof AssetNotFoundError || error instanceof ValidationError)) throw error;
    throw new BadInputError(`--asset: ${error.message}`, { cause: error });
  }
}
