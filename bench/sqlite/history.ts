import type Database from 'better-sqlite3';
import { ASSET_ID, type Market, openMarket, QUANTITY, temporaryFolder } from './market.ts';
import type { Compare, Comparison, Contender } from './rounds.ts';

const USERS = 64;
const ROUNDS = 40;
const FLOWS_PER_ROUND = 256;
export const SHORT_HISTORY = 1_000;

export interface HistoryResult {
  readonly name: string;
  readonly perRound: number;
  readonly rounds: number;
  /** The store with the short history against the one with the long. */
  readonly comparison: Comparison | undefined;
}

/** The cost of a command and of a page, in a store with a short history and in one with a long history. */
export async function compareHistories(compare: Compare, longHistory: number): Promise<HistoryResult[]> {
  await using folder = await temporaryFolder();
  // NORMAL has no sync in every commit, so the cost of the history does not drown in the disk's noise.
  const open = (name: string) => openMarket({ filename: folder.file(name), users: USERS, synchronous: 'NORMAL' });
  await using short = await open('short');
  await using long = await open('long');
  fillHistory(short.database, SHORT_HISTORY);
  fillHistory(long.database, longHistory);
  return [
    await measure(compare, 'a market buy', short, long, async (market, username) => {
      await market.app.orders.place({ username, orderType: 'MARKET_BUY', assetId: ASSET_ID, quantity: QUANTITY });
    }),
    await measure(compare, 'a deposit', short, long, async (market, username) => {
      await market.app.funds.deposit({ username, amount: '1.00' });
    }),
    await measure(compare, 'a page of 20 orders', short, long, async (market, username) => {
      await market.app.orders.listByUser(username, { limit: 20 });
    }),
  ];
}

async function measure(
  compare: Compare,
  name: string,
  short: Market,
  long: Market,
  call: (market: Market, username: string) => Promise<void>,
): Promise<HistoryResult> {
  const contender = (side: string, market: Market): Contender => ({
    name: side,
    async run() {
      for (let flow = 0; flow < FLOWS_PER_ROUND; flow++) {
        await call(market, market.usernames[flow % market.usernames.length] ?? '');
      }
    },
  });
  const [comparison] = await compare(contender('long', long), [contender('short', short)], ROUNDS);
  return { name, perRound: FLOWS_PER_ROUND, rounds: ROUNDS, comparison };
}

/** Filled orders with both their ledger rows, spread over the users. All are older than any new order. */
function fillHistory(database: Database.Database, orders: number): void {
  const rows = `
    WITH RECURSIVE numbers (n) AS (VALUES (0) UNION ALL SELECT n + 1 FROM numbers WHERE n + 1 < ${orders}),
      history AS (SELECT printf('trader_%04d', n % ${USERS}) AS username, printf('01%024d', n) AS id,
        '2020-01-01T00:00:00.000Z' AS time FROM numbers)`;
  database.exec(`
    BEGIN;
    INSERT INTO orders (username, order_id, order_type, asset_id, quantity, status, execution_price, total_amount,
      version, created_at, updated_at)
    ${rows} SELECT username, id, 'MARKET_BUY', '${ASSET_ID}', '0.01', 'COMPLETED', '100', '1', 1, time, time FROM history;
    INSERT INTO balance_transactions (username, transaction_id, type, amount, currency, status, description,
      reference_id, balance_after, version, created_at, updated_at)
    ${rows} SELECT username, id, 'ORDER_PAYMENT', '-1', 'USD', 'COMPLETED', 'Bought 0.01 BTC at 100', id, '1000', 1, time,
      time FROM history;
    INSERT INTO asset_transactions (username, transaction_id, asset_id, type, quantity, price, total_amount, status,
      order_id, version, created_at, updated_at)
    ${rows} SELECT username, id, '${ASSET_ID}', 'BUY', '0.01', '100', '1', 'COMPLETED', id, 1, time, time FROM history;
    COMMIT;
    PRAGMA wal_checkpoint(TRUNCATE);
  `);
}
