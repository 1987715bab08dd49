import fc from 'fast-check';
import type { Adapter } from '../adapter.ts';
import { faultyUnitOfWork } from '../faults.ts';
import { type Bursts, bursts, planOf } from '../sequences/bursts.ts';
import { sequencesOf } from '../sequences/steps.ts';
import { inTurns, turnsOf } from '../sequences/turns.ts';
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
  return sequencesOf(actions, fc.nat({ max: processes - 1 }), maxCommands, {
    run: send,
    inWords: (action, process) => `${processes > 1 ? `process ${process}: ` : ''}${inShort(action)}`,
  });
}

async function sendAndWait(world: World, action: Action, process: number): Promise<void> {
  const request = requestOf(action, world);
  if (request !== undefined) await world.perform(request, process);
}

const CALM: Manner = {
  faults: 'none',
  checks: 'each command',
  processes: 1,
  behindMs: 0,
  through: (unitOfWork) => unitOfWork,
  sleep: () => Promise.resolve(),
};

/** One command after another: each does what the model says, and a refused one does nothing. */
export function oneByOne(adapter: Adapter, maxCommands: number): fc.IAsyncPropertyWithHooks<[Iterable<Step>]> {
  return fc.asyncProperty(commandsSent(sendAndWait, 1, maxCommands), (steps) =>
    World.run(adapter, CALM, (world) => fc.asyncModelRun(() => ({ model: world.history, real: world }), steps)),
  );
}

/** If two processes send, the clock of the second is this much behind. An account must not notice. */
const BEHIND_MS = 2_500;

/** Like `oneByOne`, from two processes whose clocks differ. */
export function byTwoClocks(adapter: Adapter, maxCommands: number): fc.IAsyncPropertyWithHooks<[Iterable<Step>]> {
  const manner = { ...CALM, processes: 2, behindMs: BEHIND_MS };
  return fc.asyncProperty(commandsSent(sendAndWait, 2, maxCommands), (steps) =>
    World.run(adapter, manner, (world) => fc.asyncModelRun(() => ({ model: world.history, real: world }), steps)),
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
    // It is awaited when all are sent. Until then a failure must not be an unhandled rejection.
    end.catch(() => undefined);
    ends.set(world, [...(ends.get(world) ?? []), end]);
  };
  return fc.asyncProperty(commandsSent(sendOnly, 2, maxCommands), fc.scheduler(), (steps, scheduler) => {
    const next = turnsOf(scheduler);
    const manner: Manner = {
      faults: 'none',
      checks: 'each commit',
      processes: 2,
      behindMs: BEHIND_MS,
      through: (unitOfWork) => inTurns(unitOfWork, next),
      sleep: () => next('wait', () => Promise.resolve()),
    };
    return World.run(adapter, manner, async (world) => {
      await fc.scheduledModelRun(scheduler, () => ({ model: world.history, real: world }), steps);
      await scheduler.waitFor(Promise.all(ends.get(world) ?? []));
    });
  });
}

/**
 * One command after another, through commits that fail before and after they were applied: what was acknowledged was
 * applied once, what was refused was not, and an unknown outcome is resolved by asking again with the key.
 */
export function faults(adapter: Adapter, maxCommands: number): fc.IAsyncPropertyWithHooks<[Iterable<Step>, Bursts]> {
  return fc.asyncProperty(commandsSent(sendAndWait, 1, maxCommands), bursts, (steps, planned) => {
    const plan = planOf(planned);
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
