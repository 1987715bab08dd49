import { type Balance, balanceSchema } from '../entities/balance.ts';
import {
  type BalanceTransaction,
  type BalanceTransactionStatus,
  balanceTransactionSchema,
  endTransaction,
} from '../entities/balance-transaction.ts';
import { BalanceNotFoundError, TransactionNotFoundError, UserNotFoundError } from '../errors/not-found-errors.ts';
import type { Currency } from '../money/currency.ts';
import { parse } from '../validation/parse.ts';
import type { Page, PageRequest } from './page.ts';
import { commitChanges, type RepositoryContext, succeed } from './repository-writes.ts';
import { insert, save } from './unit-of-work.ts';
import { requireUser } from './user-repository.ts';

/**
 * Balances by user and currency, and the ledger beneath them. These are single writes: what keeps a balance and its
 * ledger in step are the commands of the funds and order services. Every method may reject with STORAGE_FAILED.
 */
export interface BalanceRepository {
  /** Adds a balance at version 1. ALREADY_EXISTS, USER_NOT_FOUND, VALIDATION_FAILED. */
  create(balance: Balance): Promise<Balance>;
  /** The newest committed state, or undefined. */
  get(username: string, currency: Currency): Promise<Balance | undefined>;
  /**
   * Replaces the balance that was read at `balance.version`, and returns it one version on.
   * CONCURRENCY_CONFLICT when it has changed since, BALANCE_NOT_FOUND, VALIDATION_FAILED.
   */
  update(balance: Balance): Promise<Balance>;
  /** Adds a ledger row at version 1. ALREADY_EXISTS, BALANCE_NOT_FOUND, VALIDATION_FAILED. */
  createTransaction(transaction: BalanceTransaction): Promise<BalanceTransaction>;
  /** The newest committed state, or undefined. */
  getTransaction(username: string, transactionId: string): Promise<BalanceTransaction | undefined>;
  /** The user's ledger in all currencies, newest first. VALIDATION_FAILED (limit), INVALID_CURSOR. */
  listTransactions(username: string, page?: PageRequest): Promise<Page<BalanceTransaction>>;
  /** Ends a PENDING row. TRANSACTION_NOT_FOUND, INVALID_TRANSACTION_TRANSITION (it has ended), CONCURRENCY_CONFLICT. */
  updateTransactionStatus(
    username: string,
    transactionId: string,
    status: Exclude<BalanceTransactionStatus, 'PENDING'>,
  ): Promise<BalanceTransaction>;
}

/**
 * For a command that read no balance: USER_NOT_FOUND, or BALANCE_NOT_FOUND in this currency. User and balance are read
 * as of one instant: a user who has come since the command read has a balance by now, and it is returned.
 */
export async function requireBalance(
  { unitOfWork }: Pick<RepositoryContext, 'unitOfWork'>,
  username: string,
  currency: Currency,
): Promise<Balance> {
  const [user, balance] = await unitOfWork.read([
    { entity: 'user', username },
    { entity: 'balance', username, currency },
  ]);
  if (balance !== undefined) return balance;
  throw user === undefined ? new UserNotFoundError({ username }) : new BalanceNotFoundError({ username, currency });
}

/** What every adapter's repository shares. */
export function balanceWrites(context: RepositoryContext): Omit<BalanceRepository, 'listTransactions'> {
  const get = async (username: string, currency: Currency): Promise<Balance | undefined> => {
    const [balance] = await context.unitOfWork.read([{ entity: 'balance', username, currency }]);
    return balance;
  };
  const getTransaction = async (username: string, transactionId: string): Promise<BalanceTransaction | undefined> => {
    const [transaction] = await context.unitOfWork.read([{ entity: 'balanceTransaction', username, transactionId }]);
    return transaction;
  };
  return {
    get,
    getTransaction,
    async create(input) {
      const balance = parse(balanceSchema, input, 'balance');
      await requireUser(context, balance.username);
      await commitChanges(context, insert('balance', balance));
      return balance;
    },
    async update(input) {
      const next = parse(balanceSchema, input, 'balance');
      const previous = await get(next.username, next.currency);
      if (previous === undefined) throw new BalanceNotFoundError(next);
      const balance = succeed('balance', previous, next, context.clock);
      await commitChanges(context, save('balance', previous, balance));
      return balance;
    },
    async createTransaction(input) {
      const transaction = parse(balanceTransactionSchema, input, 'transaction');
      if ((await get(transaction.username, transaction.currency)) === undefined)
        throw new BalanceNotFoundError(transaction);
      await commitChanges(context, insert('balanceTransaction', transaction));
      return transaction;
    },
    async updateTransactionStatus(username, transactionId, status) {
      const previous = await getTransaction(username, transactionId);
      if (previous === undefined) throw new TransactionNotFoundError({ username, transactionId });
      const transaction = endTransaction(previous, status, context.clock.now().toISOString());
      await commitChanges(context, save('balanceTransaction', previous, transaction));
      return transaction;
    },
  };
}
