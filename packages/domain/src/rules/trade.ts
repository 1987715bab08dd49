import { type Arrival, type AssetBalance, addQuantity, takeQuantity } from '../entities/asset-balance.ts';
import { type AssetTransaction, recordAssetTransaction, worthInDollars } from '../entities/asset-transaction.ts';
import { type Balance, credit, debit } from '../entities/balance.ts';
import { type BalanceTransaction, recordTransaction } from '../entities/balance-transaction.ts';
import type { Cause } from '../entities/cause.ts';
import { type Order, sideOf } from '../entities/order.ts';
import type { Decimal } from '../money/decimal.ts';
import { purchaseOf, saleOf, type TradeAmounts } from '../money/fee.ts';
import type { AccountMoment } from './account-moment.ts';

/** The part of a user's account that an order moves: the cash, and the holding if there is one. */
export interface TradingAccount {
  readonly balance: Balance;
  readonly holding: AssetBalance | undefined;
}

/** The fields of an order that a trade needs. */
export interface TradedOrder
  extends Pick<Order, 'username' | 'orderId' | 'orderType' | 'assetId' | 'currency' | 'quantity' | 'feeTerms'> {
  /** The worth of one unit of the currency in US dollars. Undefined for the US dollar, or if there is no rate. */
  readonly rate?: Decimal | undefined;
}

/** The result of a trade: its two ledger rows, and the cash and the holding after it. */
export interface TradeResult extends Pick<TradeAmounts, 'total' | 'fee'> {
  readonly balance: Balance;
  readonly transaction: BalanceTransaction;
  readonly assetBalance: AssetBalance;
  readonly assetTransaction: AssetTransaction;
}

/**
 * Buys or sells from what is available, at the price of one unit.
 * INSUFFICIENT_BALANCE, INSUFFICIENT_ASSET_BALANCE, VALIDATION_FAILED (a value that rounds to nothing, or does not fit).
 */
export function carryOutTrade(
  order: TradedOrder,
  price: Decimal,
  account: TradingAccount,
  moment: AccountMoment,
): TradeResult {
  return sideOf(order.orderType) === 'BUY' ? buy(order, price, account, moment) : sell(order, price, account, moment);
}

function buy(
  order: TradedOrder,
  price: Decimal,
  { balance, holding }: TradingAccount,
  moment: AccountMoment,
): TradeResult {
  const amounts = purchaseOf(price, order.quantity, balance.currency, order.feeTerms);
  const { paid, moved } = causesOf(moment);
  const after = debit(balance, amounts.cash, paid);
  const assetBalance = addQuantity(holding, order, arrivalOf(order, amounts), moved);
  return {
    total: amounts.total,
    fee: amounts.fee,
    balance: after,
    transaction: cashRow(order, price, { ...amounts, cash: amounts.cash.neg() }, after, paid),
    assetBalance,
    assetTransaction: assetRow(order, price, amounts, { before: holding, after: assetBalance }, moved),
  };
}

function sell(
  order: TradedOrder,
  price: Decimal,
  { balance, holding }: TradingAccount,
  moment: AccountMoment,
): TradeResult {
  const amounts = saleOf(price, order.quantity, balance.currency, order.feeTerms);
  const { paid, moved } = causesOf(moment);
  const assetBalance = takeQuantity(holding, order, order.quantity, moved);
  const after = credit(balance, amounts.cash, paid);
  return {
    total: amounts.total,
    fee: amounts.fee,
    balance: after,
    transaction: cashRow(order, price, amounts, after, paid),
    assetBalance,
    assetTransaction: assetRow(order, price, amounts, { before: holding, after: assetBalance }, moved),
  };
}

function arrivalOf({ quantity, currency, rate }: TradedOrder, { total: totalAmount }: TradeAmounts): Arrival {
  return { quantity, costBasis: worthInDollars({ currency, rate, totalAmount }) };
}

/** The two rows of a trade. */
function causesOf({ newId, stamp: at }: AccountMoment) {
  return { paid: { id: newId(), at }, moved: { id: newId(), at } };
}

function cashRow(
  { orderId, orderType, quantity, assetId }: TradedOrder,
  price: Decimal,
  { cash: amount, fee }: TradeAmounts,
  after: Balance,
  { id: transactionId, at }: Cause,
): BalanceTransaction {
  const isBuy = sideOf(orderType) === 'BUY';
  const type = isBuy ? 'ORDER_PAYMENT' : 'ORDER_SALE';
  const description = `${isBuy ? 'Bought' : 'Sold'} ${quantity} ${assetId} at ${price}`;
  const row = { transactionId, type, amount, status: 'COMPLETED', description, referenceId: orderId } as const;
  return recordTransaction(after, fee === undefined ? row : { fee, ...row }, at);
}

/** A holding before and after the trade. */
interface Moved {
  readonly before: AssetBalance | undefined;
  readonly after: AssetBalance;
}

function assetRow(
  { orderId, orderType, quantity, currency, rate }: TradedOrder,
  price: Decimal,
  { total: totalAmount, fee }: TradeAmounts,
  { before, after }: Moved,
  { id: transactionId, at }: Cause,
): AssetTransaction {
  const type = sideOf(orderType);
  const row = { transactionId, type, quantity, currency, rate, price, totalAmount, orderId };
  return recordAssetTransaction(before, after, fee === undefined ? row : { fee, ...row }, at);
}
