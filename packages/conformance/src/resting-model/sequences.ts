import fc from 'fast-check';
import type { Adapter } from '../adapter.ts';
import { faultyUnitOfWork } from '../faults.ts';
import { inShort } from '../model/history.ts';
import { type Bursts, bursts, planOf } from '../sequences/bursts.ts';
import { sequencesOf } from '../sequences/steps.ts';
import { inTurns, looksInTurns, turnsOf } from '../sequences/turns.ts';
import { type Action, actions, closeActions, openings } from './actions.ts';
import type { Death } from './death.ts';
import type { Judge } from './judge.ts';
import { NaiveJudge } from './naive.ts';
import type { Request } from './requests.ts';
import { requestOf, stepsOf } from './resolve.ts';
import { Witness } from './witness.ts';
import { type Manner, World } from './world.ts';

/** A command of a sequence. */
type Step = fc.AsyncCommand<Judge, World>;
type Send<Extra> = (world: World, request: Request, extra: Extra) => Promise<void>;

/** Sequences of commands, each with something that is generated beside it. */
function commandsSent<Extra extends object | undefined>(
  send: Send<Extra>,
  extras: fc.Arbitrary<Extra>,
  maxCommands: number,
  of: readonly fc.Arbitrary<Action>[] = actions,
): fc.Arbitrary<Iterable<Step>> {
  return sequencesOf(of, extras, maxCommands, {
    async run(world, action, extra) {
      for (const step of stepsOf(action)) {
        const request = requestIn(world, step);
        if (request !== undefined) await send(world, request, extra);
      }
    },
    inWords: (action, extra) => (extra === undefined ? inShort(action) : `${inShort(action)} (${inShort(extra)})`),
  });
}

function requestIn(world: World, action: Exclude<Action, { kind: 'crowd' }>): Request | undefined {
  if (action.kind === 'wait') world.clock.advance(action.milliseconds);
  const { book, requests: earlier } = world.judge;
  return requestOf(action, { book, now: world.now, earlier });
}

const NOTHING = fc.constant(undefined);

/** Where two processes send, the clock of the second is this much behind: an account must not notice. */
const BEHIND_MS = 2_000;

const CALM: Manner = {
  checks: 'each command',
  processes: 1,
  behindMs: 0,
  makeJudge: () => new NaiveJudge(),
  unitOfWork: (unitOfWork) => unitOfWork,
  triggers: (triggers) => triggers,
  sleep: () => Promise.resolve(),
};

/** One command after another: each does what the naive model says, and a refused one nothing. */
export function oneByOne(adapter: Adapter, maxCommands: number): fc.IAsyncPropertyWithHooks<[Iterable<Step>]> {
  const send = async (world: World, request: Request): Promise<void> => {
    await world.perform(request);
  };
  return fc.asyncProperty(commandsSent(send, NOTHING, maxCommands), (steps) =>
    World.run(adapter, CALM, (world) => fc.asyncModelRun(() => ({ model: world.judge, real: world }), steps)),
  );
}

/** Who is given a price. */
interface Given {
  readonly workers: 'both' | 'first' | 'second';
}
const given: fc.Arbitrary<Given> = fc.record({
  workers: fc.constantFrom('both', 'both', 'both', 'first', 'second'),
});

/** What runs side by side in a race: a worker, and the clock, do one thing after another; the users' commands come at once. */
class Lanes {
  readonly #ends = new Map<string, Promise<unknown>>();
  #users = 0;

  /** Most prices are given to both workers; one that only one of them has, the other may have to finish. */
  send(world: World, request: Request, { workers }: Given): void {
    if (request.kind === 'tick') {
      if (workers !== 'second') this.#after('worker 0', () => world.perform(request, 0));
      if (workers !== 'first') this.#after('worker 1', () => world.perform(request, 1));
    } else if (request.kind === 'expire') this.#after('clock', () => world.perform(request, 1));
    else this.#after(`user ${this.#users++}`, () => world.perform(request, this.#users));
  }

  get ends(): Promise<unknown> {
    return Promise.all(this.#ends.values());
  }

  #after(lane: string, work: () => Promise<unknown>): void {
    const end = (this.#ends.get(lane) ?? Promise.resolve()).then(work);
    // Awaited when all are sent; until then a failure is nobody's.
    end.catch(() => undefined);
    this.#ends.set(lane, end);
  }
}

/**
 * Two workers with the same prices, users, and the clock, all at once: the scheduler decides which read, which look into
 * an index, which commit, which wait comes next, so that anything may come between.
 */
export function races(
  adapter: Adapter,
  maxCommands: number,
): fc.IAsyncPropertyWithHooks<[readonly Action[], Iterable<Step>, fc.Scheduler]> {
  const lanes = new WeakMap<World, Lanes>();
  const send: Send<Given> = async (world, request, workers) => lanes.get(world)?.send(world, request, workers);
  const racing = fc.oneof(
    commandsSent(send, given, maxCommands),
    commandsSent(send, given, CLOSE_COMMANDS, closeActions),
  );
  return fc.asyncProperty(openings, racing, fc.scheduler(), (opening, steps, scheduler) => {
    const next = turnsOf(scheduler);
    const manner: Manner = {
      checks: 'each commit',
      processes: 2,
      behindMs: BEHIND_MS,
      makeJudge: () => new Witness({ commands: 'at once', faults: 'none' }),
      unitOfWork: (unitOfWork) => inTurns(unitOfWork, next),
      triggers: (triggers) => looksInTurns(triggers, next),
      sleep: () => next('wait', () => Promise.resolve()),
    };
    return World.run(adapter, manner, async (world) => {
      await open(world, opening);
      const race = new Lanes();
      lanes.set(world, race);
      await fc.scheduledModelRun(scheduler, () => ({ model: world.judge, real: world }), steps);
      await scheduler.waitFor(race.ends);
    });
  });
}

/** So few that they meet, rather than others. */
const CLOSE_COMMANDS = 8;

/** What is there when the race begins. */
async function open(world: World, opening: readonly Action[]): Promise<void> {
  for (const action of opening)
    for (const step of stepsOf(action)) {
      const request = requestIn(world, step);
      if (request !== undefined) await world.calmly(request);
    }
}

/** Mostly none; else early enough to come in the midst of a price. */
const deaths: fc.Arbitrary<Death | undefined> = fc.oneof(
  { weight: 3, arbitrary: fc.constant(undefined) },
  {
    weight: 1,
    arbitrary: fc.record({ at: fc.integer({ min: 1, max: 16 }), commit: fc.constantFrom('applied', 'lost') }),
  },
);

/**
 * One command after another, through commits that fail before and after they were applied, and from processes that die
 * on the way: the next price for an asset finishes what the last one left.
 */
export function faults(adapter: Adapter, maxCommands: number): fc.IAsyncPropertyWithHooks<[Iterable<Step>, Bursts]> {
  const send: Send<Death | undefined> = async (world, request, death) => {
    await world.perform(request, 0, death);
  };
  return fc.asyncProperty(commandsSent(send, deaths, maxCommands), bursts, (steps, planned) => {
    const plan = planOf(planned);
    const manner: Manner = {
      ...CALM,
      checks: 'each commit',
      makeJudge: () => new Witness({ commands: 'in order', faults: 'expected' }),
      unitOfWork: (unitOfWork) => faultyUnitOfWork(unitOfWork, plan),
    };
    return World.run(adapter, manner, (world) => fc.asyncModelRun(() => ({ model: world.judge, real: world }), steps));
  });
}
