import type { Adapter } from '../../adapter.ts';
import { type ModelOptions, testWays, wayInBatches, wayOf } from '../../sequences/properties.ts';
import { byTwoClocks, faults, oneByOne, races, racesThroughFaults } from './sequences.ts';

/**
 * Registers property tests with vitest: random sequences of commands, each on a fresh store, against a plain model. After
 * every step the store holds what the model holds, and every invariant is recomputed from what the ports return. Users trade in two
 * currencies, and convert cash. Some sequences charge fees, and in some the processes remember what they have written. Commands that
 * race share commits.
 *
 * The seed is printed; ORDERFOLIO_SEED gives it, ORDERFOLIO_RUNS the number of sequences.
 *
 * @example
 * testModel({ name: 'memory', capabilities, open }, { sequences: 500 });
 */
export function testModel(adapter: Adapter, options: ModelOptions = {}): void {
  const seedTitle = `model, ${adapter.name}`;
  const title = `${adapter.name}, against a plain model`;
  const defaults = { seedTitle, title, sequences: 2_000, maxCommands: 20, timeoutMsPerSequence: 1_000 };
  testWays(options, defaults, [
    wayOf('commands one by one do what the model says', 0.25, (most) => oneByOne(adapter, most)),
    wayOf('commands of two processes whose clocks differ by seconds do what the model says', 0.15, (most) =>
      byTwoClocks(adapter, most),
    ),
    wayInBatches('commands of two processes that race do what they would do in some order', 0.25, (most, tally) =>
      races(adapter, most, tally),
    ),
    wayInBatches(
      'commands that race through failing commits do what they would do in some order',
      0.15,
      (most, tally) => racesThroughFaults(adapter, most, tally),
    ),
    wayOf('commands through failing commits are applied exactly once, or refused and not applied', 0.2, (most) =>
      faults(adapter, most),
    ),
  ]);
}
