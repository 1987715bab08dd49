import fc from 'fast-check';
import type { UnitOfWork } from '../../index.ts';
import type { Adapter } from '../adapter.ts';
import { FAULTS, faultsInOrder, faultyUnitOfWork } from '../faults.ts';
import { type Action, actions, requestOf } from './actions.ts';
import { type History, inShort } from './history.ts';
import { type Manner, World } from './world.ts';

/** A command of a sequence, and the process that sends it. */
type Step = fc.AsyncCommand<History, World>;

function commandsSent(
  send: (world: World, action: Action, process: number) => Promise<void>,
  processes: number,
  maxCommands: number,
): fc.Arbitrary<Iterable<Step>> {
  const steps = actions.map((arbitrary) =>
    fc.tuple(arbitrary, fc.nat({ max: processes - 1 })).map(
      ([action, process]): Step => ({
        check: () => true,
        run: (_history, world) => send(world, action, process),
        toString: () => `${processes > 1 ? `process ${process}: ` : ''}${inShort(action)}`,
      }),
    ),
  );
  return fc.commands(steps, { maxCommands, size: 'max' });
}

async function sendAndWait(world: World, action: Action, process: number): Promise<void> {
  const request = requestOf(action, world);
  if (request !== undefined) await world.perform(request, process);
}

const CALM: Manner = {
  faults: 'none',
  checks: 'each command',
  processes: 1,
  through: (unitOfWork) => unitOfWork,
  sleep: () => Promise.resolve(),
};

/** One command after another: each does what the model says, and a refused one nothing. */
export function oneByOne(adapter: Adapter, maxCommands: number): fc.IAsyncPropertyWithHooks<[Iterable<Step>]> {
  return fc.asyncProperty(commandsSent(sendAndWait, 1, maxCommands), (steps) =>
    World.run(adapter, CALM, (world) => fc.asyncModelRun(() => ({ model: world.history, real: world }), steps)),
  );
}

/**
 * Commands of two processes at once: the scheduler decides which read, which commit, which wait comes next, so that
 * anything may come between a read and the commit that rests on it.
 */
export function races(
  adapter: Adapter,
  maxCommands: number,
): fc.IAsyncPropertyWithHooks<[Iterable<Step>, fc.Scheduler]> {
  const ends = new WeakMap<World, Promise<void>[]>();
  const sendOnly = async (world: World, action: Action, process: number): Promise<void> => {
    const end = sendAndWait(world, action, process);
    // Awaited when all are sent; until then a failure is nobody's.
    end.catch(() => undefined);
    ends.set(world, [...(ends.get(world) ?? []), end]);
  };
  return fc.asyncProperty(commandsSent(sendOnly, 2, maxCommands), fc.scheduler(), (steps, scheduler) => {
    const next = turnsOf(scheduler);
    const manner: Manner = {
      faults: 'none',
      checks: 'each commit',
      processes: 2,
      through: (unitOfWork) => inTurns(unitOfWork, next),
      sleep: () => next('wait', () => Promise.resolve()),
    };
    return World.run(adapter, manner, async (world) => {
      await fc.scheduledModelRun(scheduler, () => ({ model: world.history, real: world }), steps);
      await scheduler.waitFor(Promise.all(ends.get(world) ?? []));
    });
  });
}

type InTurn = <Result>(label: string, work: () => Promise<Result>) => Promise<Result>;

/** Runs work when the scheduler says so, and nothing else meanwhile. */
function turnsOf(scheduler: fc.Scheduler): InTurn {
  return (label, work) =>
    new Promise((resolve, reject) => {
      // It always succeeds for the scheduler; how the work ended is the caller's business.
      scheduler.scheduleSequence([{ label, builder: () => work().then(resolve, reject) }]);
    });
}

function inTurns(unitOfWork: UnitOfWork, next: InTurn): UnitOfWork {
  return {
    read: (keys) => next('read', () => unitOfWork.read(keys)),
    commit: (changeSet) => next('commit', () => unitOfWork.commit(changeSet)),
  };
}

/**
 * One command after another, through commits that fail before and after they were applied: what was acknowledged was
 * applied once, what was refused was not, and an unknown outcome is settled by asking again with the key.
 */
export function faults(adapter: Adapter, maxCommands: number): fc.IAsyncPropertyWithHooks<[Iterable<Step>, Bursts]> {
  return fc.asyncProperty(commandsSent(sendAndWait, 1, maxCommands), bursts, (steps, planned) => {
    const plan = faultsInOrder(planned.flatMap(([fault, times]) => Array.from({ length: times }, () => fault)));
    const manner: Manner = {
      ...CALM,
      faults: 'expected',
      through: (unitOfWork) => faultyUnitOfWork(unitOfWork, plan),
    };
    return World.run(adapter, manner, (world) =>
      fc.asyncModelRun(() => ({ model: world.history, real: world }), steps),
    );
  });
}

/** Mostly short, some longer than a command is willing to try. */
const times = fc.oneof(
  { weight: 8, arbitrary: fc.integer({ min: 1, max: 3 }) },
  { weight: 3, arbitrary: fc.integer({ min: 5, max: 7 }) },
  { weight: 1, arbitrary: fc.constant(30) },
);
const bursts = fc.array(fc.tuple(fc.option(fc.constantFrom(...FAULTS), { nil: undefined, freq: 2 }), times), {
  maxLength: 30,
});
type Bursts = typeof bursts extends fc.Arbitrary<infer Value> ? Value : never;
