import fc from 'fast-check';
import type { Adapter } from '../../adapter.ts';
import { type Bursts, bursts } from '../../sequences/bursts.ts';
import { handfulsOf, sequencesOf } from '../../sequences/steps.ts';
import type { Tally } from '../begun.ts';
import type { Death } from '../death.ts';
import { Fixture, type Manner } from '../fixture.ts';
import { calm, failing, inOrder, racing, type Steps, type Terms, terms } from '../manners.ts';
import { inShort, type Request } from '../requests.ts';
import { type Action, actions, closeActions, openings, userActions } from './actions.ts';
import { requestOf, stepsOf } from './resolve.ts';
import { SETTING } from './setting.ts';

type Send<Extra> = (fixture: Fixture, request: Request, extra: Extra) => Promise<void>;

/** Sequences of commands, each with something that is generated beside it. */
function commandsSent<Extra extends object | undefined>(
  send: Send<Extra>,
  extras: fc.Arbitrary<Extra>,
  maxCommands: number,
): fc.Arbitrary<Steps> {
  return sequencesOf(actions, extras, maxCommands, {
    async run(fixture, action, extra) {
      for (const step of stepsOf(action)) {
        const request = requestIn(fixture, step);
        if (request !== undefined) await send(fixture, request, extra);
      }
    },
    inWords: (action, extra) => (extra === undefined ? inShort(action) : `${inShort(action)} (${inShort(extra)})`),
  });
}

function requestIn(fixture: Fixture, action: Exclude<Action, { kind: 'crowd' }>): Request | undefined {
  if (action.kind === 'wait') fixture.clock.advance(action.milliseconds);
  const { book, requests: earlier } = fixture.oracle;
  return requestOf(action, { book, now: fixture.now, earlier });
}

const NOTHING = fc.constant(undefined);

/** One command after another. Each does what the naive model says, and a refused one does nothing. */
export function oneByOne(adapter: Adapter, maxCommands: number): fc.IAsyncPropertyWithHooks<[Steps, Terms]> {
  const send: Send<undefined> = (fixture, request) => fixture.perform(request);
  return fc.asyncProperty(commandsSent(send, NOTHING, maxCommands), terms, (steps, agreed) =>
    inOrder(adapter, calm(SETTING, agreed), steps),
  );
}

/** The workers that are given a price. */
interface Given {
  readonly workers: 'both' | 'first' | 'second';
}
const given: fc.Arbitrary<Given> = fc.record({
  workers: fc.constantFrom('both', 'both', 'both', 'first', 'second'),
});

/**
 * The sides of a race. A worker does one thing after another, and so does the clock. The users' commands come at once.
 */
class Lanes {
  readonly #ends = new Map<string, Promise<unknown>>();
  #users = 0;

  /** Most prices are given to both workers. If only one of them has a price, the other may have to finish it. */
  send(fixture: Fixture, request: Request, { workers }: Given): void {
    if (request.kind === 'tick') {
      if (workers !== 'second') this.#after('worker 0', () => fixture.perform(request, 0));
      if (workers !== 'first') this.#after('worker 1', () => fixture.perform(request, 1));
    } else if (request.kind === 'expire') this.#after('clock', () => fixture.perform(request, 1));
    else this.#after(`user ${this.#users++}`, () => fixture.perform(request, this.#users));
  }

  get ends(): Promise<unknown> {
    return Promise.all(this.#ends.values());
  }

  #after(lane: string, work: () => Promise<unknown>): void {
    const end = (this.#ends.get(lane) ?? Promise.resolve()).then(work);
    // It is awaited when all are sent. Until then a failure must not be an unhandled rejection.
    end.catch(() => undefined);
    this.#ends.set(lane, end);
  }
}

/** Two workers with the same prices, users, and the clock, all at once. */
export function races(
  adapter: Adapter,
  maxCommands: number,
  tally: Tally,
): fc.IAsyncPropertyWithHooks<[readonly Action[], Steps, Terms, fc.Scheduler]> {
  const lanes = new WeakMap<Fixture, Lanes>();
  const send = (fixture: Fixture, request: Request, workers: Given): void =>
    lanes.get(fixture)?.send(fixture, request, workers);
  const commands = fc.oneof(
    handfulsSent(send, Math.ceil(maxCommands / 2), actions),
    handfulsSent(send, CLOSE_HANDFULS, closeActions),
  );
  return fc.asyncProperty(openings, commands, terms, fc.scheduler(), (opening, steps, agreed, scheduler) =>
    Fixture.run(adapter, racing(SETTING, agreed, scheduler, tally), async (fixture) => {
      await open(fixture, opening);
      const race = new Lanes();
      lanes.set(fixture, race);
      await fc.scheduledModelRun(scheduler, () => ({ model: fixture.oracle, real: fixture }), steps);
      await scheduler.waitFor(race.ends);
    }),
  );
}

/** So few that they meet one another. */
const CLOSE_HANDFULS = 4;

function handfulsSent(
  send: (fixture: Fixture, request: Request, given: Given) => void,
  maxHandfuls: number,
  of: readonly fc.Arbitrary<Action>[],
): fc.Arbitrary<Steps> {
  return sequencesOf(handfulsOf(of, userActions), given, maxHandfuls, {
    async run(fixture, handful, extra) {
      for (const action of handful)
        for (const step of stepsOf(action)) {
          const request = requestIn(fixture, step);
          if (request !== undefined) send(fixture, request, extra);
        }
    },
    inWords: (handful, extra) => `${handful.map(inShort).join(', and at once ')} (${inShort(extra)})`,
  });
}

/** The state when the race begins. */
async function open(fixture: Fixture, opening: readonly Action[]): Promise<void> {
  for (const action of opening)
    for (const step of stepsOf(action)) {
      const request = requestIn(fixture, step);
      if (request !== undefined) await fixture.calmly(request);
    }
}

/** Mostly none. Otherwise early enough to come in the middle of a price. */
const deaths: fc.Arbitrary<Death | undefined> = fc.oneof(
  { weight: 3, arbitrary: fc.constant(undefined) },
  {
    weight: 1,
    arbitrary: fc.record({ at: fc.integer({ min: 1, max: 16 }), commit: fc.constantFrom('applied', 'lost') }),
  },
);

/**
 * One command after another, through commits that fail, and from processes that die on the way. The next price for an asset finishes what
 * the last one left.
 */
export function faults(adapter: Adapter, maxCommands: number): fc.IAsyncPropertyWithHooks<[Steps, Bursts, Terms]> {
  const send: Send<Death | undefined> = (fixture, request, death) => fixture.perform(request, 0, death);
  return fc.asyncProperty(commandsSent(send, deaths, maxCommands), bursts, terms, (steps, planned, agreed) => {
    const manner: Manner = { ...failing(SETTING, agreed, planned), checks: 'each commit' };
    return inOrder(adapter, manner, steps);
  });
}
