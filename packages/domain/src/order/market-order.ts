import { z } from 'zod';
import type { Decision, Moment } from '../command/execute.ts';
import { PriceUnavailableError } from '../errors/rejection-errors.ts';
import { type Asset, assetIdSchema, requireTradable } from '../inventory/asset.ts';
import type { Quote } from '../inventory/price-source.ts';
import { costOf, proceedsOf } from '../money/currency.ts';
import { type Decimal, positiveDecimal } from '../money/decimal.ts';
import { type AssetBalance, addQuantity, assetBalanceSchema, takeQuantity } from '../portfolio/asset-balance.ts';
import { type AssetTransaction, assetTransactionSchema } from '../portfolio/asset-transaction.ts';
import { insert, save } from '../ports/unit-of-work.ts';
import { type Balance, balanceSchema, credit, debit } from '../user/balance.ts';
import { type BalanceTransaction, balanceTransactionSchema, recordTransaction } from '../user/balance-transaction.ts';
import { usernameSchema } from '../user/user.ts';
import { idempotencyKey } from '../validation/schemas.ts';
import { type Order, orderSchema, sideOf } from './order.ts';

/** Buy or sell a quantity at the source's price, now. */
export const marketOrderSchema = z.strictObject({
  username: usernameSchema,
  orderType: z.enum(['MARKET_BUY', 'MARKET_SELL']),
  assetId: assetIdSchema,
  /** In units of the asset, with at most its `quantityScale` decimals. */
  quantity: positiveDecimal,
  /** Unique per user, for ever: the same id and body returns the first result. */
  clientOrderId: idempotencyKey.optional(),
});
export type PlaceOrder = z.input<typeof marketOrderSchema>;
export type MarketOrder = z.output<typeof marketOrderSchema>;

/** A filled order: its two ledger rows, and the cash and the holding after it. */
export const orderFillSchema = z.object({
  order: orderSchema,
  balance: balanceSchema,
  transaction: balanceTransactionSchema,
  assetBalance: assetBalanceSchema,
  assetTransaction: assetTransactionSchema,
});
export type OrderFill = z.output<typeof orderFillSchema>;

export interface MarketFacts {
  readonly asset: Asset;
  readonly balance: Balance;
  readonly holding: AssetBalance | undefined;
  readonly quote: Quote | undefined;
}

/**
 * Fills the order at the quote: one order, one cash row, one asset row, the new balance and the new holding.
 * ASSET_INACTIVE, PRICE_UNAVAILABLE, INSUFFICIENT_BALANCE, INSUFFICIENT_ASSET_BALANCE, VALIDATION_FAILED (quantity).
 */
export function decideMarketOrder(
  command: MarketOrder,
  { asset, balance, holding, quote }: MarketFacts,
  moment: Moment,
): Decision<OrderFill> & { readonly subjectId: string } {
  requireTradable(asset, command.quantity);
  if (quote === undefined) throw new PriceUnavailableError({ assetId: asset.assetId });
  const trade = { orderId: moment.newId(), price: quote.price, ...command };
  const fill =
    sideOf(command.orderType) === 'BUY' ? buy(trade, balance, holding, moment) : sell(trade, balance, holding, moment);
  const { order, transaction, assetTransaction } = fill;
  return {
    result: fill,
    changes: [
      insert('order', order),
      save('balance', balance, fill.balance),
      insert('balanceTransaction', transaction),
      save('assetBalance', holding, fill.assetBalance),
      insert('assetTransaction', assetTransaction),
    ],
    subjectId: order.orderId,
  };
}

interface Trade extends MarketOrder {
  readonly orderId: string;
  readonly price: Decimal;
}

function buy(trade: Trade, balance: Balance, holding: AssetBalance | undefined, moment: Moment): OrderFill {
  const cost = costOf(trade.price, trade.quantity, balance.currency);
  const after = debit(balance, cost, moment.now);
  return {
    order: filledOrder(trade, cost, moment.now),
    balance: after,
    transaction: cashRow(trade, 'ORDER_PAYMENT', cost.neg(), after, moment),
    assetBalance: addQuantity(holding, trade, trade.quantity, moment.now),
    assetTransaction: assetRow(trade, 'BUY', cost, moment),
  };
}

function sell(trade: Trade, balance: Balance, holding: AssetBalance | undefined, moment: Moment): OrderFill {
  const proceeds = proceedsOf(trade.price, trade.quantity, balance.currency);
  const assetBalance = takeQuantity(holding, trade, trade.quantity, moment.now);
  const after = credit(balance, proceeds, moment.now);
  return {
    order: filledOrder(trade, proceeds, moment.now),
    balance: after,
    transaction: cashRow(trade, 'ORDER_SALE', proceeds, after, moment),
    assetBalance,
    assetTransaction: assetRow(trade, 'SELL', proceeds, moment),
  };
}

function filledOrder(
  { username, orderId, clientOrderId, orderType, assetId, quantity, price }: Trade,
  total: Decimal,
  now: string,
): Order {
  return {
    username,
    orderId,
    clientOrderId,
    orderType,
    side: sideOf(orderType),
    status: 'COMPLETED',
    assetId,
    quantity,
    executionPrice: price,
    totalAmount: total,
    version: 1,
    createdAt: now,
    updatedAt: now,
  };
}

function cashRow(
  trade: Trade,
  type: 'ORDER_PAYMENT' | 'ORDER_SALE',
  amount: Decimal,
  after: Balance,
  moment: Moment,
): BalanceTransaction {
  const done = type === 'ORDER_PAYMENT' ? 'Bought' : 'Sold';
  const description = `${done} ${trade.quantity} ${trade.assetId} at ${trade.price}`;
  const transactionId = moment.newId();
  return recordTransaction(
    after,
    { transactionId, type, amount, status: 'COMPLETED', description, referenceId: trade.orderId },
    moment.now,
  );
}

function assetRow(
  { username, assetId, quantity, price, orderId }: Trade,
  type: 'BUY' | 'SELL',
  totalAmount: Decimal,
  moment: Moment,
): AssetTransaction {
  return {
    username,
    transactionId: moment.newId(),
    assetId,
    type,
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
