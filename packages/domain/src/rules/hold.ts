import { holdQuantity, releaseQuantity } from '../entities/asset-balance.ts';
import { hold, release } from '../entities/balance.ts';
import { type BalanceTransaction, endTransaction, recordTransaction } from '../entities/balance-transaction.ts';
import type { Order } from '../entities/order.ts';
import { StorageFailedError } from '../errors/storage-errors.ts';
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
export function placeHold(order: Holder, account: Account, at: string): Hold {
  return order.side === 'BUY' ? holdCash(order, account, at) : holdAsset(order, account, at);
}

function holdCash(order: Holder, account: Account, at: string): Hold {
  const { orderId, quantity, assetId, limitPrice = ZERO } = order;
  const heldAmount = costOf(limitPrice, quantity, account.balance.currency);
  const balance = hold(account.balance, heldAmount, { id: holdRowId(order), at });
  const description = `Hold for ${quantity} ${assetId} at ${limitPrice} or less`;
  const row = { type: 'ORDER_HOLD', amount: heldAmount.neg(), status: 'PENDING', description } as const;
  const transaction = recordTransaction(balance, { transactionId: holdRowId(order), ...row, referenceId: orderId }, at);
  return {
    heldAmount,
    account: { ...account, balance },
    transaction,
    changes: [save('balance', account.balance, balance), insert('balanceTransaction', transaction)],
  };
}

function holdAsset(order: Holder, account: Account, at: string): Hold {
  const holding = holdQuantity(account.holding, order, order.quantity, { id: order.orderId, at });
  return {
    heldAmount: order.quantity,
    account: { ...account, holding },
    changes: [save('assetBalance', account.holding, holding)],
  };
}

/** A hold that has ended: the account with all of it available again, and its row as it is now. */
interface EndedHold {
  readonly account: Account;
  readonly holdRow: BalanceTransaction | undefined;
}

/**
 * Ends what the order holds. However the order ends, the row of its hold becomes CANCELLED: it has moved nothing.
 * STORAGE_FAILED when what the order should hold is not held, or its row shows something else: a record is broken.
 */
export function endHold(
  order: Order,
  account: Account,
  holdRow: BalanceTransaction | undefined,
  at: string,
): EndedHold {
  const { orderId, side, heldAmount = ZERO } = order;
  const row = holdRow?.status === 'PENDING' ? endTransaction(holdRow, 'CANCELLED', at) : holdRow;
  if (row !== holdRow) requireRowOf(order, heldAmount, row);
  if (heldAmount.eq(ZERO)) return { account, holdRow: row };
  const cause = { id: orderId, at };
  if (side === 'BUY')
    return { account: { ...account, balance: release(account.balance, heldAmount, cause) }, holdRow: row };
  const { holding } = account;
  if (holding === undefined) return { account, holdRow: row };
  return { account: { ...account, holding: releaseQuantity(holding, heldAmount, cause) }, holdRow: row };
}

function requireRowOf(
  { username, orderId, side }: Order,
  heldAmount: Decimal,
  row: BalanceTransaction | undefined,
): void {
  if (side === 'BUY' && row?.type === 'ORDER_HOLD' && row.amount.abs().eq(heldAmount)) return;
  const reason = `order ${orderId} of ${username} is broken: its pending row does not show the ${heldAmount} that it holds`;
  throw new StorageFailedError({ reason, retryable: false });
}
