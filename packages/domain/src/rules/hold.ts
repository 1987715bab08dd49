import { type AssetBalance, holdQuantity, releaseQuantity } from '../entities/asset-balance.ts';
import { type Balance, hold, release } from '../entities/balance.ts';
import { type BalanceTransaction, endTransaction, recordTransaction } from '../entities/balance-transaction.ts';
import type { Order } from '../entities/order.ts';
import { StorageFailedError } from '../errors/storage-errors.ts';
import { type Decimal, ZERO } from '../money/decimal.ts';
import { purchaseOf } from '../money/fee.ts';
import { type Change, insert, save } from '../ports/unit-of-work.ts';
import type { TradingAccount } from './trade.ts';

/** The hold of a resting order, and the account after it. */
export interface Hold {
  /** The cash that a buy could cost at its limit, fee included, or the quantity that a sale sells. */
  readonly heldAmount: Decimal;
  readonly account: TradingAccount;
  /** The ORDER_HOLD row of a buy. */
  readonly transaction?: BalanceTransaction;
  readonly changes: readonly Change[];
}

type Holder = Pick<Order, 'username' | 'orderId' | 'assetId' | 'side' | 'quantity' | 'limitPrice' | 'feeTerms'>;

/** The id of the ledger row that shows the hold of a buy. It is the order's id, so one read finds both. */
export function holdRowId({ orderId }: Pick<Order, 'orderId'>): string {
  return orderId;
}

/** Reserves what the order could cost. INSUFFICIENT_BALANCE, INSUFFICIENT_ASSET_BALANCE, VALIDATION_FAILED. */
export function placeHold(order: Holder, account: TradingAccount, at: string): Hold {
  return order.side === 'BUY' ? holdCash(order, account, at) : holdAsset(order, account, at);
}

function holdCash(order: Holder, account: TradingAccount, at: string): Hold {
  const { orderId, quantity, assetId, limitPrice = ZERO } = order;
  const { cash: heldAmount } = purchaseOf(limitPrice, quantity, account.balance.currency, order.feeTerms);
  const after = hold(account.balance, heldAmount, { id: holdRowId(order), at });
  const description = `Hold for ${quantity} ${assetId} at ${limitPrice} or less`;
  const row = { type: 'ORDER_HOLD', amount: heldAmount.neg(), status: 'PENDING', description } as const;
  const transaction = recordTransaction(after, { transactionId: holdRowId(order), ...row, referenceId: orderId }, at);
  const balance = save('balance', account.balance, after);
  return {
    heldAmount,
    account: { ...account, balance: balance.value },
    transaction,
    changes: [balance, insert('balanceTransaction', transaction)],
  };
}

function holdAsset(order: Holder, account: TradingAccount, at: string): Hold {
  const after = holdQuantity(account.holding, order, order.quantity, { id: order.orderId, at });
  const holding = save('assetBalance', account.holding, after);
  return {
    heldAmount: order.quantity,
    account: { ...account, holding: holding.value },
    changes: [holding],
  };
}

/** An order with the records that its hold has changed. */
interface Held {
  readonly order: Order;
  readonly balance: Balance | undefined;
  readonly holding: AssetBalance | undefined;
  /** The ORDER_HOLD row of a buy. */
  readonly holdRow: BalanceTransaction | undefined;
}

/** A hold that has ended: the account before, the account with all of it available again, and the row of a buy. */
export interface EndedHold {
  readonly before: TradingAccount;
  readonly after: TradingAccount;
  readonly row?: { readonly before: BalanceTransaction; readonly after: BalanceTransaction };
}

/**
 * Ends the hold of the order. The row of the hold becomes CANCELLED, however the order ends: it has moved nothing. STORAGE_FAILED if the
 * hold is not as the order says: somebody has edited a record.
 */
export function endHold(held: Held, at: string): EndedHold {
  const { order, balance, holding, holdRow } = held;
  const heldAmount = order.heldAmount ?? ZERO;
  const cause = { id: order.orderId, at };
  if (balance === undefined) throw brokenHold(order, 'there is no balance');
  const before = { balance, holding };
  if (order.side === 'BUY') {
    const row = requireRow(order, heldAmount, holdRow);
    if (balance.held.lt(heldAmount)) throw brokenHold(order, `the balance holds ${balance.held}`);
    const after = { holding, balance: release(balance, heldAmount, cause) };
    return { before, after, row: { before: row, after: endTransaction(row, 'CANCELLED', at) } };
  }
  if (!heldAmount.eq(order.quantity)) throw brokenHold(order, `it sells ${order.quantity}`);
  if (holding === undefined) throw brokenHold(order, 'there is no holding');
  if (holding.held.lt(heldAmount)) throw brokenHold(order, `the holding holds ${holding.held}`);
  return { before, after: { balance, holding: releaseQuantity(holding, heldAmount, cause) } };
}

/** The row that shows the hold of a buy. */
function requireRow(order: Order, heldAmount: Decimal, row: BalanceTransaction | undefined): BalanceTransaction {
  if (row?.type !== 'ORDER_HOLD' || row.status !== 'PENDING') throw brokenHold(order, 'no pending ledger row shows it');
  if (heldAmount.eq(ZERO) || !row.amount.neg().eq(heldAmount))
    throw brokenHold(order, `its ledger row says ${row.amount}`);
  return row;
}

function brokenHold({ username, orderId, heldAmount = ZERO }: Order, found: string): StorageFailedError {
  const reason = `order ${orderId} of ${username} should hold ${heldAmount}, but ${found}`;
  return new StorageFailedError({ reason, retryable: false });
}
