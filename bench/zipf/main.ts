import { parseArgs } from 'node:util';
import { seededRandom } from '@orderfolio/domain/testing';

const HELP = `usage: pnpm bench:zipf [--users N] [--commands N] [--assets N] [--prices N] [--seed N]

  --users N      users, of which the n-th is n times less active than the first (default 1000000)
  --commands N   commands a second, of all of them (default 2000)
  --assets N     assets, likewise (default 1000)
  --prices N     prices a second (default 10000)
  --seed N       (default 1)
`;

/** Write units that DynamoDB gives one partition a second. Source: "Bursts and adaptive capacity", Developer Guide. */
const UNITS_OF_A_PARTITION = 1_000;
/**
 * The write units of a command of each kind, alone and in full batches, as the tests of the DynamoDB adapter count
 * them.
 */
const DEPOSIT = { alone: 4, batched: 2.02 };
const MARKET_ORDER = { alone: 13, batched: 8.1 };
/** A price that reaches nothing writes the record of the asset's last price. */
const PRICE_UNITS = 2;
const SECONDS = 60;

/** Draws ranks from 1 to `count`, each with a chance of one by its rank. */
class Zipf {
  readonly #sums: Float64Array;
  readonly #random: () => number;

  constructor(count: number, random: () => number) {
    this.#sums = new Float64Array(count);
    this.#random = random;
    let sum = 0;
    for (let rank = 0; rank < count; rank++) {
      sum += 1 / (rank + 1);
      this.#sums[rank] = sum;
    }
  }

  next(): number {
    const wanted = this.#random() * (this.#sums.at(-1) ?? 0);
    let [low, high] = [0, this.#sums.length - 1];
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.#sums[middle] ?? 0) < wanted) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}

interface Heat {
  /** Events of the hottest one in its busiest second. */
  readonly peak: number;
  /** Events of the hottest one a second, over the whole time. */
  readonly mean: number;
  /** Those that had more than this many in a second. */
  readonly above: (events: number) => number;
}

function simulate(zipf: Zipf, perSecond: number): Heat {
  const totals = new Map<number, number>();
  const peaks = new Map<number, number>();
  for (let second = 0; second < SECONDS; second++) {
    const counts = new Map<number, number>();
    for (let event = 0; event < perSecond; event++) {
      const rank = zipf.next();
      counts.set(rank, (counts.get(rank) ?? 0) + 1);
    }
    for (const [rank, count] of counts) {
      totals.set(rank, (totals.get(rank) ?? 0) + count);
      peaks.set(rank, Math.max(peaks.get(rank) ?? 0, count));
    }
  }
  const most = (values: Iterable<number>): number => [...values].reduce((high, value) => Math.max(high, value), 0);
  return {
    peak: most(peaks.values()),
    mean: most(totals.values()) / SECONDS,
    above: (events) => [...peaks.values()].filter((peak) => peak > events).length,
  };
}

function line(name: string, heat: Heat, units: number): string {
  const atPeak = heat.peak * units;
  const limit = UNITS_OF_A_PARTITION / units;
  return [
    name.padEnd(34),
    heat.mean.toFixed(0).padStart(7),
    String(heat.peak).padStart(7),
    atPeak.toFixed(0).padStart(9),
    limit.toFixed(0).padStart(8),
    String(heat.above(limit)).padStart(9),
  ].join('');
}

function main(): void {
  const number = (value: string | undefined): number => Number(value);
  const { values } = parseArgs({
    options: {
      users: { type: 'string', default: '1000000' },
      commands: { type: 'string', default: '2000' },
      assets: { type: 'string', default: '1000' },
      prices: { type: 'string', default: '10000' },
      seed: { type: 'string', default: '1' },
      help: { type: 'boolean' },
    },
  });
  const [users, commands, assets] = [number(values.users), number(values.commands), number(values.assets)];
  const [prices, seed] = [number(values.prices), number(values.seed)];
  if (values.help || ![users, commands, assets, prices, seed].every((value) => Number.isInteger(value) && value > 0)) {
    process.stdout.write(HELP);
    process.exitCode = values.help ? 0 : 1;
    return;
  }
  const random = seededRandom(seed);
  const ofUsers = simulate(new Zipf(users, random), commands);
  const ofAssets = simulate(new Zipf(assets, random), prices);
  process.stdout.write(
    `${users} users, ${commands} commands a second; ${assets} assets, ${prices} prices a second; ${SECONDS} s, seed ${seed}\n\n`,
  );
  process.stdout.write(
    `${'the hottest user, the hottest asset'.padEnd(34)}${'mean/s'.padStart(7)}${'peak/s'.padStart(7)}${'units/s'.padStart(9)}${'limit/s'.padStart(8)}${'past it'.padStart(9)}\n`,
  );
  for (const [name, heat, units] of [
    ['deposits, one by one', ofUsers, DEPOSIT.alone],
    ['deposits, in full batches', ofUsers, DEPOSIT.batched],
    ['market orders, one by one', ofUsers, MARKET_ORDER.alone],
    ['market orders, in full batches', ofUsers, MARKET_ORDER.batched],
    ['prices that reach nothing', ofAssets, PRICE_UNITS],
  ] as const)
    process.stdout.write(`${line(name, heat, units)}\n`);
  process.stdout.write(`
mean, peak   events of the hottest one a second: on average, and in its busiest second
units        write units of its partition in that second
limit        events a second that ${UNITS_OF_A_PARTITION} write units allow
past it      how many users or assets were past the limit in some second
`);
}

main();
