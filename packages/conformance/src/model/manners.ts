import fc from 'fast-check';
import type { Adapter } from '../adapter.ts';
import { faultyUnitOfWork } from '../faults.ts';
import { type Bursts, planOf } from '../sequences/bursts.ts';
import { inTurns, looksInTurns, turnsOf } from '../sequences/turns.ts';
import type { Tally } from './begun.ts';
import { Fixture, type Manner, type Setting } from './fixture.ts';
import type { Charge } from './money.ts';
import { NaiveOracle } from './naive-oracle.ts';
import type { Oracle } from './oracle.ts';
import { RacingOracle } from './racing-oracle.ts';

/** The commands of a sequence. */
export type Steps = Iterable<fc.AsyncCommand<Oracle, Fixture>>;

/** If two processes send, the clock of the second is this much behind. An account must not notice. */
export const BEHIND_MS = 2_500;

/** The terms of a service, and the settings of its processes. */
export interface Terms {
  /** For how long processes remember what they have written: not at all, or longer than most sequences take. */
  readonly warmForMs: number;
  readonly charge: Charge | undefined;
}
const charge: Charge = { rate: 2_500n, minimum: 99n, maximum: 2_000n, spread: 10_000n };
export const terms: fc.Arbitrary<Terms> = fc.record({
  warmForMs: fc.constantFrom(0, 5_000),
  charge: fc.constantFrom(undefined, charge),
});

/** One process, and nothing goes wrong. */
export function calm(setting: Setting, agreed: Terms): Manner {
  return {
    setting,
    ...agreed,
    checks: 'each command',
    processes: 1,
    behindMs: 0,
    makeOracle: () => new NaiveOracle(agreed.charge),
    unitOfWork: (unitOfWork) => unitOfWork,
    triggers: (triggers) => triggers,
    sleep: () => Promise.resolve(),
  };
}

/**
 * Two processes at once. The scheduler decides which read, which look into an index, which commit and which wait comes next, so that
 * anything may come between.
 */
export function racing(setting: Setting, agreed: Terms, scheduler: fc.Scheduler, tally: Tally): Manner {
  const next = turnsOf(scheduler);
  return {
    setting,
    ...agreed,
    checks: 'each commit',
    processes: 2,
    behindMs: BEHIND_MS,
    makeOracle: () => new RacingOracle({ commands: 'at once', faults: 'none', charge: agreed.charge }, tally),
    unitOfWork: (unitOfWork) => inTurns(unitOfWork, next),
    triggers: (triggers) => looksInTurns(triggers, next),
    sleep: () => next('wait', () => Promise.resolve()),
  };
}

/** Like `racing`, through commits that fail before and after they were applied. */
export function racingThroughFaults(racing: Manner, planned: Bursts, tally: Tally): Manner {
  const plan = planOf(planned);
  return {
    ...racing,
    makeOracle: () => new RacingOracle({ commands: 'at once', faults: 'expected', charge: racing.charge }, tally),
    unitOfWork: (unitOfWork) => faultyUnitOfWork(racing.unitOfWork(unitOfWork), plan),
  };
}

/** One process, whose commits fail before and after they were applied. */
export function failing(setting: Setting, agreed: Terms, planned: Bursts): Manner {
  const plan = planOf(planned);
  return {
    ...calm(setting, agreed),
    makeOracle: () => new RacingOracle({ commands: 'in order', faults: 'expected', charge: agreed.charge }),
    unitOfWork: (unitOfWork) => faultyUnitOfWork(unitOfWork, plan),
  };
}

/** Runs the steps, each when the one before has ended. */
export function inOrder(adapter: Adapter, manner: Manner, steps: Steps): Promise<void> {
  return Fixture.run(adapter, manner, (fixture) =>
    fc.asyncModelRun(() => ({ model: fixture.oracle, real: fixture }), steps),
  );
}
