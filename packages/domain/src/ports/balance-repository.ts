import type { Balance } from '../entities/balance.ts';
import type { BalanceTransaction } from '../entities/balance-transaction.ts';
import { BalanceNotFoundError, UserNotFoundError } from '../errors/not-found-errors.ts';
import type { Currency } from '../money/currency.ts';
import type { Page, PageRequest } from './page.ts';
import type { EntityReader } from './unit-of-work.ts';

/** Balances by user and currency, and the ledger beneath them. Every method may reject with STORAGE_FAILED. */
export interface BalanceRepository {
  /** The newest committed state, or undefined. */
  get(username: string, currency: Currency): Promise<Balance | undefined>;
  /** The newest committed state, or undefined. */
  getTransaction(username: string, transactionId: string): Promise<BalanceTransaction | undefined>;
  /** The user's ledger in all currencies, newest first. VALIDATION_FAILED (limit), INVALID_CURSOR. */
  listTransactions(username: string, page?: PageRequest): Promise<Page<BalanceTransaction>>;
}

/**
 * For a command that found no balance: USER_NOT_FOUND, or BALANCE_NOT_FOUND in this currency. It reads user and balance as of one
 * instant. If the user was created after the command's read, it returns the balance.
 */
export async function requireBalance(reader: EntityReader, username: string, currency: Currency): Promise<Balance> {
  const [user, balance] = await reader.read([
    { entity: 'user', username },
    { entity: 'balance', username, currency },
  ]);
  if (balance !== undefined) return balance;
  throw user === undefined ? new UserNotFoundError({ username }) : new BalanceNotFoundError({ username, currency });
}

/** The reads that every adapter's repository shares. */
export function balanceReads(reader: EntityReader): Omit<BalanceRepository, 'listTransactions'> {
  return {
    async get(username, currency) {
      const [balance] = await reader.read([{ entity: 'balance', username, currency }]);
      return balance;
    },
    async getTransaction(username, transactionId) {
      const [transaction] = await reader.read([{ entity: 'balanceTransaction', username, transactionId }]);
      return transaction;
    },
  };
}
