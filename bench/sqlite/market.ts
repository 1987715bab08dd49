import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openSqlite } from '@orderfolio/adapters-sqlite';
import { createOrderfolio, type Observer, type Orderfolio, type Store } from '@orderfolio/domain';
import Database from 'better-sqlite3';

export const ASSET_ID = 'BTC';
export const QUANTITY = '0.01';

/** A store with one asset in its catalogue and users with cash, and the connection beneath it. */
export interface Market extends AsyncDisposable {
  readonly app: Orderfolio;
  readonly store: Store;
  /** The connection for statements by hand, with the schema and the settings of the store. */
  readonly database: Database.Database;
  readonly usernames: readonly string[];
}

export interface MarketOptions {
  readonly filename: string;
  readonly users: number;
  readonly synchronous?: 'FULL' | 'NORMAL';
  readonly changeFeed?: boolean;
  readonly observe?: Observer;
}

export async function openMarket(options: MarketOptions): Promise<Market> {
  const { filename, users, synchronous = 'FULL', changeFeed = false, observe } = options;
  const database = new Database(filename);
  const store = await openSqlite({ database: () => database, synchronous, changeFeed, observe });
  const app = createOrderfolio({ store, observe });
  await app.assets.create({ assetId: ASSET_ID, name: 'Bitcoin', category: 'major', priceUsd: '50000.37' });
  const usernames = Array.from({ length: users }, (_, index) => `trader_${String(index).padStart(4, '0')}`);
  await Promise.all(usernames.map((username) => register(app, username)));
  return { app, store, database, usernames, [Symbol.asyncDispose]: () => store[Symbol.asyncDispose]() };
}

async function register(app: Orderfolio, username: string): Promise<void> {
  const email = `${username}@example.com`;
  await app.users.create({ username, email, firstName: 'A', lastName: 'Trader', passwordHash: 'none' });
  await app.funds.deposit({ username, amount: '1000000000.00' });
}

/** A folder for database files. Disposing of it removes it and its files. */
export async function temporaryFolder(): Promise<AsyncDisposable & { readonly file: (name: string) => string }> {
  const folder = await mkdtemp(join(tmpdir(), 'orderfolio-bench-'));
  return {
    file: (name) => join(folder, name),
    [Symbol.asyncDispose]: () => rm(folder, { recursive: true, force: true }),
  };
}
