import type { Adapter } from '../../adapter.ts';
import { type ModelOptions, testWays, wayInBatches, wayOf } from '../../sequences/properties.ts';
import { faults, oneByOne, races } from './sequences.ts';

/**
 * Registers property tests of resting orders with vitest: random sequences of orders, prices and time, each on a fresh store, against a
 * model that compares every price with every waiting order. Seeds and numbers are like those of `testModel`.
 */
export function testRestingOrders(adapter: Adapter, options: ModelOptions = {}): void {
  const seedTitle = `resting orders, ${adapter.name}`;
  const title = `${seedTitle}, against a naive model`;
  const defaults = { seedTitle, title, sequences: 1_000, maxCommands: 30, timeoutMsPerSequence: 2_000 };
  testWays(options, defaults, [
    wayOf('commands one by one do what the model says', 0.4, (most) => oneByOne(adapter, most)),
    wayInBatches('workers, users and the clock that race do what they would do in some order', 0.3, (most, tally) =>
      races(adapter, most, tally),
    ),
    wayOf('prices through failing commits and dying workers are carried through by the next', 0.3, (most) =>
      faults(adapter, most),
    ),
  ]);
}
