import fc from 'fast-check';
import { describe, test } from 'vitest';
import type { Adapter } from '../adapter.ts';
import { propertyRuns, runsWithin } from './runs.ts';
import { byTwoClocks, faults, oneByOne, races } from './sequences.ts';

export { propertyRuns, type Runs } from './runs.ts';

/** How long the property test runs. */
export interface ModelOptions {
  /** How many sequences to run, all ways together. Default 2,000; ORDERFOLIO_RUNS goes before it. */
  readonly sequences?: number | undefined;
  /** The longest sequence. Default 20 commands. */
  readonly maxCommands?: number | undefined;
  /** How long one test may take. Default a second per sequence, 10 minutes at least. */
  readonly timeoutMs?: number | undefined;
}

const DEFAULT_SEQUENCES = 2_000;
const DEFAULT_COMMANDS = 20;
const LEAST_TIMEOUT_MS = 600_000;
const TIMEOUT_MS_PER_SEQUENCE = 1_000;

/** The part of the sequences that runs each way. */
const SHARES = { oneByOne: 0.3, byTwoClocks: 0.2, races: 0.25, faults: 0.25 };

/**
 * Registers property tests with vitest: random sequences of commands, each on a fresh store, against a plain model. After
 * every step the store holds what the model holds, and every invariant is recomputed from what the ports return.
 *
 * The seed is printed; ORDERFOLIO_SEED gives it, ORDERFOLIO_RUNS the number of sequences.
 *
 * @example
 * testModel({ name: 'memory', capabilities, open }, { sequences: 500 });
 */
export function testModel(adapter: Adapter, options: ModelOptions = {}): void {
  const { sequences = DEFAULT_SEQUENCES, maxCommands = DEFAULT_COMMANDS } = options;
  const { seed, numRuns } = propertyRuns(`model, ${adapter.name}`, sequences);
  const timeout = options.timeoutMs ?? Math.max(LEAST_TIMEOUT_MS, numRuns * TIMEOUT_MS_PER_SEQUENCE);
  const runs = (share: number) => runsWithin(timeout, { seed, numRuns: Math.ceil(numRuns * share) });

  describe(`${adapter.name}, against a plain model`, () => {
    test('commands one by one do what the model says', { timeout }, () =>
      fc.assert(oneByOne(adapter, maxCommands), runs(SHARES.oneByOne)),
    );
    test('commands of two processes whose clocks differ by seconds do what the model says', { timeout }, () =>
      fc.assert(byTwoClocks(adapter, maxCommands), runs(SHARES.byTwoClocks)),
    );
    test('commands of two processes that race do what they would do in some order', { timeout }, () =>
      fc.assert(races(adapter, maxCommands), runs(SHARES.races)),
    );
    test('commands through failing commits are applied exactly once, or refused and not applied', { timeout }, () =>
      fc.assert(faults(adapter, maxCommands), runs(SHARES.faults)),
    );
  });
}
