import fc from 'fast-check';
import { describe, test } from 'vitest';
import type { Adapter } from '../adapter.ts';
import type { ModelOptions } from '../model/index.ts';
import { propertyRuns, runsWithin } from '../model/runs.ts';
import { faults, oneByOne, races } from './sequences.ts';

const DEFAULT_SEQUENCES = 1_000;
const DEFAULT_COMMANDS = 30;
const LEAST_TIMEOUT_MS = 600_000;
const TIMEOUT_MS_PER_SEQUENCE = 2_000;

/** The part of the sequences that runs each way. */
const SHARES = { oneByOne: 0.4, races: 0.3, faults: 0.3 };

/**
 * Registers property tests of resting orders with vitest: random sequences of orders, prices and time, each on a fresh
 * store, against a model that holds every price against every order that waits. Seeds and numbers as `testModel`.
 */
export function testRestingOrders(adapter: Adapter, options: ModelOptions = {}): void {
  const { sequences = DEFAULT_SEQUENCES, maxCommands = DEFAULT_COMMANDS } = options;
  const { seed, numRuns } = propertyRuns(`resting orders, ${adapter.name}`, sequences);
  const timeout = options.timeoutMs ?? Math.max(LEAST_TIMEOUT_MS, numRuns * TIMEOUT_MS_PER_SEQUENCE);
  const runs = (share: number) => runsWithin(timeout, { seed, numRuns: Math.ceil(numRuns * share) });

  describe(`resting orders, ${adapter.name}, against a naive model`, () => {
    test('commands one by one do what the model says', { timeout }, () =>
      fc.assert(oneByOne(adapter, maxCommands), runs(SHARES.oneByOne)),
    );
    test('workers, users and the clock that race do what they would do in some order', { timeout }, () =>
      fc.assert(races(adapter, maxCommands), runs(SHARES.races)),
    );
    test('prices through failing commits and dying workers are carried through by the next', { timeout }, () =>
      fc.assert(faults(adapter, maxCommands), runs(SHARES.faults)),
    );
  });
}
