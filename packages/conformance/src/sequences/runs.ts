import { env, stdout } from 'node:process';

/** How a property is run: fast-check's parameters. */
export interface Runs {
  readonly seed: number;
  readonly numRuns: number;
}

/** The share of a test's time that may pass before its property ends: it then reports what it has found so far. */
const SHARE_OF_TIMEOUT = 0.9;

/** The runs of one property, which end before its test does: a test that times out would not say what failed. */
export function runsWithin(timeoutMs: number, runs: Runs) {
  return { ...runs, interruptAfterTimeLimit: timeoutMs * SHARE_OF_TIMEOUT, markInterruptAsFailure: true };
}

const SEED = 'ORDERFOLIO_SEED';
const RUNS = 'ORDERFOLIO_RUNS';

/**
 * The seed and the number of runs of a file of properties, from ORDERFOLIO_SEED and ORDERFOLIO_RUNS. Without them: a
 * new seed, and the given number. Prints the seed, so that a failure can be found again.
 */
export function propertyRuns(title: string, numRuns: number): Runs {
  const runs = {
    seed: wholeNumber(SEED) ?? Math.floor(Math.random() * 2 ** 31),
    numRuns: wholeNumber(RUNS) ?? numRuns,
  };
  stdout.write(`${title}: ${runs.numRuns} runs, ${SEED}=${runs.seed}\n`);
  return runs;
}

function wholeNumber(name: string): number | undefined {
  const text = env[name];
  if (text === undefined || text === '') return undefined;
  if (!/^\d{1,9}$|^[12]\d{9}$/.test(text)) throw new Error(`${name} must be a whole number, not ${text}`);
  return Number(text);
}
