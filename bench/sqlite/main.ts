import { availableParallelism } from 'node:os';
import { parseArgs } from 'node:util';
import Database from 'better-sqlite3';
import { compareFeeds } from './feed.ts';
import { compareHistories, SHORT_HISTORY } from './history.ts';
import { compareKeys } from './keys.ts';
import { buyInFile, buyInFileAtOnce, buyInMemory, CALLERS, type MarketBuyResult } from './market-buy.ts';
import { compareObservers } from './observe.ts';
import { openFresh } from './open.ts';
import { type Compare, comparingAtMost } from './rounds.ts';
import { heading, line } from './table.ts';
import { compareTicks, FEW_OPEN_ORDERS, FEW_REACHED, MANY_REACHED, type TickResult } from './ticks.ts';

const HELP = `usage: pnpm bench [--orders N] [--only memory|file|callers|keys|feed|observe|history|open|ticks] [--rounds N]

  --orders N   the length of the long history, and the number of open orders in the
               part of the ticks (default 100000; 1000000 takes a minute or two more)
  --only PART  one part of the benchmark
  --rounds N   at most N rounds of each comparison: a look at whether they run
`;

interface PartOptions {
  readonly orders: number;
  readonly compare: Compare;
}

const PARTS: { readonly [part: string]: (options: PartOptions) => Promise<void> } = {
  async memory({ compare }) {
    write(heading('market buy', 'ours', 'by hand'));
    writeMarketBuy(['in memory, one at a time'], await buyInMemory(compare));
  },
  async file({ compare }) {
    writeMarketBuy(['file, FULL, one at a time'], await buyInFile(compare));
  },
  async callers({ compare }) {
    const grouped = '  and against group commit by hand';
    writeMarketBuy([`file, FULL, ${CALLERS} callers`, grouped], await buyInFileAtOnce(compare, CALLERS));
    writeMarketBuy([`  all of them for one user`, grouped], await buyInFileAtOnce(compare, 1));
  },
  async keys({ compare }) {
    write('', heading('what a key costs', 'with', 'without'));
    for (const { name, comparison, perRound } of await compareKeys(compare))
      if (comparison !== undefined) write(line(name, comparison, perRound));
  },
  async feed({ compare }) {
    write('', heading('what the change feed costs', 'with', 'without'));
    for (const { name, comparison, perRound } of await compareFeeds(compare))
      if (comparison !== undefined) write(line(name, comparison, perRound));
  },
  async observe({ compare }) {
    write('', heading('what an observer costs', 'without', 'with'));
    const { comparisons, perRound } = await compareObservers(compare);
    for (const comparison of comparisons) write(line(comparison.name, comparison, perRound));
  },
  async history({ orders, compare }) {
    write('', heading('in a file with N orders stored', count(orders), count(SHORT_HISTORY)));
    for (const { name, comparison, perRound } of await compareHistories(compare, orders)) {
      if (comparison !== undefined) write(line(name, comparison, perRound));
    }
  },
  async open({ compare }) {
    write('', heading('a fresh store in memory', 'ours', 'by hand'));
    const { comparison } = await openFresh(compare);
    if (comparison !== undefined) write(line('open and close', comparison));
  },
  async ticks({ orders, compare }) {
    const { works, reached } = await compareTicks(compare, orders);
    write('', heading('in a file with N open orders', count(orders), count(FEW_OPEN_ORDERS)));
    for (const work of works) writeByOther(work);
    write('', heading('N orders that one tick reaches', count(MANY_REACHED), count(FEW_REACHED)));
    writeByOther(reached);
    write('', heading(`with ${count(orders)} open orders`, 'ours', 'by hand'));
    for (const { name, perRound, againstByHand } of [...works, reached])
      if (againstByHand !== undefined) write(line(name, againstByHand, perRound));
  },
};

const EXPLANATION = `
ratio    the other column's time divided by ours, within one round: 1.00 is as
         fast as it, 2.00 twice as fast; with its median, min and max by round.
         In the tables of N orders: 1.00 means that their number costs nothing.
times    median of the rounds, for one call.
ours     createOrderfolio and openSqlite, orders.place and the rest.
by hand  the same reads and writes with better-sqlite3 on the same schema, one
         transaction per order; for the store, only its CREATE statements; for a
         tick, as many transactions as ours. Ticks leave out the checkpoints.
FULL     PRAGMA synchronous: every commit waits for the disk.
`;

/** Ours stands first, and the work by hand below it. The time by hand is SQLite's own. */
function writeByOther({ name, perRound, ours, byHand }: TickResult): void {
  if (ours !== undefined) write(line(name, ours, perRound));
  if (byHand !== undefined) write(line('  by hand', byHand, perRound));
}

function count(value: number): string {
  return value.toLocaleString('en');
}

function writeMarketBuy(labels: readonly string[], { comparisons, flowsPerRound }: MarketBuyResult): void {
  for (const [index, comparison] of comparisons.entries()) {
    write(line(labels[index] ?? comparison.name, comparison, flowsPerRound));
  }
}

function write(...lines: readonly string[]): void {
  process.stdout.write(`${lines.join('\n')}\n`);
}

function sqliteVersion(): string {
  const database = new Database(':memory:');
  const version = database.prepare<[], string>('SELECT sqlite_version()').pluck().get() ?? '';
  database.close();
  return version;
}

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      orders: { type: 'string', default: '100000' },
      only: { type: 'string' },
      rounds: { type: 'string', default: 'Infinity' },
      help: { type: 'boolean' },
    },
  });
  const [orders, rounds] = [Number(values.orders), Number(values.rounds)];
  const parts = Object.keys(PARTS).filter((part) => values.only === undefined || values.only === part);
  if (values.help || parts.length === 0 || !Number.isInteger(orders) || orders < 1 || !(rounds >= 1)) {
    process.stdout.write(HELP);
    process.exitCode = values.help ? 0 : 1;
    return;
  }
  const compare = comparingAtMost(rounds);
  write(`Node ${process.versions.node}, SQLite ${sqliteVersion()}, ${availableParallelism()} CPUs`, '');
  for (const part of parts) await PARTS[part]?.({ orders, compare });
  write(EXPLANATION.trimEnd());
}

await main();
