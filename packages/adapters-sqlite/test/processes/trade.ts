import { openSqlite } from '@orderfolio/adapters-sqlite';
import { createOrderfolio, Decimal } from '@orderfolio/domain';
import { seededRandom } from '../support/random.ts';

export interface TradeInput {
  readonly filename: string;
  readonly seed: number;
  readonly commands: number;
  readonly users: readonly [string, ...string[]];
}

/** What the commands of one process moved for each user, as decimal strings. */
export interface Moved {
  readonly [username: string]: { readonly cash: string; readonly quantity: string };
}

/** Deposits, withdraws, buys and sells for the users, four at a time. Prints what its acknowledged commands moved. */
export default async function main({ filename, seed, commands, users }: TradeInput): Promise<void> {
  const random = seededRandom(seed);
  const store = await openSqlite({ filename, busyWaitMs: 60_000 });
  const app = createOrderfolio({ store });
  const moved = new Map(users.map((username) => [username, { cash: new Decimal('0'), quantity: new Decimal('0') }]));

  function add(username: string, cash: Decimal, quantity: Decimal): void {
    const sums = moved.get(username);
    if (sums !== undefined) moved.set(username, { cash: sums.cash.plus(cash), quantity: sums.quantity.plus(quantity) });
  }

  async function runOne(): Promise<void> {
    const username = random.pick(users);
    const amount = `${random.integer(100) + 1}.${random.integer(90) + 10}`;
    switch (random.pick(['deposit', 'withdraw', 'buy', 'sell'])) {
      case 'deposit':
        return add(username, (await app.funds.deposit({ username, amount })).transaction.amount, new Decimal('0'));
      case 'withdraw':
        return add(username, (await app.funds.withdraw({ username, amount })).transaction.amount, new Decimal('0'));
      case 'buy': {
        const bought = await app.orders.place({ username, orderType: 'MARKET_BUY', assetId: 'BTC', quantity: '0.03' });
        return add(username, bought.transaction.amount, bought.order.quantity);
      }
      default: {
        const sold = await app.orders.place({ username, orderType: 'MARKET_SELL', assetId: 'BTC', quantity: '0.01' });
        return add(username, sold.transaction.amount, sold.order.quantity.neg());
      }
    }
  }

  let left = commands;
  async function call(): Promise<void> {
    while (left-- > 0) await runOne();
  }
  await Promise.all([call(), call(), call(), call()]);
  await store[Symbol.asyncDispose]();
  process.stdout.write(`${JSON.stringify(Object.fromEntries(moved))}\n`);
}
