import * as z from 'zod';
import type { Decision } from '../command/execute.ts';
import {
  type Balance,
  balanceSchema,
  countDeposit,
  countWithdrawal,
  credit,
  debit,
  hold,
  release,
  requireNotSuspended,
  spendHeld,
} from '../entities/balance.ts';
import {
  type BalanceTransaction,
  type BalanceTransactionStatus,
  balanceTransactionSchema,
  endTransaction,
  recordTransaction,
  withEffect,
} from '../entities/balance-transaction.ts';
import type { Cause } from '../entities/cause.ts';
import { usernameSchema } from '../entities/user.ts';
import { ValidationError } from '../errors/validation-error.ts';
import { CURRENCY_SCALES, type Currency, currencySchema, DEFAULT_CURRENCY, requireScale } from '../money/currency.ts';
import { type Decimal, positiveDecimal, signedDecimal, ZERO } from '../money/decimal.ts';
import { insert, save, saveIfChanged } from '../ports/unit-of-work.ts';
import { idempotencyKey, metadata, text } from '../validation/schemas.ts';
import { shownText } from '../validation/shown-text.ts';
import type { AccountMoment } from './account-moment.ts';

/** A ledger row and the balance after it. */
export const cashMovementSchema: z.ZodObject<
  { transaction: typeof balanceTransactionSchema; balance: typeof balanceSchema },
  z.core.$strip
> = z.object({ transaction: balanceTransactionSchema, balance: balanceSchema });
/** A row of the cash ledger, and the balance after it. */
export type CashMovement = z.output<typeof cashMovementSchema>;

const movement = {
  username: usernameSchema,
  currency: currencySchema.default(DEFAULT_CURRENCY),
  description: shownText(500).optional(),
  referenceId: text(100).optional(),
  metadata: metadata.optional(),
  idempotencyKey: idempotencyKey.optional(),
};

/** A deposit or a withdrawal: an amount greater than zero, moved at once, or PENDING until it is settled. */
export const transferSchema = z.strictObject({
  ...movement,
  amount: positiveDecimal,
  status: z.enum(['COMPLETED', 'PENDING']).default('COMPLETED'),
});
/** The input of `funds.deposit` and `withdraw`. A `PENDING` one is settled later. */
export type Transfer = z.input<typeof transferSchema>;
export type ValidTransfer = z.output<typeof transferSchema>;

/** A correction by the operator: positive adds, negative takes. */
export const adjustmentSchema = z.strictObject({
  ...movement,
  amount: signedDecimal.refine((amount) => !amount.eq(ZERO), 'must not be zero'),
});
/** The input of `funds.adjust`: a signed amount that an operator adds or takes, and optionally the reason. */
export type Adjustment = z.input<typeof adjustmentSchema>;
export type ValidAdjustment = z.output<typeof adjustmentSchema>;

type CashDecision = Decision<CashMovement> & { readonly subjectId: string };

/** COMPLETED: adds the amount. PENDING: moves nothing until it is settled. ACCOUNT_SUSPENDED in both cases. */
export function decideDeposit(command: ValidTransfer, balance: Balance, moment: AccountMoment): CashDecision {
  requireNotSuspended(balance);
  const { amount, status, description = 'Deposit', referenceId, metadata: pairs } = command;
  const cause = causeOf(moment);
  const after = status === 'PENDING' ? balance : countDeposit(credit(balance, amount, cause), amount);
  const row = { type: 'DEPOSIT', amount, status, description, referenceId, metadata: pairs } as const;
  return movementOf(balance, after, row, cause);
}

/** COMPLETED: takes the amount. PENDING: holds it until it is settled. INSUFFICIENT_BALANCE and ACCOUNT_SUSPENDED in both cases. */
export function decideWithdrawal(command: ValidTransfer, balance: Balance, moment: AccountMoment): CashDecision {
  requireNotSuspended(balance);
  const { amount, status, description = 'Withdrawal', referenceId, metadata: pairs } = command;
  const cause = causeOf(moment);
  const after =
    status === 'PENDING' ? hold(balance, amount, cause) : countWithdrawal(debit(balance, amount, cause), amount);
  const row = { type: 'WITHDRAW', amount: amount.neg(), status, description, referenceId, metadata: pairs } as const;
  return movementOf(balance, after, row, cause);
}

/** Adds or takes the amount, even if the account is suspended. INSUFFICIENT_BALANCE if it would take more than is available. */
export function decideAdjustment(command: ValidAdjustment, balance: Balance, moment: AccountMoment): CashDecision {
  const { amount, description = 'Adjustment' } = command;
  const cause = causeOf(moment);
  const after = amount.gt(ZERO) ? credit(balance, amount, cause) : debit(balance, amount.abs(), cause);
  return movementOf(balance, after, { type: 'SYSTEM_ADJUSTMENT', status: 'COMPLETED', ...command, description }, cause);
}

/** VALIDATION_FAILED if the amount has more decimals than its currency. */
export function requireCurrencyScale({
  amount,
  currency,
}: {
  readonly amount: Decimal;
  readonly currency: Currency;
}): void {
  requireScale(amount, CURRENCY_SCALES[currency], 'amount', currency);
}

/**
 * Ends a PENDING deposit or withdrawal. Completing it moves the money. If it fails or is cancelled, a deposit moves nothing, and the hold
 * of a withdrawal is released. INVALID_TRANSACTION_TRANSITION if it has ended already, VALIDATION_FAILED if it ends with its order,
 * ACCOUNT_SUSPENDED if completing it would move money of a suspended account.
 */
export function decideSettlement(
  transaction: BalanceTransaction,
  balance: Balance,
  status: Exclude<BalanceTransactionStatus, 'PENDING'>,
  { stamp }: AccountMoment,
): Decision<CashMovement> {
  if (status === 'COMPLETED') requireNotSuspended(balance);
  const ended = endTransaction(transaction, status, stamp);
  const after = settle(transaction, balance, status === 'COMPLETED', stamp);
  const row = status === 'COMPLETED' ? withEffect(ended, after) : ended;
  const settled = save('balanceTransaction', transaction, row);
  const saved = saveIfChanged('balance', balance, after);
  return { result: { transaction: settled.value, balance: saved.value }, changes: [settled, ...saved.changes] };
}

function settle(row: BalanceTransaction, balance: Balance, completed: boolean, at: string): Balance {
  const { type, amount } = row;
  const cause = { id: row.transactionId, at };
  switch (type) {
    case 'DEPOSIT':
      return completed ? countDeposit(credit(balance, amount, cause), amount) : balance;
    case 'WITHDRAW': {
      const withdrawn = amount.abs();
      return completed
        ? countWithdrawal(spendHeld(balance, withdrawn, cause), withdrawn)
        : release(balance, withdrawn, cause);
    }
    case 'ORDER_PAYMENT':
    case 'ORDER_SALE':
    case 'ORDER_HOLD':
    case 'ORDER_REFUND':
    case 'CONVERSION':
    case 'SYSTEM_ADJUSTMENT':
      throw new ValidationError({
        field: 'transactionId',
        rule: `is a transaction of type ${type}, which only its order ends`,
      });
  }
}

/** A new row of the ledger. */
function causeOf({ newId, stamp }: AccountMoment): Cause {
  return { id: newId(), at: stamp };
}

type Row = Pick<BalanceTransaction, 'type' | 'amount' | 'status' | 'description' | 'referenceId' | 'metadata'>;

function movementOf(
  before: Balance,
  after: Balance,
  { type, amount, status, description, referenceId, metadata: pairs }: Row,
  { id: transactionId, at }: Cause,
): CashDecision {
  const made = { transactionId, type, amount, status, description, referenceId };
  const row = recordTransaction(after, pairs === undefined ? made : { metadata: pairs, ...made }, at);
  const balance = saveIfChanged('balance', before, after);
  return {
    result: { transaction: row, balance: balance.value },
    changes: [insert('balanceTransaction', row), ...balance.changes],
    subjectId: transactionId,
  };
}
