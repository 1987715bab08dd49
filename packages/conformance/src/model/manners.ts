import fc from 'fast-check';
import type { Adapter } from '../adapter.ts';
import { faultyUnitOfWork } from '../faults.ts';
import { type Bursts, planOf } from '../sequences/bursts.ts';
import { inTurns, looksInTurns, turnsOf } from '../sequences/turns.ts';
import { Fixture, type Manner, type Setting } from './fixture.ts';
import { NaiveOracle } from './naive-oracle.ts';
import type { Oracle } from './oracle.ts';
import { RacingOracle, type Tally } from './racing-oracle.ts';

/** The commands of a sequence. */
export type Steps = Iterable<fc.AsyncCommand<Oracle, Fixture>>;

/** If two processes send, the clock of the second is this much behind. An account must not notice. */
export const BEHIND_MS = 2_500;

/** For how long processes remember what they have written: not at all, or longer than most sequences take. */
export const warmth = fc.constantFrom(0, 5_000);

/** One process, and nothing goes wrong. */
export function calm(setting: Setting, warmForMs: number): Manner {
  return {
    setting,
    warmForMs,
    checks: 'each command',
    processes: 1,
    behindMs: 0,
    makeOracle: () => new NaiveOracle(),
    unitOfWork: (unitOfWork) => unitOfWork,
    triggers: (triggers) => triggers,
    sleep: () => Promise.resolve(),
  };
}

/**
 * Two processes at once. The scheduler decides which read, which look into an index, which commit and which wait comes next, so that
 * anything may come between.
 */
export function racing(setting: Setting, warmForMs: number, scheduler: fc.Scheduler, tally: Tally): Manner {
  const next = turnsOf(scheduler);
  return {
    setting,
    warmForMs,
    checks: 'each commit',
    processes: 2,
    behindMs: BEHIND_MS,
    makeOracle: () => new RacingOracle({ commands: 'at once', faults: 'none' }, tally),
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
    makeOracle: () => new RacingOracle({ commands: 'at once', faults: 'expected' }, tally),
    unitOfWork: (unitOfWork) => faultyUnitOfWork(racing.unitOfWork(unitOfWork), plan),
  };
}

/** One process, whose commits fail before and after they were applied. */
export function failing(setting: Setting, warmForMs: number, planned: Bursts): Manner {
  const plan = planOf(planned);
  return {
    ...calm(setting, warmForMs),
    makeOracle: () => new RacingOracle({ commands: 'in order', faults: 'expected' }),
    unitOfWork: (unitOfWork) => faultyUnitOfWork(unitOfWork, plan),
  };
}

/** Runs the steps, each when the one before has ended. */
export function inOrder(adapter: Adapter, manner: Manner, steps: Steps): Promise<void> {
  return Fixture.run(adapter, manner, (fixture) =>
    fc.asyncModelRun(() => ({ model: fixture.oracle, real: fixture }), steps),
  );
}
