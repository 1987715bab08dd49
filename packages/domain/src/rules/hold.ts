import { holdQuantity, releaseQuantity } from '../entities/asset-balance.ts';
import { hold, release } from '../entities/balance.ts';
import { type BalanceTransaction, recordTransaction } from '../entities/balance-transaction.ts';
import type { Order } from '../entities/order.ts';
import { costOf } from '../money/currency.ts';
import type { Decimal } from '../money/decimal.ts';
import { ZERO } from '../money/decimal.ts';
import { type Change, insert, save } from '../ports/unit-of-work.ts';
import type { Account } from './trade.ts';

/** What a resting order reserves, and the account after it. */
export interface Hold {
  /** The cash that a buy could cost at its limit, or the quantity that a sale sells. */
  readonly heldAmount: Decimal;
  readonly account: Account;
  /** The ORDER_HOLD row of a buy. */
  readonly transaction?: BalanceTransaction;
  readonly changes: readonly Change[];
}

type Holder = Pick<Order, 'username' | 'orderId' | 'assetId' | 'side' | 'quantity' | 'limitPrice'>;

/**
 * The id of the ledger row that shows what a buy holds: that of its order, so that whoever ends the order finds the row
 * in the same read.
 */
export function holdRowId({ orderId }: Pick<Order, 'orderId'>): string {
  return orderId;
}

/** Reserves what the order could cost. INSUFFICIENT_BALANCE, INSUFFICIENT_ASSET_BALANCE, VALIDATION_FAILED. */
export function placeHold(order: Holder, account: Account, now: string): Hold {
  return order.side === 'BUY' ? holdCash(order, account, now) : holdAsset(order, account, now);
}

function holdCash(order: Holder, account: Account, now: string): Hold {
  const { orderId, quantity, assetId, limitPrice = ZERO } = order;
  const heldAmount = costOf(limitPrice, quantity, account.balance.currency);
  const balance = hold(account.balance, heldAmount, now);
  const description = `Hold for ${quantity} ${assetId} at ${limitPrice} or less`;
  const row = { type: 'ORDER_HOLD', amount: heldAmount.neg(), status: 'PENDING', description } as const;
  const transaction = recordTransaction(
    balance,
    { transactionId: holdRowId(order), ...row, referenceId: orderId },
    now,
  );
  return {
    heldAmount,
    account: { ...account, balance },
    transaction,
    changes: [save('balance', account.balance, balance), insert('balanceTransaction', transaction)],
  };
}

function holdAsset(order: Holder, account: Account, now: string): Hold {
  const holding = holdQuantity(account.holding, order, order.quantity, now);
  return {
    heldAmount: order.quantity,
    account: { ...account, holding },
    changes: [save('assetBalance', account.holding, holding)],
  };
}

/** The account with all that the order holds available again. */
export function releaseHold({ side, heldAmount }: Order, account: Account, now: string): Account {
  if (heldAmount === undefined || heldAmount.eq(ZERO)) return account;
  if (side === 'BUY') return { ...account, balance: release(account.balance, heldAmount, now) };
  const { holding } = account;
  return holding === undefined ? account : { ...account, holding: releaseQuantity(holding, heldAmount, now) };
}
