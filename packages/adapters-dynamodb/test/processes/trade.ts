import { createOrderfolio, Decimal, systemClock } from '@orderfolio/domain';
import { openTable, type TableInput } from './open-table.ts';

export interface TradeInput extends TableInput {
  readonly callers: number;
  /** How often each caller deposits, buys, sells and withdraws. */
  readonly rounds: number;
  /** The callers share these users, in turn. */
  readonly users: readonly [string, ...string[]];
}

/** What the callers of one process were told. */
export interface Traded {
  /** The change of each user's cash, as a decimal string. */
  readonly cash: Readonly<Record<string, string>>;
  /** How many commands of each caller were acknowledged. */
  readonly acknowledged: readonly number[];
  readonly worstWaitMs: number;
}

/** Trades for the users with all callers at once, and prints what they were told. Any refusal ends it. */
export default async function main({ endpoint, tableName, callers, rounds, users }: TradeInput): Promise<void> {
  const store = await openTable({ endpoint, tableName });
  const app = createOrderfolio({ store });
  const cash = new Map<string, Decimal>();
  let worstWaitMs = 0;

  async function call(caller: number): Promise<number> {
    const username = users[caller % users.length] ?? users[0];
    const trade = { username, assetId: 'BTC', quantity: '0.01' } as const;
    const commands = [
      () => app.funds.deposit({ username, amount: '100.00' }),
      () => app.orders.place({ ...trade, orderType: 'MARKET_BUY' }),
      () => app.orders.place({ ...trade, orderType: 'MARKET_SELL' }),
      () => app.funds.withdraw({ username, amount: '1.00' }),
    ];
    let acknowledged = 0;
    for (let round = 0; round < rounds; round++) {
      for (const command of commands) {
        const started = systemClock.now().getTime();
        const { transaction } = await command();
        worstWaitMs = Math.max(worstWaitMs, systemClock.now().getTime() - started);
        cash.set(username, (cash.get(username) ?? new Decimal('0')).plus(transaction.amount));
        acknowledged++;
      }
    }
    return acknowledged;
  }

  const acknowledged = await Promise.all(Array.from({ length: callers }, (_nothing, caller) => call(caller)));
  await store[Symbol.asyncDispose]();
  const sums = Object.fromEntries([...cash].map(([username, sum]) => [username, sum.toString()]));
  process.stdout.write(`${JSON.stringify({ cash: sums, acknowledged, worstWaitMs })}\n`);
}
