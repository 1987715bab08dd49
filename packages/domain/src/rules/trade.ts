import type { Moment } from '../command/execute.ts';
import { type AssetBalance, addQuantity, takeQuantity } from '../entities/asset-balance.ts';
import type { AssetTransaction } from '../entities/asset-transaction.ts';
import { type Balance, credit, debit } from '../entities/balance.ts';
import { type BalanceTransaction, recordTransaction } from '../entities/balance-transaction.ts';
import { type Order, sideOf } from '../entities/order.ts';
import { costOf, proceedsOf } from '../money/currency.ts';
import type { Decimal } from '../money/decimal.ts';

/** What an order's user has of what it moves: the cash, and the holding where there is one. */
export interface Account {
  readonly balance: Balance;
  readonly holding: AssetBalance | undefined;
}

/** What a trade needs of its order. */
export type TradedOrder = Pick<Order, 'username' | 'orderId' | 'orderType' | 'assetId' | 'quantity'>;

/** What a trade moved: its two ledger rows, and the cash and the holding after it. */
export interface TradeResult {
  /** What was paid or received. */
  readonly total: Decimal;
  readonly balance: Balance;
  readonly transaction: BalanceTransaction;
  readonly assetBalance: AssetBalance;
  readonly assetTransaction: AssetTransaction;
}

/**
 * Buys or sells from what is available, at the price of one unit.
 * INSUFFICIENT_BALANCE, INSUFFICIENT_ASSET_BALANCE, VALIDATION_FAILED (a value that rounds to nothing, or does not fit).
 */
export function carryOutTrade(order: TradedOrder, price: Decimal, account: Account, moment: Moment): TradeResult {
  return sideOf(order.orderType) === 'BUY' ? buy(order, price, account, moment) : sell(order, price, account, moment);
}

function buy(order: TradedOrder, price: Decimal, { balance, holding }: Account, moment: Moment): TradeResult {
  const total = costOf(price, order.quantity, balance.currency);
  const after = debit(balance, total, moment.now);
  return {
    total,
    balance: after,
    transaction: cashRow(order, price, total.neg(), after, moment),
    assetBalance: addQuantity(holding, order, order.quantity, moment.now),
    assetTransaction: assetRow(order, price, total, moment),
  };
}

function sell(order: TradedOrder, price: Decimal, { balance, holding }: Account, moment: Moment): TradeResult {
  const total = proceedsOf(price, order.quantity, balance.currency);
  const assetBalance = takeQuantity(holding, order, order.quantity, moment.now);
  const after = credit(balance, total, moment.now);
  return {
    total,
    balance: after,
    transaction: cashRow(order, price, total, after, moment),
    assetBalance,
    assetTransaction: assetRow(order, price, total, moment),
  };
}

function cashRow(
  { orderId, orderType, quantity, assetId }: TradedOrder,
  price: Decimal,
  amount: Decimal,
  after: Balance,
  moment: Moment,
): BalanceTransaction {
  const isBuy = sideOf(orderType) === 'BUY';
  const type = isBuy ? 'ORDER_PAYMENT' : 'ORDER_SALE';
  const description = `${isBuy ? 'Bought' : 'Sold'} ${quantity} ${assetId} at ${price}`;
  const transactionId = moment.newId();
  return recordTransaction(
    after,
    { transactionId, type, amount, status: 'COMPLETED', description, referenceId: orderId },
    moment.now,
  );
}

function assetRow(
  { username, orderId, orderType, assetId, quantity }: TradedOrder,
  price: Decimal,
  totalAmount: Decimal,
  moment: Moment,
): AssetTransaction {
  return {
    username,
    transactionId: moment.newId(),
    assetId,
    type: sideOf(orderType),
    quantity,
    price,
    totalAmount,
    status: 'COMPLETED',
    orderId,
    version: 1,
    createdAt: moment.now,
    updatedAt: moment.now,
  };
}
