import { openSqlite } from '@orderfolio/adapters-sqlite';
import { createOrderfolio, describeDifference } from '@orderfolio/domain';
import Database from 'better-sqlite3';

/** Everything that is wrong with the file, in words. Empty for a sound file. */
export async function faultsOf(filename: string): Promise<readonly string[]> {
  return [...faultsOfRows(filename), ...(await faultsOfAccounts(filename))];
}

/** The rules between rows, each with a query for the rows that break it. */
const RULES: readonly (readonly [rule: string, breaches: string])[] = [
  [
    'a completed order has its cash row, once, and no other order has one',
    `SELECT order_id FROM orders o WHERE (o.status = 'COMPLETED') <> (
       SELECT count(*) FROM balance_transactions t
       WHERE t.username = o.username AND t.reference_id = o.order_id AND t.type <> 'ORDER_HOLD')`,
  ],
  [
    'the cash row of an order says what it moved',
    `SELECT order_id FROM orders o WHERE o.status = 'COMPLETED' AND NOT EXISTS (
       SELECT 1 FROM balance_transactions t
       WHERE t.username = o.username AND t.reference_id = o.order_id AND t.status = 'COMPLETED'
         AND t.type = iif(o.order_type LIKE '%BUY', 'ORDER_PAYMENT', 'ORDER_SALE')
         AND t.amount = iif(o.order_type LIKE '%BUY', '-', '') || o.total_amount)`,
  ],
  [
    'a completed order has its asset row, once, and no other order has one',
    `SELECT order_id FROM orders o WHERE (o.status = 'COMPLETED') <> (
       SELECT count(*) FROM asset_transactions t WHERE t.username = o.username AND t.order_id = o.order_id)`,
  ],
  [
    'the asset row of an order says what it moved',
    `SELECT order_id FROM orders o WHERE o.status = 'COMPLETED' AND NOT EXISTS (
       SELECT 1 FROM asset_transactions t
       WHERE t.username = o.username AND t.order_id = o.order_id AND t.status = 'COMPLETED'
         AND t.type = iif(o.order_type LIKE '%BUY', 'BUY', 'SELL')
         AND t.quantity = o.quantity AND t.price = o.execution_price AND t.total_amount = o.total_amount)`,
  ],
  [
    'a buy that rests or has rested has the row of its hold, once, which ended with the order; no other order has one',
    `SELECT order_id FROM orders o WHERE (o.order_type LIKE '%BUY' AND o.held_amount IS NOT NULL) <> (
       SELECT count(*) FROM balance_transactions t
       WHERE t.username = o.username AND t.reference_id = o.order_id AND t.type = 'ORDER_HOLD')
     OR EXISTS (
       SELECT 1 FROM balance_transactions t
       WHERE t.username = o.username AND t.reference_id = o.order_id AND t.type = 'ORDER_HOLD'
         AND t.status <> iif(o.status = 'QUEUED', 'PENDING', 'CANCELLED'))`,
  ],
  [
    'an order that has ended holds nothing, and waits for nothing',
    `SELECT order_id FROM orders o WHERE o.status <> 'QUEUED' AND
       (coalesce(held_amount, '0') <> '0' OR coalesce(fall_key, rise_key, due_at) IS NOT NULL)`,
  ],
  [
    'an order that rests holds something, and waits for a price',
    `SELECT order_id FROM orders o WHERE o.status = 'QUEUED' AND
       (coalesce(held_amount, '0') = '0' OR coalesce(fall_key, rise_key) IS NULL)`,
  ],
  [
    'an order has its receipt',
    `SELECT order_id FROM orders o WHERE 1 <> (
       SELECT count(*) FROM receipts r
       WHERE r.username = o.username AND r.scope = 'ORDER' AND r.key = o.client_order_id AND r.subject_id = o.order_id)`,
  ],
  [
    'a deposit or withdrawal has its receipt',
    `SELECT transaction_id FROM balance_transactions t WHERE t.type IN ('DEPOSIT', 'WITHDRAW') AND 1 <> (
       SELECT count(*) FROM receipts r
       WHERE r.username = t.username AND r.scope = 'FUNDS' AND r.subject_id = t.transaction_id)`,
  ],
  [
    'a receipt has what it is the receipt of',
    `SELECT key FROM receipts r WHERE 1 <>
       (SELECT count(*) FROM orders o WHERE r.scope = 'ORDER' AND o.username = r.username AND o.order_id = r.subject_id) +
       (SELECT count(*) FROM balance_transactions t
        WHERE r.scope = 'FUNDS' AND t.username = r.username AND t.transaction_id = r.subject_id)`,
  ],
  [
    'the cash row of an order has its order',
    `SELECT transaction_id FROM balance_transactions t WHERE t.type LIKE 'ORDER%' AND NOT EXISTS (
       SELECT 1 FROM orders o WHERE o.username = t.username AND o.order_id = t.reference_id)`,
  ],
  [
    'an asset row has its order',
    `SELECT transaction_id FROM asset_transactions t WHERE NOT EXISTS (
       SELECT 1 FROM orders o WHERE o.username = t.username AND o.order_id = t.order_id)`,
  ],
  [
    'a user has a balance',
    'SELECT username FROM users u WHERE NOT EXISTS (SELECT 1 FROM balances b WHERE b.username = u.username)',
  ],
];

function faultsOfRows(filename: string): string[] {
  const file = new Database(filename);
  try {
    const damage = file.pragma('integrity_check', { simple: true });
    if (damage !== 'ok') return [`the file is damaged: ${String(damage)}`];
    // A kill before the schema was there leaves an empty file, and an empty file is sound.
    if (file.pragma('user_version', { simple: true }) === 0) return [];
    const faults = file.pragma('foreign_key_check') as unknown[]; // Without `simple`, a pragma returns a list of rows.
    const breaches = RULES.flatMap(([rule, query]) =>
      file
        .prepare(query)
        .pluck()
        .all()
        .map((id) => `${rule}: not ${String(id)}`),
    );
    return [...faults.map((fault) => `a reference leads nowhere: ${JSON.stringify(fault)}`), ...breaches];
  } finally {
    file.close();
  }
}

/** Recomputes every account from its ledgers. */
async function faultsOfAccounts(filename: string): Promise<string[]> {
  await using store = await openSqlite({ filename });
  const { portfolio } = createOrderfolio({ store });
  const faults: string[] = [];
  for (const username of usersIn(filename)) {
    const { differences } = await portfolio.reconcile(username);
    for (const difference of differences) faults.push(`${username}: ${describeDifference(difference)}`);
  }
  return faults;
}

function usersIn(filename: string): readonly string[] {
  const file = new Database(filename, { readonly: true });
  const users = file.prepare<[], string>('SELECT username FROM users').pluck().all();
  file.close();
  return users;
}
