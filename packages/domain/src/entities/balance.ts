import * as z from 'zod';
import { AccountSuspendedError, InsufficientBalanceError } from '../errors/rejection-errors.ts';
import { StorageFailedError } from '../errors/storage-errors.ts';
import { type Currency, currencySchema, requireStorable } from '../money/currency.ts';
import { type Decimal, nonNegativeDecimal, ZERO } from '../money/decimal.ts';
import { stored, ulid } from '../validation/schemas.ts';
import { type Cause, laterOf } from './cause.ts';
import { usernameSchema } from './user.ts';

/** A user's cash in one currency. Neither part is ever negative. */
export const balanceSchema = z
  .strictObject({
    username: usernameSchema,
    currency: currencySchema,
    /** Free to spend. */
    available: nonNegativeDecimal,
    /** Reserved for pending withdrawals and open buy orders. */
    held: nonNegativeDecimal,
    /** available + held. */
    currentBalance: nonNegativeDecimal,
    totalDeposits: nonNegativeDecimal,
    totalWithdrawals: nonNegativeDecimal,
    /**
     * The number of effects. An effect changes `currentBalance`, and has its own COMPLETED row. Holding and releasing are not effects:
     * what is held stays in the balance. A balance of an older release counts from 0.
     */
    sequence: z.int().min(0).default(0),
    /** The greatest id among the rows that changed it. The next row gets a greater one, whatever the clock says. */
    lastId: ulid.optional(),
    /** True while the user is suspended or erased. Every command that would move cash meets it in its own commit. */
    suspended: z.literal(true).optional(),
    ...stored,
  })
  .refine((balance) => balance.currentBalance.eq(balance.available.plus(balance.held)), {
    path: ['currentBalance'],
    error: 'must be available + held',
  })
  .readonly();

/** A user's cash in one currency. `currentBalance` is `available + held`; `held` is promised to open orders and pending withdrawals. */
export type Balance = z.output<typeof balanceSchema>;

/** A new balance of zero, at version 1, for a user who may move it. */
export function openBalance(username: string, currency: Currency, now: string): Balance {
  return {
    username,
    currency,
    available: ZERO,
    held: ZERO,
    currentBalance: ZERO,
    totalDeposits: ZERO,
    totalWithdrawals: ZERO,
    sequence: 0,
    version: 1,
    createdAt: now,
    updatedAt: now,
  };
}

/** ACCOUNT_SUSPENDED for a balance whose user is suspended or erased. */
export function requireNotSuspended({ username, suspended }: Balance): void {
  if (suspended === true) throw new AccountSuspendedError({ username });
}

/** The balance of a user who may move nothing. */
export function suspendBalance(balance: Balance, now: string): Balance {
  return { ...touched(balance, now), suspended: true };
}

/** The balance of a user who may move everything again. */
export function reinstateBalance(balance: Balance, now: string): Balance {
  const { suspended: _gone, ...kept } = touched(balance, now);
  return kept;
}

function touched(balance: Balance, now: string): Balance {
  return { ...balance, updatedAt: laterOf(balance.updatedAt, now) };
}

/** Adds to the available cash. This is an effect. */
export function credit(balance: Balance, amount: Decimal, cause: Cause): Balance {
  return move(balance, amount, ZERO, cause);
}

/** Takes from the available cash. This is an effect. INSUFFICIENT_BALANCE if it does not cover the amount. */
export function debit(balance: Balance, amount: Decimal, cause: Cause): Balance {
  requireAvailable(balance, amount);
  return move(balance, amount.neg(), ZERO, cause);
}

/** Moves available cash into the held part. INSUFFICIENT_BALANCE if it does not cover the amount. */
export function hold(balance: Balance, amount: Decimal, cause: Cause): Balance {
  requireAvailable(balance, amount);
  return move(balance, amount.neg(), amount, cause);
}

/** Moves held cash back into the available part. STORAGE_FAILED if less than that is held: a record is broken. */
export function release(balance: Balance, amount: Decimal, cause: Cause): Balance {
  return move(balance, amount, amount.neg(), cause);
}

/** Takes held cash out of the balance. This is an effect. STORAGE_FAILED if less than that is held: a record is broken. */
export function spendHeld(balance: Balance, amount: Decimal, cause: Cause): Balance {
  return move(balance, ZERO, amount.neg(), cause);
}

/** Counts a completed deposit. */
export function countDeposit(balance: Balance, amount: Decimal): Balance {
  return { ...balance, totalDeposits: requireStorable(balance.totalDeposits.plus(amount), 'amount') };
}

/** Counts a completed withdrawal. */
export function countWithdrawal(balance: Balance, amount: Decimal): Balance {
  return { ...balance, totalWithdrawals: requireStorable(balance.totalWithdrawals.plus(amount), 'amount') };
}

function requireAvailable(balance: Balance, required: Decimal): void {
  if (balance.available.gte(required)) return;
  const { username, currency, available } = balance;
  throw new InsufficientBalanceError({ username, currency, required, available });
}

/** Every change of the two parts goes through here. It keeps the sum, and refuses parts below zero. */
function move(balance: Balance, toAvailable: Decimal, toHeld: Decimal, { id, at }: Cause): Balance {
  const available =
    toAvailable === ZERO ? balance.available : requireStorable(balance.available.plus(toAvailable), 'amount');
  const held = toHeld === ZERO ? balance.held : requireStorable(balance.held.plus(toHeld), 'amount');
  requireNotNegative(balance, 'available', available);
  requireNotNegative(balance, 'held', held);
  const currentBalance = requireStorable(available.plus(held), 'amount');
  return {
    ...balance,
    available,
    held,
    currentBalance,
    sequence: currentBalance.eq(balance.currentBalance) ? balance.sequence : balance.sequence + 1,
    lastId: laterOf(balance.lastId, id),
    updatedAt: at,
  };
}

/** The callers have checked what a command may take. So a part below zero means a broken record. */
function requireNotNegative({ username, currency }: Balance, part: 'available' | 'held', amount: Decimal): void {
  if (amount.gte(ZERO)) return;
  const reason = `the ${currency} balance of ${username} is broken: it would have ${amount} ${part}`;
  throw new StorageFailedError({ reason, retryable: false });
}
