import { createUlidGenerator, Decimal, systemClock } from '@orderfolio/domain';
import type Database from 'better-sqlite3';
import type { BalanceRow } from './hand-written.ts';

interface DepositedRow extends BalanceRow {
  readonly total_deposits: string;
  readonly total_withdrawals: string;
}

/** As long as the seal of a receipt. Nothing reads it here. */
const SEAL = '0123456789abcdef';

/**
 * A deposit by hand, as short as it can be, and its receipt if it has a key: the same row as ours, in the same table, after a look whether
 * the key was used. The caller has begun a transaction.
 */
export function handWrittenDeposit(database: Database.Database) {
  const ids = createUlidGenerator(systemClock);
  const selectBalance = database.prepare<[string], DepositedRow>(`
    SELECT available, held, total_deposits, total_withdrawals, sequence, suspended, version FROM balances
    WHERE username = ? AND currency = 'USD'`);
  const updateBalance = database.prepare(`
    UPDATE balances SET available = ?, total_deposits = ?, sequence = ?, last_id = ?, version = version + 1, updated_at = ?
    WHERE username = ? AND currency = 'USD' AND version = ?`);
  const insertRow = database.prepare(`
    INSERT INTO balance_transactions (username, transaction_id, type, amount, currency, status, description,
      balance_after, balance_sequence, version, created_at, updated_at)
    VALUES (?, ?, 'DEPOSIT', ?, 'USD', 'COMPLETED', 'Deposit', ?, ?, 1, ?, ?)`);
  const selectReceipt = database.prepare<[string, string], { readonly result: string }>(
    "SELECT result FROM receipts WHERE username = ? AND scope = 'FUNDS' AND key = ?",
  );
  const insertReceipt = database.prepare(`
    INSERT INTO receipts (username, scope, key, subject_id, request, result, seal, version, created_at, updated_at)
    VALUES (?, 'FUNDS', ?, ?, ?, ?, ?, 1, ?, ?)`);

  return (username: string, amountText: string, key?: string): string => {
    if (key !== undefined && selectReceipt.get(username, key) !== undefined) throw new Error('the key was used');
    const balance = selectBalance.get(username);
    if (balance === undefined || balance.suspended !== null) throw new Error('no balance, or a suspended user');
    const amount = new Decimal(amountText);
    const available = amount.plus(balance.available);
    const deposits = amount.plus(balance.total_deposits).toString();
    const [id, now, sequence] = [ids.next(), new Date().toISOString(), balance.sequence + 1];
    const written = [available.toString(), deposits, sequence, id, now] as const;
    if (updateBalance.run(...written, username, balance.version).changes !== 1)
      throw new Error('the balance has changed');
    insertRow.run(username, id, amount.toString(), available.plus(balance.held).toString(), sequence, now, now);
    if (key === undefined) return id;
    const request = JSON.stringify({ amount: amountText, operation: 'deposit' });
    const { total_withdrawals: totalWithdrawals, version } = balance;
    const after = { totalDeposits: deposits, totalWithdrawals, version: version + 1 };
    insertReceipt.run(username, key, id, request, JSON.stringify({ transaction: {}, balance: after }), SEAL, now, now);
    return id;
  };
}
