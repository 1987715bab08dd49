import fc from 'fast-check';

/** What becomes of an action, and of what was generated beside it. */
export interface Sending<World, Action, Extra> {
  run(world: World, action: Action, extra: Extra): Promise<void>;
  /** For a person who reads a sequence that failed. */
  inWords(action: Action, extra: Extra): string;
}

/** Sequences of actions of all these kinds, each with something that is generated beside it. */
export function sequencesOf<Model extends object, World, Action, Extra>(
  actions: readonly fc.Arbitrary<Action>[],
  extras: fc.Arbitrary<Extra>,
  maxCommands: number,
  { run, inWords }: Sending<World, Action, Extra>,
): fc.Arbitrary<Iterable<fc.AsyncCommand<Model, World>>> {
  const steps = actions.map((arbitrary) =>
    fc.tuple(arbitrary, extras).map(
      ([action, extra]): fc.AsyncCommand<Model, World> => ({
        check: () => true,
        run: (_model, world) => run(world, action, extra),
        toString: () => inWords(action, extra),
      }),
    ),
  );
  return fc.commands(steps, { maxCommands, size: 'max' });
}
