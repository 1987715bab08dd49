/** One side of a comparison: `run` does one round's work. */
export interface Contender {
  readonly name: string;
  /** Prepares a round. Its time is not counted. */
  prepare?(): void | Promise<void>;
  run(): void | Promise<void>;
}

interface Summary {
  readonly median: number;
  readonly min: number;
  readonly max: number;
}

/** One contender against ours: its milliseconds in each round, and its time divided by ours in each round. */
export interface Comparison {
  readonly name: string;
  readonly ours: Summary;
  readonly theirs: Summary;
  /** 1 means as fast as the contender; 2 means twice as fast. */
  readonly ratio: Summary;
}

/** Compares contenders with ours, over so many rounds. */
export type Compare = (ours: Contender, others: readonly Contender[], rounds: number) => Promise<Comparison[]>;

/** The rounds that are not counted at first. After them the compiler and the caches have settled. */
const WARM_UP_ROUNDS = 5;

/** Like `compare`, over at most this many rounds. A few rounds show that a comparison runs, and are too few for its ratios. */
export function comparingAtMost(most: number): Compare {
  return (ours, others, rounds) => compare(ours, others, Math.min(rounds, most), Math.min(WARM_UP_ROUNDS, most));
}

/**
 * Runs the contenders in turn, round by round. Each round begins with the next contender. So what slows the machine for
 * a while slows all of them, and each ratio is taken within one round.
 */
export async function compare(
  ours: Contender,
  others: readonly Contender[],
  rounds: number,
  warmUp = WARM_UP_ROUNDS,
): Promise<Comparison[]> {
  const contenders = [ours, ...others];
  const times = new Map<Contender, number[]>(contenders.map((contender) => [contender, []]));
  for (let round = -warmUp; round < rounds; round++) {
    const first = Math.abs(round) % contenders.length;
    for (const contender of [...contenders.slice(first), ...contenders.slice(0, first)]) {
      const elapsed = await time(contender);
      if (round >= 0) times.get(contender)?.push(elapsed);
    }
  }
  const ourTimes = times.get(ours) ?? [];
  return others.map((other) => {
    const theirTimes = times.get(other) ?? [];
    const ratios = theirTimes.map((elapsed, round) => elapsed / (ourTimes[round] ?? Number.NaN));
    return { name: other.name, ours: summarise(ourTimes), theirs: summarise(theirTimes), ratio: summarise(ratios) };
  });
}

async function time(contender: Contender): Promise<number> {
  await contender.prepare?.();
  const started = performance.now();
  await contender.run();
  return performance.now() - started;
}

function summarise(values: readonly number[]): Summary {
  const sorted = values.toSorted((a, b) => a - b);
  const at = (index: number): number => sorted[index] ?? Number.NaN;
  const middle = sorted.length / 2;
  return {
    median: (at(Math.ceil(middle) - 1) + at(Math.floor(middle))) / 2,
    min: at(0),
    max: at(sorted.length - 1),
  };
}
