import fc from 'fast-check';
import type { Adapter } from '../../adapter.ts';
import { type Bursts, bursts } from '../../sequences/bursts.ts';
import { handfulsOf, sequencesOf } from '../../sequences/steps.ts';
import type { Tally } from '../begun.ts';
import { Fixture, type Manner } from '../fixture.ts';
import {
  BEHIND_MS,
  calm,
  failing,
  inOrder,
  racing,
  racingThroughFaults,
  type Steps,
  type Terms,
  terms,
} from '../manners.ts';
import { inShort } from '../requests.ts';
import { type Action, actions, requestOf, userActions } from './actions.ts';
import { SETTING } from './setting.ts';

/** Sequences of commands, and the process that sends each. */
function commandsSent(
  send: (fixture: Fixture, action: Action, process: number) => Promise<void>,
  processes: number,
  maxCommands: number,
): fc.Arbitrary<Steps> {
  return sequencesOf(actions, fc.nat({ max: processes - 1 }), maxCommands, {
    run: send,
    inWords: (action, process) => `${processes > 1 ? `process ${process}: ` : ''}${inShort(action)}`,
  });
}

async function sendAndWait(fixture: Fixture, action: Action, process: number): Promise<void> {
  const request = requestOf(action, fixture.oracle);
  if (request !== undefined) await fixture.perform(request, process);
}

/** One command after another. Each does what the model says, and a refused one does nothing. */
export function oneByOne(adapter: Adapter, maxCommands: number): fc.IAsyncPropertyWithHooks<[Steps, Terms]> {
  return fc.asyncProperty(commandsSent(sendAndWait, 1, maxCommands), terms, (steps, agreed) =>
    inOrder(adapter, calm(SETTING, agreed), steps),
  );
}

/** Like `oneByOne`, from two processes whose clocks differ. */
export function byTwoClocks(adapter: Adapter, maxCommands: number): fc.IAsyncPropertyWithHooks<[Steps, Terms]> {
  return fc.asyncProperty(commandsSent(sendAndWait, 2, maxCommands), terms, (steps, agreed) =>
    inOrder(adapter, { ...calm(SETTING, agreed), processes: 2, behindMs: BEHIND_MS }, steps),
  );
}

const ends = new WeakMap<Fixture, Promise<void>[]>();

function sendOnly(fixture: Fixture, action: Action, process: number): void {
  const end = sendAndWait(fixture, action, process);
  // It is awaited when all are sent. Until then a failure must not be an unhandled rejection.
  end.catch(() => undefined);
  ends.set(fixture, [...(ends.get(fixture) ?? []), end]);
}

/** Handfuls of commands of two processes. */
function handfulsSent(maxCommands: number): fc.Arbitrary<Steps> {
  return sequencesOf(handfulsOf(actions, userActions), fc.nat({ max: 1 }), Math.ceil(maxCommands / 2), {
    async run(fixture, handful, process) {
      for (const action of handful) sendOnly(fixture, action, process);
    },
    inWords: (handful, process) => `process ${process}: ${handful.map(inShort).join(', and at once ')}`,
  });
}

/** Sends all steps, and waits for their ends. */
function race(adapter: Adapter, manner: Manner, steps: Steps, scheduler: fc.Scheduler): Promise<void> {
  return Fixture.run(adapter, manner, async (fixture) => {
    await fc.scheduledModelRun(scheduler, () => ({ model: fixture.oracle, real: fixture }), steps);
    await scheduler.waitFor(Promise.all(ends.get(fixture) ?? []));
  });
}

/** The commands of two processes at once. Those of one user that wait in a process share a commit. */
export function races(
  adapter: Adapter,
  maxCommands: number,
  tally: Tally,
): fc.IAsyncPropertyWithHooks<[Steps, Terms, fc.Scheduler]> {
  const handfuls = handfulsSent(maxCommands);
  return fc.asyncProperty(handfuls, terms, fc.scheduler(), (steps, agreed, scheduler) =>
    race(adapter, racing(SETTING, agreed, scheduler, tally), steps, scheduler),
  );
}

/** Like `races`, through commits that fail. */
export function racesThroughFaults(
  adapter: Adapter,
  maxCommands: number,
  tally: Tally,
): fc.IAsyncPropertyWithHooks<[Steps, Bursts, Terms, fc.Scheduler]> {
  const handfuls = handfulsSent(maxCommands);
  return fc.asyncProperty(handfuls, bursts, terms, fc.scheduler(), (steps, planned, agreed, scheduler) => {
    const manner = racingThroughFaults(racing(SETTING, agreed, scheduler, tally), planned, tally);
    return race(adapter, manner, steps, scheduler);
  });
}

/**
 * One command after another, through commits that fail. An acknowledged command was applied once, and a refused one was
 * not applied. A repetition with the key resolves an unknown outcome.
 */
export function faults(adapter: Adapter, maxCommands: number): fc.IAsyncPropertyWithHooks<[Steps, Bursts, Terms]> {
  return fc.asyncProperty(commandsSent(sendAndWait, 1, maxCommands), bursts, terms, (steps, planned, agreed) =>
    inOrder(adapter, failing(SETTING, agreed, planned), steps),
  );
}
