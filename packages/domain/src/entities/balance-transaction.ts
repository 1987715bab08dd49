import * as z from 'zod';
import { InvalidTransactionTransitionError } from '../errors/rejection-errors.ts';
import { currencySchema } from '../money/currency.ts';
import { nonNegativeDecimal, positiveDecimal, signedDecimal } from '../money/decimal.ts';
import { metadata, stored, text, ulid } from '../validation/schemas.ts';
import type { Balance } from './balance.ts';
import { usernameSchema } from './user.ts';

/** Every type of row of the cash ledger. */
export const BALANCE_TRANSACTION_TYPES = Object.freeze([
  'DEPOSIT',
  'WITHDRAW',
  'ORDER_PAYMENT',
  'ORDER_SALE',
  'ORDER_HOLD',
  'ORDER_REFUND',
  'CONVERSION',
  'SYSTEM_ADJUSTMENT',
] as const);
/** The cause of a row's movement of cash. */
export type BalanceTransactionType = (typeof BALANCE_TRANSACTION_TYPES)[number];

const OF_ORDERS: { readonly [Type in BalanceTransactionType]: boolean } = {
  DEPOSIT: false,
  WITHDRAW: false,
  ORDER_PAYMENT: true,
  ORDER_SALE: true,
  ORDER_HOLD: true,
  ORDER_REFUND: true,
  CONVERSION: false,
  SYSTEM_ADJUSTMENT: false,
};

/** True for a row of an order: its reference is the id of that order. */
export function isOfOrder(type: BalanceTransactionType): boolean {
  return OF_ORDERS[type];
}

/** Every status of a row of the cash ledger. */
export const BALANCE_TRANSACTION_STATUSES = Object.freeze(['PENDING', 'COMPLETED', 'FAILED', 'CANCELLED'] as const);
/** The status of a row of the cash ledger. Only the `COMPLETED` rows count in the balance. */
export type BalanceTransactionStatus = (typeof BALANCE_TRANSACTION_STATUSES)[number];

/** One row of a user's cash ledger. */
export const balanceTransactionSchema = z
  .strictObject({
    username: usernameSchema,
    transactionId: ulid,
    type: z.enum(BALANCE_TRANSACTION_TYPES),
    /** Signed: positive in, negative out. */
    amount: signedDecimal,
    currency: currencySchema,
    status: z.enum(BALANCE_TRANSACTION_STATUSES),
    description: text(500),
    /** An order id, the reference of a conversion, or the caller's own reference. */
    referenceId: text(100).optional(),
    /** The part of the amount that is the order's fee. Absent if there was none. */
    fee: nonNegativeDecimal.optional(),
    /** The rate of a conversion: the worth of one unit of the paid currency in the received one. */
    rate: positiveDecimal.optional(),
    /** The caller's own. */
    metadata: metadata.optional(),
    /**
     * The current balance (available + held) after the row's effect. A row that is not COMPLETED has had no effect, and shows the balance
     * at the moment when the row was made.
     */
    balanceAfter: nonNegativeDecimal,
    /**
     * The number of effects on the balance by then. For a COMPLETED row it is the number of its own effect. Rows in this order show how
     * the balance came about; lists show them in the order in which they were made. Absent on rows of older releases.
     */
    balanceSequence: z.int().min(0).optional(),
    ...stored,
  })
  .refine(({ type, rate }) => (type === 'CONVERSION') === (rate !== undefined), {
    path: ['rate'],
    error: 'must be there for a conversion, and for nothing else',
  })
  .refine(({ type, fee }) => fee === undefined || type === 'ORDER_PAYMENT' || type === 'ORDER_SALE', {
    path: ['fee'],
    error: 'must be there for the payment of an order alone',
  })
  .readonly();

/** One row of the cash ledger of a user. `amount` is signed: below zero, cash leaves or is held. */
export type BalanceTransaction = z.output<typeof balanceTransactionSchema>;

type NewTransaction = Pick<
  BalanceTransaction,
  'transactionId' | 'type' | 'amount' | 'status' | 'description' | 'referenceId' | 'fee' | 'rate' | 'metadata'
>;

/** A new ledger row, at version 1, for a change of the balance. `balance` is the one after the change. */
export function recordTransaction(balance: Balance, row: NewTransaction, now: string): BalanceTransaction {
  return {
    username: balance.username,
    currency: balance.currency,
    balanceAfter: balance.currentBalance,
    balanceSequence: balance.sequence,
    version: 1,
    createdAt: now,
    updatedAt: now,
    ...row,
  };
}

/** The row in its final status. INVALID_TRANSACTION_TRANSITION unless it is PENDING: a row ends once. */
export function endTransaction(
  row: BalanceTransaction,
  status: Exclude<BalanceTransactionStatus, 'PENDING'>,
  now: string,
): BalanceTransaction {
  if (row.status !== 'PENDING')
    throw new InvalidTransactionTransitionError({ transactionId: row.transactionId, from: row.status, to: status });
  return { ...row, status, updatedAt: now };
}

/** The row after its effect, which left this balance. */
export function withEffect(row: BalanceTransaction, { currentBalance, sequence }: Balance): BalanceTransaction {
  return { ...row, balanceAfter: currentBalance, balanceSequence: sequence };
}

/** The status of a stored row. Older releases gave a hold the status of its order. A hold moves nothing, so it reads as CANCELLED. */
export function readStatus<Status>(type: unknown, status: Status): Status | 'CANCELLED' {
  return type === 'ORDER_HOLD' && (status === 'COMPLETED' || status === 'FAILED') ? 'CANCELLED' : status;
}
