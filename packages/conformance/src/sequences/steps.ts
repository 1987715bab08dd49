import fc from 'fast-check';
import type { Fixture } from '../model/fixture.ts';
import type { Steps } from '../model/manners.ts';

/** Makes a step of an action and the value that was generated beside it. */
export interface Sending<Action, Extra> {
  run(fixture: Fixture, action: Action, extra: Extra): Promise<void>;
  /** The step in words, for a person who reads a failed sequence. */
  inWords(action: Action, extra: Extra): string;
}

/** Each of these actions, with a few others that are sent at once, so that commands wait for one another. */
export function handfulsOf<Action>(
  actions: readonly fc.Arbitrary<Action>[],
  others: readonly fc.Arbitrary<Action>[],
): readonly fc.Arbitrary<readonly Action[]>[] {
  const few = fc.array(fc.oneof(...others), { maxLength: 3 });
  return actions.map((first) => fc.tuple(first, few).map(([one, more]) => [one, ...more]));
}

/** Sequences of actions of all these kinds, each with a value that is generated beside it. */
export function sequencesOf<Action, Extra>(
  actions: readonly fc.Arbitrary<Action>[],
  extras: fc.Arbitrary<Extra>,
  maxCommands: number,
  { run, inWords }: Sending<Action, Extra>,
): fc.Arbitrary<Steps> {
  const steps = actions.map((arbitrary) =>
    fc.tuple(arbitrary, extras).map(([action, extra]) => ({
      check: () => true,
      run: (_oracle: object, fixture: Fixture) => run(fixture, action, extra),
      toString: () => inWords(action, extra),
    })),
  );
  return fc.commands(steps, { maxCommands, size: 'max' });
}
