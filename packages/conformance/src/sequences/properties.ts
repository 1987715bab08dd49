import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Tally } from '../model/begun.ts';
import { propertyRuns, runsWithin } from './runs.ts';

/** How long a property test runs. */
export interface ModelOptions {
  /** How many sequences to run, all ways together. Default 2,000, and 1,000 of resting orders. ORDERFOLIO_RUNS overrides it. */
  readonly sequences?: number | undefined;
  /** The longest sequence. Default 20 commands, and 30 of resting orders. */
  readonly maxCommands?: number | undefined;
  /** How long one test may take, in milliseconds. Default: a second per sequence, two with resting orders, but at least 10 minutes. */
  readonly timeoutMs?: number | undefined;
}

/** A way to run sequences, and the part of them that runs so. */
export interface Way {
  readonly title: string;
  readonly share: number;
  run(maxCommands: number, runs: ReturnType<typeof runsWithin>): Promise<void>;
}

/** The way whose property is made for sequences of at most so many commands. */
export function wayOf<Values>(
  title: string,
  share: number,
  propertyFor: (maxCommands: number) => fc.IAsyncPropertyWithHooks<Values>,
): Way {
  return { title, share, run: (maxCommands, runs) => fc.assert(propertyFor(maxCommands), runs) };
}

/** Among so many commits, several carry out more than one command. Among half as many, by chance, none may. */
const TELLING_COMMITS = 100;

/** Like `wayOf`, for commands that are sent at once. Fails too if none of them have shared a commit. */
export function wayInBatches<Values>(
  title: string,
  share: number,
  propertyFor: (maxCommands: number, tally: Tally) => fc.IAsyncPropertyWithHooks<Values>,
): Way {
  return {
    title,
    share,
    async run(maxCommands, runs) {
      const tally = { commits: 0, commands: 0 };
      await fc.assert(propertyFor(maxCommands, tally), runs);
      const { commits, commands } = tally;
      if (commits >= TELLING_COMMITS) expect(commands, `commands in ${commits} commits`).toBeGreaterThan(commits);
    },
  };
}

/** The default options of a model, and the name of its tests. */
export interface Defaults {
  readonly seedTitle: string;
  readonly title: string;
  readonly sequences: number;
  readonly maxCommands: number;
  readonly timeoutMsPerSequence: number;
}

const LEAST_TIMEOUT_MS = 600_000;

/** Registers a test for each way to run sequences. Prints the seed. */
export function testWays(options: ModelOptions, defaults: Defaults, ways: readonly Way[]): void {
  const { sequences = defaults.sequences, maxCommands = defaults.maxCommands } = options;
  const { seed, numRuns } = propertyRuns(defaults.seedTitle, sequences);
  const timeout = options.timeoutMs ?? Math.max(LEAST_TIMEOUT_MS, numRuns * defaults.timeoutMsPerSequence);
  describe(defaults.title, () => {
    for (const { title, share, run } of ways)
      test(title, { timeout }, () =>
        run(maxCommands, runsWithin(timeout, { seed, numRuns: Math.ceil(numRuns * share) })),
      );
  });
}
