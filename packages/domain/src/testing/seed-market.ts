import * as z from 'zod';
import { Decimal } from '../money/decimal.ts';
import type { Orderfolio } from '../orderfolio.ts';
import { parse } from '../validation/parse.ts';
import { seededRandom } from './seeded-random.ts';

/** How large a market is. */
export interface MarketOptions {
  /** The same seed gives the same market. Default 1. */
  readonly seed?: number | undefined;
  /** Default 3, at most 1,000. */
  readonly users?: number | undefined;
  /** Default 2, at most 100. */
  readonly assets?: number | undefined;
}

/** The users and assets of a seeded market. */
export interface SeededMarket {
  /** `trader_0001` and so on. */
  readonly usernames: readonly string[];
  /** `COIN-001` and so on. */
  readonly assetIds: readonly string[];
}

const optionsSchema = z.strictObject({
  seed: z.int().min(0).default(1),
  users: z.int().min(1).max(1_000).default(3),
  assets: z.int().min(1).max(100).default(2),
});

const CASH = '100000.00';
const CENTS = 2;

/**
 * Fills a fresh store through the services: assets with prices from 10 to 1,000 USD, and users with cash. Each user owns some of every
 * asset, and has a limit buy below its price and a limit sell above it. The users cannot log in.
 *
 * Rejects with VALIDATION_FAILED for bad options, and with ALREADY_EXISTS if the store was seeded before.
 */
export async function seedMarket(app: Orderfolio, options: MarketOptions = {}): Promise<SeededMarket> {
  const { seed, users, assets } = parse(optionsSchema, options, 'options');
  const random = seededRandom(seed);
  const prices = new Map(
    numbered('COIN-', 3, assets).map((assetId) => [assetId, new Decimal((10 + random() * 990).toFixed(CENTS))]),
  );
  const usernames = numbered('trader_', 4, users);

  for (const [assetId, priceUsd] of prices)
    await app.assets.create({ assetId, name: `The coin ${assetId}`, category: 'major', priceUsd });
  for (const username of usernames) {
    const email = `${username}@example.com`;
    await app.users.create({ username, email, firstName: 'Test', lastName: 'Trader', passwordHash: 'no password' });
    await app.funds.deposit({ username, amount: CASH });
    for (const [assetId, price] of prices) {
      const order = { username, assetId };
      const quantity = (1 + random() * 9).toFixed(CENTS);
      await app.orders.place({ ...order, orderType: 'MARKET_BUY', quantity });
      await app.orders.place({ ...order, orderType: 'LIMIT_BUY', quantity: '1', limitPrice: near(price, '0.9') });
      await app.orders.place({ ...order, orderType: 'LIMIT_SELL', quantity: '1', limitPrice: near(price, '1.1') });
    }
  }
  return { usernames, assetIds: [...prices.keys()] };
}

function numbered(prefix: string, digits: number, count: number): readonly string[] {
  return Array.from({ length: count }, (_nothing, index) => prefix + String(index + 1).padStart(digits, '0'));
}

/** The price times the factor, in whole cents. */
function near(price: Decimal, factor: string): string {
  return price.times(factor).toFixed(CENTS);
}
