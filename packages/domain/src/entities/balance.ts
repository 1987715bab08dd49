import { z } from 'zod';
import { InsufficientBalanceError } from '../errors/rejection-errors.ts';
import { type Currency, currencySchema, requireStorable } from '../money/currency.ts';
import { type Decimal, nonNegativeDecimal, ZERO } from '../money/decimal.ts';
import { stored } from '../validation/schemas.ts';
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
    ...stored,
  })
  .refine((balance) => balance.currentBalance.eq(balance.available.plus(balance.held)), {
    path: ['currentBalance'],
    error: 'must be available + held',
  })
  .readonly();

export type Balance = z.output<typeof balanceSchema>;

/** A new balance of zero, at version 1. */
export function openBalance(username: string, currency: Currency, now: string): Balance {
  return {
    username,
    currency,
    available: ZERO,
    held: ZERO,
    currentBalance: ZERO,
    totalDeposits: ZERO,
    totalWithdrawals: ZERO,
    version: 1,
    createdAt: now,
    updatedAt: now,
  };
}

/** Adds to the available cash. */
export function credit(balance: Balance, amount: Decimal, now: string): Balance {
  return move(balance, amount, ZERO, now);
}

/** Takes from the available cash. INSUFFICIENT_BALANCE when it does not cover the amount. */
export function debit(balance: Balance, amount: Decimal, now: string): Balance {
  requireAvailable(balance, amount);
  return move(balance, amount.neg(), ZERO, now);
}

/** Moves available cash into the held part. INSUFFICIENT_BALANCE when it does not cover the amount. */
export function hold(balance: Balance, amount: Decimal, now: string): Balance {
  requireAvailable(balance, amount);
  return move(balance, amount.neg(), amount, now);
}

/** Moves held cash back into the available part. */
export function release(balance: Balance, amount: Decimal, now: string): Balance {
  return move(balance, amount, amount.neg(), now);
}

/** Held cash leaves the balance. */
export function spendHeld(balance: Balance, amount: Decimal, now: string): Balance {
  return move(balance, ZERO, amount.neg(), now);
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

/** Every change of the two parts goes through here: one version on, and the sum kept. */
function move(balance: Balance, toAvailable: Decimal, toHeld: Decimal, now: string): Balance {
  const available =
    toAvailable === ZERO ? balance.available : requireStorable(balance.available.plus(toAvailable), 'amount');
  const held = toHeld === ZERO ? balance.held : requireStorable(balance.held.plus(toHeld), 'amount');
  return {
    ...balance,
    available,
    held,
    currentBalance: requireStorable(available.plus(held), 'amount'),
    version: balance.version + 1,
    updatedAt: now,
  };
}
