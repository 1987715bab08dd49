import { type CommandContext, type Decision, execute } from '../command/execute.ts';
import { firstTime, proofOf, type Replayable, receiptKeyOf, replay } from '../command/idempotency.ts';
import { type Balance, openBalance } from '../entities/balance.ts';
import type { BalanceTransaction, BalanceTransactionStatus } from '../entities/balance-transaction.ts';
import { requireNotErased, touchUser, usernameSchema } from '../entities/user.ts';
import { TransactionNotFoundError, UserNotFoundError } from '../errors/not-found-errors.ts';
import { type Currency, currencySchema, DEFAULT_CURRENCY } from '../money/currency.ts';
import type { AssetBalanceRepository } from '../ports/asset-balance-repository.ts';
import { type BalanceRepository, requireBalance } from '../ports/balance-repository.ts';
import type { Page, PageRequest } from '../ports/page.ts';
import { type EntityReader, insert, save } from '../ports/unit-of-work.ts';
import { requireUser } from '../ports/user-repository.ts';
import { type AccountMoment, accountMoment } from '../rules/account-moment.ts';
import {
  type Adjustment,
  adjustmentSchema,
  type CashMovement,
  cashMovementSchema,
  decideAdjustment,
  decideDeposit,
  decideSettlement,
  decideWithdrawal,
  requireCurrencyScale,
  type Transfer,
  transferSchema,
  type ValidAdjustment,
} from '../rules/cash-movement.ts';
import {
  type Conversion,
  type ConvertedCash,
  conversionSchema,
  convertedCashSchema,
  decideConversion,
} from '../rules/conversion.ts';
import { inTermsOf, parse } from '../validation/parse.ts';
import { ulid } from '../validation/schemas.ts';
import type { Fees } from './fees.ts';
import type { Rates } from './rates.ts';

/** The row, the balance after it, and whether this is the first result of an earlier call. */
export type CashMovementResult = CashMovement & Replayable;

/** The two rows of a conversion, the balances after them, and whether this is the first result of an earlier call. */
export type ConversionResult = ConvertedCash & Replayable;

/**
 * Cash. Amounts are decimal strings in the currency's unit (default USD), never rounded.
 *
 * deposit, withdraw, adjust and convert take an `idempotencyKey`: the same key and body returns the first result, at any later time and
 * from any process; another body is IDEMPOTENCY_CONFLICT. deposit, withdraw, convert and complete reject with ACCOUNT_SUSPENDED while the
 * account is suspended; failing and cancelling stay possible. Every method may reject with VALIDATION_FAILED, USER_NOT_FOUND,
 * BALANCE_NOT_FOUND (no balance in this currency) and STORAGE_FAILED.
 */
export interface FundsService {
  /** Adds money: at once, or with `status: 'PENDING'` when it is completed. */
  deposit(command: Transfer): Promise<CashMovementResult>;
  /** Takes money: at once, or with `status: 'PENDING'` it is held until it is settled. INSUFFICIENT_BALANCE. */
  withdraw(command: Transfer): Promise<CashMovementResult>;
  /** A correction by the operator, up or down, even if the account is suspended. INSUFFICIENT_BALANCE. */
  adjust(command: Adjustment): Promise<CashMovementResult>;
  /**
   * Takes an amount from the balance in `from`, and adds its current worth, rounded down to the smallest amount, to the balance in `to`,
   * which it opens if there is none. Both rows have the rate, lowered by the spread of the given fee schedule, and one `referenceId`.
   * INSUFFICIENT_BALANCE, RATE_UNAVAILABLE, VALIDATION_FAILED (for example if the worth rounds to zero).
   */
  convert(command: Conversion): Promise<ConversionResult>;
  /** Opens a balance of zero in another currency, of a suspended account too. ALREADY_EXISTS; ACCOUNT_SUSPENDED (an erased account). */
  openBalance(username: string, currency: Currency): Promise<Balance>;
  getBalance(username: string, currency?: Currency): Promise<Balance>;
  /** Every balance of the user, sorted by currency. */
  listBalances(username: string): Promise<readonly Balance[]>;
  /** One row of the ledger. TRANSACTION_NOT_FOUND. */
  getTransaction(username: string, transactionId: string): Promise<BalanceTransaction>;
  /** The statement: the user's ledger, newest first, with the balance after every row. INVALID_CURSOR. */
  listTransactions(username: string, page?: PageRequest): Promise<Page<BalanceTransaction>>;
  /** Completes a PENDING deposit or withdrawal: the money moves. TRANSACTION_NOT_FOUND, INVALID_TRANSACTION_TRANSITION (it has ended). */
  complete(username: string, transactionId: string): Promise<CashMovement>;
  /** Ends a PENDING transaction as failed, and releases its hold. TRANSACTION_NOT_FOUND, INVALID_TRANSACTION_TRANSITION (it has ended). */
  fail(username: string, transactionId: string): Promise<CashMovement>;
  /**
   * Ends a PENDING transaction as cancelled, and releases its hold. TRANSACTION_NOT_FOUND, INVALID_TRANSACTION_TRANSITION (it has ended).
   */
  cancel(username: string, transactionId: string): Promise<CashMovement>;
}

/** The method that ends a pending transaction with this status. */
const END = { COMPLETED: 'complete', FAILED: 'fail', CANCELLED: 'cancel' } as const;

type Decide = (balance: Balance, moment: AccountMoment) => Decision<CashMovement> & { readonly subjectId: string };

/** The schema of each operation with a key. */
const SCHEMAS = { deposit: transferSchema, withdraw: transferSchema, adjust: adjustmentSchema } as const;
type Operation = keyof typeof SCHEMAS;

export function createFundsService(
  context: CommandContext,
  balances: BalanceRepository,
  accounts: Pick<AssetBalanceRepository, 'getAccount'>,
  { rates, fees }: { readonly rates: Rates; readonly fees: Fees },
): FundsService {
  const { unitOfWork } = context;

  function move(operation: Operation, command: ValidAdjustment, decide: Decide): Promise<CashMovementResult> {
    requireCurrencyScale(command);
    const { username, currency, idempotencyKey: key } = command;
    const request = { username, scope: 'FUNDS', key, operation, command, schema: SCHEMAS[operation] } as const;
    return execute(context, {
      name: `funds.${operation}`,
      queue: username,
      sharesCommit: true,
      async gather(reader) {
        const [balance, receipt] = await reader.read([
          { entity: 'balance', username, currency },
          receiptKeyOf(request),
        ]);
        if (receipt !== undefined) return { proof: await proofOf(reader, receipt) };
        return { balance: balance ?? (await requireBalance(reader, username, currency)) };
      },
      decide(facts, moment) {
        if (facts.proof !== undefined) return replay(request, facts.proof, cashMovementSchema);
        const at = accountMoment(moment, facts.balance);
        return firstTime(request, decide(facts.balance, at), at.stamp);
      },
      confirmsRefusal: key !== undefined,
    });
  }

  async function end(
    inUser: string,
    inId: string,
    status: Exclude<BalanceTransactionStatus, 'PENDING'>,
  ): Promise<CashMovement> {
    const username = parse(usernameSchema, inUser, 'username');
    const transactionId = parse(ulid, inId, 'transactionId');
    return execute(context, {
      name: `funds.${END[status]}`,
      queue: username,
      sharesCommit: true,
      async gather(reader) {
        const [transaction, usual] = await reader.read([
          { entity: 'balanceTransaction', username, transactionId },
          { entity: 'balance', username, currency: DEFAULT_CURRENCY },
        ]);
        if (transaction === undefined) throw await missingTransaction(reader, username, transactionId);
        const { currency } = transaction;
        const [balance] =
          currency === DEFAULT_CURRENCY ? [usual] : await reader.read([{ entity: 'balance', username, currency }]);
        return { transaction, balance: balance ?? (await requireBalance(reader, username, currency)) };
      },
      decide: ({ transaction, balance }, moment) =>
        inTermsOf({ transactionId }, 'transactionId', () =>
          decideSettlement(transaction, balance, status, accountMoment(moment, transaction, balance)),
        ),
    });
  }

  async function missingTransaction(reader: EntityReader, username: string, transactionId: string): Promise<Error> {
    await requireUser(reader, username);
    return new TransactionNotFoundError({ username, transactionId });
  }

  return {
    async deposit(input) {
      const command = parse(transferSchema, input);
      return move('deposit', command, (balance, moment) => decideDeposit(command, balance, moment));
    },
    async withdraw(input) {
      const command = parse(transferSchema, input);
      return move('withdraw', command, (balance, moment) => decideWithdrawal(command, balance, moment));
    },
    async adjust(input) {
      const command = parse(adjustmentSchema, input);
      return move('adjust', command, (balance, moment) => decideAdjustment(command, balance, moment));
    },

    async convert(input) {
      const command = parse(conversionSchema, input);
      const { username, from, to, amount, idempotencyKey } = command;
      requireCurrencyScale({ amount, currency: from });
      const operation = 'convert';
      const schema = conversionSchema;
      const request = { username, scope: 'FUNDS', key: idempotencyKey, operation, command, schema } as const;
      const asking = rates.ask([from], to);
      const charging = fees.askSpread({ username, from, to });
      const [asked, spread] = asking || charging ? await Promise.all([asking, charging]) : [];
      return execute(context, {
        name: 'funds.convert',
        queue: username,
        sharesCommit: true,
        async gather(reader) {
          const [payer, payee, receipt, ...stored] = await reader.read([
            { entity: 'balance', username, currency: from },
            { entity: 'balance', username, currency: to },
            receiptKeyOf(request),
            ...rates.keys([from], to, asked),
          ]);
          if (receipt !== undefined) return { proof: await proofOf(reader, receipt) };
          const known = payer ?? (await requireBalance(reader, username, from));
          return { from: known, to: payee, rating: rates.known(asked, stored) };
        },
        decide(facts, moment) {
          if (facts.proof !== undefined) return replay(request, facts.proof, convertedCashSchema);
          const at = accountMoment(moment, facts.from, facts.to);
          const decided = inTermsOf(command, 'amount', () => decideConversion(command, { spread, ...facts }, at));
          return firstTime(request, decided, at.stamp);
        },
        confirmsRefusal: idempotencyKey !== undefined,
      });
    },

    async openBalance(inUser, inCurrency) {
      const username = parse(usernameSchema, inUser, 'username');
      const currency = parse(currencySchema, inCurrency, 'currency');
      return execute(context, {
        name: 'funds.openBalance',
        queue: username,
        sharesCommit: true,
        gather: (reader) => requireUser(reader, username),
        decide: (user, moment) => {
          requireNotErased(user);
          const { stamp } = accountMoment(moment, user);
          const opened = openBalance(username, currency, stamp);
          const balance: Balance = user.status === 'ACTIVE' ? opened : { ...opened, suspended: true };
          // A suspension at the same time has not seen this balance. Writing the user makes one of the two decide again.
          return {
            result: balance,
            changes: [insert('balance', balance), save('user', user, touchUser(user, stamp))],
          };
        },
      });
    },

    async getBalance(inUser, inCurrency = DEFAULT_CURRENCY) {
      const username = parse(usernameSchema, inUser, 'username');
      const currency = parse(currencySchema, inCurrency, 'currency');
      return (await balances.get(username, currency)) ?? requireBalance(unitOfWork, username, currency);
    },

    async listBalances(input) {
      const username = parse(usernameSchema, input, 'username');
      const account = await accounts.getAccount(username);
      // Every user has a balance from the start, so an account without one does not exist.
      if (account.balances.length === 0) throw new UserNotFoundError({ username });
      return account.balances.toSorted((one, other) => (one.currency < other.currency ? -1 : 1));
    },

    async getTransaction(inUser, inId) {
      const username = parse(usernameSchema, inUser, 'username');
      const transactionId = parse(ulid, inId, 'transactionId');
      const transaction = await balances.getTransaction(username, transactionId);
      if (transaction === undefined) throw await missingTransaction(unitOfWork, username, transactionId);
      return transaction;
    },

    async listTransactions(inUser, page) {
      return balances.listTransactions(parse(usernameSchema, inUser, 'username'), page);
    },

    complete: (username, transactionId) => end(username, transactionId, 'COMPLETED'),
    fail: (username, transactionId) => end(username, transactionId, 'FAILED'),
    cancel: (username, transactionId) => end(username, transactionId, 'CANCELLED'),
  };
}
