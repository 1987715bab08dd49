import { openSqlite } from '@orderfolio/adapters-sqlite';
import { createOrderfolio, Decimal, DomainError, type Orderfolio, runAnalytics, type Store } from '@orderfolio/domain';
import { type Child, startChild } from '../processes/child-process.ts';
import type { ConsumersInput } from '../processes/consumers.ts';
import { listAsset, openAccount } from '../support/account.ts';
import { everyItem } from '../support/every-item.ts';
import { type Random, seededRandom } from '../support/random.ts';
import { cashSumOf, sumCash } from './cash-sums.ts';

/** A run of commands, while consumers are killed. */
export interface ConsumerKillInput {
  readonly filename: string;
  readonly seed: number;
  readonly commands: number;
  readonly kills: number;
}

export interface ConsumerKillReport {
  readonly commands: number;
  readonly refused: number;
  readonly kills: number;
  /** The kills that came while events were still to be consumed. */
  readonly cutShort: number;
  readonly events: number;
  /** Each figure that is not that of the ledgers, in words. */
  readonly faults: readonly string[];
}

const USERS = ['alice_01', 'bob_0001', 'carol_01', 'dave_001', 'erin_001'] as const;
const CALLERS = 4;
/** The kill comes after so many batches, and then so many turns of the event loop. */
const LATEST_BATCH = 4;
const LATEST_TURN = 3_000;
const EVER = { from: '2020-01-01', to: '2029-12-31' };

/**
 * Sends commands to a file, and meanwhile ends one of two processes of consumers with SIGKILL, again and again. Then the figures of days
 * and the sums of cash are compared with what the ledgers and orders add up to.
 */
export async function killConsumers({
  filename,
  seed,
  commands,
  kills,
}: ConsumerKillInput): Promise<ConsumerKillReport> {
  const random = seededRandom(seed);
  await using store = await openSqlite({ filename, changeFeed: true, busyWaitMs: 60_000 });
  const app = createOrderfolio({ store });
  await listAsset(app, 'BTC', '1000.00');
  for (const username of USERS) await openAccount(app, username);

  const input: ConsumersInput = { filename };
  const workers: [Child, Child] = [await startConsumers(input), await startConsumers(input)];
  let [refused, killed, cutShort] = [0, 0, 0];
  try {
    for (; killed < kills; killed++) {
      const share = Math.floor((commands * (killed + 1)) / kills) - Math.floor((commands * killed) / kills);
      const sent = send(app, random, share);
      const which = random.pick([0, 1] as const);
      // The other one may have consumed everything.
      await Promise.race([linesOf(workers[which], random.integer(LATEST_BATCH)), sent]);
      for (let turn = random.integer(LATEST_TURN); turn > 0; turn--) await new Promise(setImmediate);
      await workers[which].kill();
      if (await isBehind(store)) cutShort += 1;
      workers[which] = await startConsumers(input);
      refused += await sent;
    }
  } finally {
    for (const worker of workers) await worker.kill();
  }
  await runAnalytics({ app, store, until: 'caughtUp' });
  await sumCash(store, { until: 'caughtUp' });
  const faults = (await Promise.all(USERS.map((username) => faultsOf(app, store, username)))).flat();
  faults.push(...(await faultsOfMarket(app)));
  return { commands, refused, kills: killed, cutShort, events: await countOfEvents(store), faults };
}

/** A process of consumers that has opened the file. */
async function startConsumers(input: ConsumersInput): Promise<Child> {
  const child = startChild('./consumers.ts', input);
  await linesOf(child, 1);
  return child;
}

/** It prints that it has opened the file, and then each batch. */
async function linesOf(worker: Child, lines: number): Promise<void> {
  for (let line = 0; line < lines; line++)
    if ((await worker.nextLine()) === undefined) throw new Error('the consumers ended by themselves');
}

/** Sends commands, some at once, and counts those that the rules refuse. */
async function send(app: Orderfolio, random: Random, commands: number): Promise<number> {
  let [left, refused] = [commands, 0];
  async function call(): Promise<void> {
    while (left-- > 0)
      await sendOne(app, random).catch((error: unknown) => {
        if (!(error instanceof DomainError)) throw error;
        refused += 1;
      });
  }
  await Promise.all(Array.from({ length: CALLERS }, call));
  return refused;
}

async function sendOne({ funds, orders, portfolio }: Orderfolio, random: Random): Promise<unknown> {
  const username = random.pick(USERS);
  const amount = `${random.integer(100) + 1}.${random.integer(90) + 10}`;
  const order = { username, assetId: 'BTC', quantity: `0.0${random.integer(9) + 1}` } as const;
  switch (random.pick(['deposit', 'withdraw', 'buy', 'sell', 'rest', 'cancel', 'move'])) {
    case 'deposit':
      return funds.deposit({ username, amount });
    case 'withdraw':
      return funds.withdraw({ username, amount });
    case 'buy':
      return orders.place({ ...order, orderType: 'MARKET_BUY' });
    case 'sell':
      return orders.place({ ...order, orderType: 'MARKET_SELL' });
    case 'rest':
      return orders.place({ ...order, orderType: 'LIMIT_BUY', limitPrice: '900.00' });
    case 'move':
      return portfolio.transferIn({ username, assetId: 'BTC', quantity: '0.01', costBasis: amount });
    case 'cancel': {
      const [resting] = (await orders.listOpenByUser(username, { limit: 1 })).items;
      return resting && orders.cancel(username, resting.orderId);
    }
  }
}

/** Whether the last event of the feed is not yet among the sums. */
async function isBehind(store: Store): Promise<boolean> {
  const sums = await Promise.all(USERS.map((username) => cashSumOf(store, username)));
  const balances = await Promise.all(USERS.map((username) => store.balances.get(username, 'USD')));
  return balances.some((balance, index) => balance?.currentBalance.eq(sums[index] ?? '0') === false);
}

/** The figures of a user beside what the orders and ledgers add up to, to the last digit. */
async function faultsOf(app: Orderfolio, store: Store, username: string): Promise<string[]> {
  const { analytics, orders, portfolio, funds } = app;
  const [placed, rows, cash] = [
    await everyItem((page) => orders.listByUser(username, page)),
    await everyItem((page) => portfolio.listTransactions(username, page)),
    await everyItem((page) => funds.listTransactions(username, page)),
  ];
  const statistics = await analytics.orderStatistics({ ...EVER, username });
  const performance = await analytics.performance(username, EVER);
  const value = await portfolio.value(username);
  const trades = rows.filter(({ orderId }) => orderId !== undefined);
  const deposits = cash.filter(({ type, status }) => /DEPOSIT|WITHDRAW/.test(type) && status === 'COMPLETED');
  const moved = rows.filter(({ type }) => type === 'TRANSFER_IN').map(({ quantity }) => quantity.times('1000'));
  const compared: readonly (readonly [what: string, kept: unknown, ledgers: unknown])[] = [
    ['cash', await cashSumOf(store, username), value.usdBalance],
    ['orders', statistics.total, placed.length],
    ['open orders', statistics.byStatus.QUEUED, placed.filter(({ status }) => status === 'QUEUED').length],
    ['cancelled orders', statistics.byStatus.CANCELLED, placed.filter(({ status }) => status === 'CANCELLED').length],
    ['filled notional', statistics.filledNotional, sumOf(trades.map(({ totalAmount }) => totalAmount))],
    ['value', performance.days.at(-1)?.value, value.totalPortfolioValue],
    ['realised profit', performance.realisedProfit, sumOf(rows.flatMap(({ realisedProfit }) => realisedProfit ?? []))],
    ['unrealised profit', performance.unrealisedProfit, value.assetBalances[0]?.unrealisedProfit],
    [
      'net deposits',
      sumOf(performance.days.map(({ netDeposits }) => netDeposits)),
      sumOf([...deposits.map(({ amount }) => amount), ...moved]),
    ],
  ];
  return compared.flatMap(([what, kept, ledgers]) =>
    String(kept) === String(ledgers) ? [] : `${what} of ${username}: ${kept}, and in the ledgers ${ledgers}`,
  );
}

async function faultsOfMarket({ analytics, portfolio }: Orderfolio): Promise<readonly string[]> {
  const { days } = await analytics.volume({ ...EVER, assetId: 'BTC' });
  const kept = days.reduce((sum, { trades }) => sum + trades, 0);
  let ledgers = 0;
  for (const username of USERS) {
    const rows = await everyItem((page) => portfolio.listTransactions(username, page));
    ledgers += rows.filter(({ orderId }) => orderId !== undefined).length;
  }
  return kept === ledgers ? [] : [`trades: ${kept}, and in the ledgers ${ledgers}`];
}

async function countOfEvents({ feed }: Store): Promise<number> {
  let count = 0;
  for (let after: string | undefined; ; ) {
    const { events, next } = await feed.read({ after, limit: 1_000 });
    if (events.length === 0) return count;
    count += events.length;
    after = next;
  }
}

function sumOf(amounts: readonly Decimal[]): Decimal {
  return amounts.reduce((sum, amount) => sum.plus(amount), new Decimal('0'));
}
