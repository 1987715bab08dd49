import { openSqlite } from '@orderfolio/adapters-sqlite';
import { createOrderfolio, type Orderfolio } from '@orderfolio/domain';
import Database from 'better-sqlite3';

/** Works on the store of a file, and closes it. */
export async function onFile<Result>(filename: string, work: (app: Orderfolio) => Promise<Result>): Promise<Result> {
  await using store = await openSqlite({ filename });
  return await work(createOrderfolio({ store }));
}

/** Makes a file with an asset, and users who have 1,000 each. */
export async function makeMarket(filename: string, usernames: readonly string[]): Promise<void> {
  await onFile(filename, async (app) => {
    await app.assets.create({ assetId: 'BTC', name: 'Bitcoin', category: 'major', priceUsd: '50000.00' });
    for (const username of usernames) {
      const email = `${username}@example.com`;
      await app.users.create({ username, email, firstName: 'A', lastName: 'B', passwordHash: 'none' });
      await app.funds.deposit({ username, amount: '1000.00' });
    }
  });
}

/** Edits a file past all rules. */
export function edit(filename: string, sql: string): void {
  const database = new Database(filename);
  database.exec(sql);
  database.close();
}

/** The last price that was applied. */
export function lastPriceOf(filename: string): unknown {
  const database = new Database(filename, { readonly: true });
  try {
    return database.prepare('SELECT price FROM last_ticks').pluck().get();
  } finally {
    database.close();
  }
}
