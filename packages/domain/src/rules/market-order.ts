import * as z from 'zod';
import type { Decision } from '../command/execute.ts';
import { type Asset, assetIdSchema, requireActive } from '../entities/asset.ts';
import { assetBalanceSchema } from '../entities/asset-balance.ts';
import { assetTransactionSchema } from '../entities/asset-transaction.ts';
import { type Balance, balanceSchema } from '../entities/balance.ts';
import { balanceTransactionSchema } from '../entities/balance-transaction.ts';
import { type Order, orderSchema, sideOf } from '../entities/order.ts';
import { usernameSchema } from '../entities/user.ts';
import { currencySchema, DEFAULT_CURRENCY } from '../money/currency.ts';
import { type Decimal, positiveDecimal } from '../money/decimal.ts';
import type { FeeTerms } from '../money/fee.ts';
import { type Change, insert, save } from '../ports/unit-of-work.ts';
import { idempotencyKey, metadata } from '../validation/schemas.ts';
import type { AccountMoment } from './account-moment.ts';
import { type Rating, rateToDollars } from './exchange.ts';
import { MAY_NOT_BE_ALL, mayBeAll, NO_SIZE, orderQuantity, quantityToFill } from './order-quantity.ts';
import { type Pricing, requirePriceIn } from './pricing.ts';
import { carryOutTrade, type TradingAccount } from './trade.ts';

/** The fields of every order. */
export const orderFields = {
  username: usernameSchema,
  assetId: assetIdSchema,
  quantity: orderQuantity,
  /** The currency that the order is paid in. */
  currency: currencySchema.default(DEFAULT_CURRENCY),
  /** Unique per user, for ever: the same id and body returns the first result. */
  clientOrderId: idempotencyKey.optional(),
  /** The caller's own data. */
  metadata: metadata.optional(),
};

/** Buys or sells now, at the current price: a quantity, or for an amount of cash. */
export const marketOrderSchema = z
  .strictObject({
    username: orderFields.username,
    orderType: z.enum(['MARKET_BUY', 'MARKET_SELL']),
    assetId: orderFields.assetId,
    /** Give either this or an `amount`. */
    quantity: orderFields.quantity.optional(),
    currency: orderFields.currency,
    /** Cash: the most that a purchase may cost, or the least that a sale must bring. Give either this or a `quantity`. */
    amount: positiveDecimal.optional(),
    clientOrderId: orderFields.clientOrderId,
    metadata: orderFields.metadata,
  })
  .refine(mayBeAll, MAY_NOT_BE_ALL)
  .refine(({ quantity, amount }) => quantity !== undefined || amount !== undefined, {
    path: ['quantity'],
    error: NO_SIZE,
  })
  .refine(({ quantity, amount }) => quantity === undefined || amount === undefined, {
    path: ['amount'],
    error: 'may not be given beside a quantity',
  });
/** The input of `orders.place` for an order that fills at once, at the current price: a `quantity`, or an `amount` of cash. */
export type PlaceMarketOrder = z.input<typeof marketOrderSchema>;
export type MarketOrder = z.output<typeof marketOrderSchema>;

/** A filled order: its two ledger rows, and the cash and the holding after it. */
export const orderFillSchema: z.ZodObject<
  {
    order: typeof orderSchema;
    balance: typeof balanceSchema;
    transaction: typeof balanceTransactionSchema;
    assetBalance: typeof assetBalanceSchema;
    assetTransaction: typeof assetTransactionSchema;
  },
  z.core.$strip
> = z.object({
  order: orderSchema,
  balance: balanceSchema,
  transaction: balanceTransactionSchema,
  assetBalance: assetBalanceSchema,
  assetTransaction: assetTransactionSchema,
});
export type OrderFill = z.output<typeof orderFillSchema>;

export interface MarketFacts extends TradingAccount {
  readonly asset: Asset;
  readonly pricing: Pricing;
  /** Undefined if the order costs nothing. */
  readonly feeTerms?: FeeTerms | undefined;
  /** The known rates between the order's currency and the US dollar. Undefined for an order in dollars. */
  readonly rating?: Rating | undefined;
  /** The user's balance in US dollars, if the order has to open the one in its currency. */
  readonly opening?: Balance | undefined;
}

/** The decision on a command that places an order, and the id of the order for its receipt. */
export type PlaceDecision<Result> = Decision<Result> & { readonly subjectId: string };

/**
 * Fills the order at the price: one order, one cash row, one asset row, the new balance and the new holding.
 * ASSET_INACTIVE, PRICE_UNAVAILABLE, RATE_UNAVAILABLE, INSUFFICIENT_BALANCE, INSUFFICIENT_ASSET_BALANCE, VALIDATION_FAILED (quantity, amount).
 */
export function decideMarketOrder(
  command: MarketOrder,
  facts: MarketFacts,
  moment: AccountMoment,
): PlaceDecision<OrderFill> {
  const { asset, pricing, rating } = facts;
  requireActive(asset);
  const { assetId, currency, orderType } = command;
  const price = requirePriceIn({ assetId, currency, side: sideOf(orderType) }, pricing, rating, moment.now);
  const quantity = quantityToFill(command, facts, price);
  return fillAtOnce(moment.newId(), { ...command, quantity }, price, facts, moment);
}

/** The fields of an order that fills at once. */
type FilledCommand = Pick<Order, 'username' | 'clientOrderId' | 'orderType' | 'assetId' | 'currency' | 'quantity'> &
  Partial<Pick<Order, 'timeInForce' | 'limitPrice' | 'expiresAt' | 'metadata'>>;

/** An order that is COMPLETED from the start: the commit that places it also fills it at the price. */
export function fillAtOnce(
  orderId: string,
  command: FilledCommand,
  price: Decimal,
  account: TradingAccount & Pick<MarketFacts, 'feeTerms' | 'rating' | 'opening'>,
  moment: AccountMoment,
): PlaceDecision<OrderFill> {
  const { username, clientOrderId, orderType, assetId, currency, quantity, timeInForce } = command;
  const { limitPrice, expiresAt, metadata: pairs } = command;
  const { feeTerms, opening } = account;
  const rate = rateToDollars(currency, account.rating, moment.now);
  const traded = { username, orderId, orderType, assetId, currency, quantity, feeTerms, rate };
  const { total, fee, transaction, assetTransaction, ...after } = carryOutTrade(traded, price, account, moment);
  const balance = save('balance', opening === undefined ? account.balance : undefined, after.balance);
  const assetBalance = save('assetBalance', account.holding, after.assetBalance);
  // The order and the trade are built field by field, for speed: a service runs this command all day.
  const order: Order = {
    username,
    orderId,
    clientOrderId,
    orderType,
    side: sideOf(orderType),
    status: 'COMPLETED',
    assetId,
    currency,
    quantity,
    timeInForce,
    limitPrice,
    executionPrice: price,
    totalAmount: total,
    ...(fee !== undefined && { feeTerms, fee }),
    expiresAt,
    metadata: pairs,
    version: 1,
    createdAt: moment.stamp,
    updatedAt: moment.stamp,
  };
  return {
    result: { order, balance: balance.value, transaction, assetBalance: assetBalance.value, assetTransaction },
    changes: [
      insert('order', order),
      balance,
      insert('balanceTransaction', transaction),
      assetBalance,
      insert('assetTransaction', assetTransaction),
      ...guardOpening(account),
    ],
    subjectId: orderId,
  };
}

/**
 * Makes a command that opens a balance write the user's balance in US dollars, too. A suspension writes the balances that it has read,
 * but not the one that is opened. Since both commands write this record, one of them decides again if they race. A check would not be
 * enough: the suspension could come after it, and would not know the new balance.
 */
export function guardOpening({ opening }: Pick<MarketFacts, 'opening'>): readonly Change[] {
  return opening === undefined ? [] : [save('balance', opening, opening)];
}
