import type Database from 'better-sqlite3';

/**
 * Gives a user a history of `orders` filled orders (an even number), each with its two ledger rows and its receipt.
 * Purchases and sales of one BTC alternate, so the ledgers still add up. It uses two statements for each table: a
 * million orders through the services would take an hour. The ids are older than any new one.
 */
export function addHistory(database: Database.Database, username: string, orders: number): void {
  const at = '2020-01-01T00:00:00.000Z';
  const id = (kind: string): string => `printf('01%s%023d', '${kind}', n)`;
  const stored = `1, '${at}', '${at}'`;
  const numbers = `WITH RECURSIVE numbers(n) AS (SELECT 0 UNION ALL SELECT n + 1 FROM numbers WHERE n + 1 < ${orders})`;
  const bySide = (buy: string, sell: string): string => `iif(n % 2, '${sell}', '${buy}')`;
  database.exec(`
    BEGIN;
    ${numbers} INSERT INTO orders (username, order_id, client_order_id, order_type, asset_id, quantity, status, execution_price, total_amount, version, created_at, updated_at)
      SELECT '${username}', ${id('A')}, 'old-' || n, ${bySide('MARKET_BUY', 'MARKET_SELL')}, 'BTC', '1', 'COMPLETED', '50000', '50000', ${stored} FROM numbers;
    ${numbers} INSERT INTO balance_transactions (username, transaction_id, type, amount, currency, status, description, reference_id, balance_after, version, created_at, updated_at)
      SELECT '${username}', ${id('B')}, ${bySide('ORDER_PAYMENT', 'ORDER_SALE')}, ${bySide('-50000', '50000')}, 'USD', 'COMPLETED', 'History', ${id('A')}, '0', ${stored} FROM numbers;
    ${numbers} INSERT INTO asset_transactions (username, transaction_id, asset_id, type, quantity, price, total_amount, status, order_id, version, created_at, updated_at)
      SELECT '${username}', ${id('C')}, 'BTC', ${bySide('BUY', 'SELL')}, '1', '50000', '50000', 'COMPLETED', ${id('A')}, ${stored} FROM numbers;
    ${numbers} INSERT INTO receipts (username, scope, key, subject_id, request, result, version, created_at, updated_at)
      SELECT '${username}', 'ORDER', 'old-' || n, ${id('A')}, '{}', '{}', ${stored} FROM numbers;
    COMMIT;`);
}

/** Gives a user a history of `logins` logins, each with its refresh token and its entry in the audit trail. */
export function addLogins(database: Database.Database, username: string, logins: number): void {
  const at = '2020-01-01T00:00:00.000Z';
  const stored = `1, '${at}', '${at}'`;
  const numbers = `WITH RECURSIVE numbers(n) AS (SELECT 0 UNION ALL SELECT n + 1 FROM numbers WHERE n + 1 < ${logins})`;
  const family = `printf('01D%023d', n)`;
  database.exec(`
    BEGIN;
    ${numbers} INSERT INTO refresh_families (username, family_id, epoch, expires_at, version, created_at, updated_at)
      SELECT '${username}', ${family}, 0, '${at}', ${stored} FROM numbers;
    ${numbers} INSERT INTO refresh_tokens (username, token_hash, family_id, status, expires_at, version, created_at, updated_at)
      SELECT '${username}', printf('%064x', n), ${family}, 'ROTATED', '${at}', ${stored} FROM numbers;
    ${numbers} INSERT INTO audit_entries (username, sequence, record, previous_hash, hash, version, created_at, updated_at)
      SELECT '${username}', n + 1, '{}', printf('%064x', n), printf('%064x', n + 1), ${stored} FROM numbers;
    COMMIT;`);
}
