import { openSqlite } from '@orderfolio/adapters-sqlite';
import { createOrderfolio, DomainError, type ErrorCode } from '@orderfolio/domain';
import { seededRandom } from '../support/random.ts';

export interface TradeUntilErased {
  readonly filename: string;
  readonly seed: number;
  readonly username: string;
}

/** The outcome of the commands of one process. */
export interface Traded {
  readonly carriedOut: number;
  readonly suspended: number;
}

/** The refusals that are allowed while an operator is at work. */
const REFUSALS: readonly ErrorCode[] = [
  'ACCOUNT_SUSPENDED',
  'ALREADY_EXISTS',
  'INSUFFICIENT_ASSET_BALANCE',
  'INSUFFICIENT_BALANCE',
  'VALIDATION_FAILED',
];

/**
 * Trades for the user, two commands at a time, until an operator erases the account. Prints each refusal, and the
 * outcome of all commands.
 */
export default async function main({ filename, seed, username }: TradeUntilErased): Promise<void> {
  const random = seededRandom(seed);
  const store = await openSqlite({ filename, busyWaitMs: 60_000 });
  const app = createOrderfolio({ store });
  let carriedOut = 0;
  let suspended = 0;
  const order = { username, assetId: 'BTC', quantity: '0.01' } as const;

  function command(): Promise<unknown> {
    switch (random.pick(['deposit', 'withdraw', 'buy', 'sell', 'rest', 'price', 'open', 'rename'])) {
      case 'deposit':
        return app.funds.deposit({ username, amount: '10.00' });
      case 'withdraw':
        return app.funds.withdraw({ username, amount: '5.00' });
      case 'buy':
        return app.orders.place({ ...order, orderType: 'MARKET_BUY' });
      case 'sell':
        return app.orders.place({ ...order, orderType: 'MARKET_SELL' });
      case 'rest':
        return app.orders.place({ ...order, orderType: 'LIMIT_BUY', limitPrice: '950' });
      case 'open':
        return app.funds.openBalance(username, random.pick(['EUR', 'CHF', 'GBP']));
      case 'rename':
        return app.users.updateProfile(username, {
          firstName: `Alice${random.integer(100)}`,
          email: 'moved@example.com',
        });
      default:
        return applyPrice();
    }
  }

  async function applyPrice(): Promise<void> {
    const { failed, skipped } = await app.orders.onPrice({
      assetId: 'BTC',
      price: random.pick(['900', '1000', '1100']),
    });
    if (failed.length + skipped.length > 0)
      throw new Error(`a price has failed ${JSON.stringify({ failed, skipped })}`);
  }

  async function tellRefusal(): Promise<void> {
    suspended += 1;
    const { statusReason } = await app.users.get(username);
    process.stdout.write(`refused ${statusReason}\n`);
  }

  async function trade(): Promise<void> {
    while ((await app.users.get(username)).status !== 'ERASED') {
      try {
        await command();
        carriedOut += 1;
        if (carriedOut === 1) process.stdout.write('trading\n');
      } catch (error) {
        if (!(error instanceof DomainError) || !REFUSALS.some((code) => code === error.code)) throw error;
        if (error.code === 'ACCOUNT_SUSPENDED') await tellRefusal();
      }
    }
  }

  await Promise.all([trade(), trade()]);
  await store[Symbol.asyncDispose]();
  process.stdout.write(`${JSON.stringify({ carriedOut, suspended })}\n`);
}
