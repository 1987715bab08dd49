import fc from 'fast-check';
import type { Adapter } from '../../adapter.ts';
import { type Bursts, bursts } from '../../sequences/bursts.ts';
import { sequencesOf } from '../../sequences/steps.ts';
import { Fixture } from '../fixture.ts';
import { BEHIND_MS, calm, failing, inOrder, racing, type Steps } from '../manners.ts';
import { inShort } from '../requests.ts';
import { type Action, actions, requestOf } from './actions.ts';
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
export function oneByOne(adapter: Adapter, maxCommands: number): fc.IAsyncPropertyWithHooks<[Steps]> {
  return fc.asyncProperty(commandsSent(sendAndWait, 1, maxCommands), (steps) => inOrder(adapter, calm(SETTING), steps));
}

/** Like `oneByOne`, from two processes whose clocks differ. */
export function byTwoClocks(adapter: Adapter, maxCommands: number): fc.IAsyncPropertyWithHooks<[Steps]> {
  const manner = { ...calm(SETTING), processes: 2, behindMs: BEHIND_MS };
  return fc.asyncProperty(commandsSent(sendAndWait, 2, maxCommands), (steps) => inOrder(adapter, manner, steps));
}

/** The commands of two processes at once. */
export function races(adapter: Adapter, maxCommands: number): fc.IAsyncPropertyWithHooks<[Steps, fc.Scheduler]> {
  const ends = new WeakMap<Fixture, Promise<void>[]>();
  const sendOnly = async (fixture: Fixture, action: Action, process: number): Promise<void> => {
    const end = sendAndWait(fixture, action, process);
    // It is awaited when all are sent. Until then a failure must not be an unhandled rejection.
    end.catch(() => undefined);
    ends.set(fixture, [...(ends.get(fixture) ?? []), end]);
  };
  return fc.asyncProperty(commandsSent(sendOnly, 2, maxCommands), fc.scheduler(), (steps, scheduler) =>
    Fixture.run(adapter, racing(SETTING, scheduler), async (fixture) => {
      await fc.scheduledModelRun(scheduler, () => ({ model: fixture.oracle, real: fixture }), steps);
      await scheduler.waitFor(Promise.all(ends.get(fixture) ?? []));
    }),
  );
}

/**
 * One command after another, through commits that fail. What was acknowledged was applied once, what was refused was not applied, and an
 * unknown outcome is resolved by asking again with the key.
 */
export function faults(adapter: Adapter, maxCommands: number): fc.IAsyncPropertyWithHooks<[Steps, Bursts]> {
  return fc.asyncProperty(commandsSent(sendAndWait, 1, maxCommands), bursts, (steps, planned) =>
    inOrder(adapter, failing(SETTING, planned), steps),
  );
}
