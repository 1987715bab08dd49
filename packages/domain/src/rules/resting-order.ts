import * as z from 'zod';
import { assetBalanceSchema } from '../entities/asset-balance.ts';
import { assetTransactionSchema } from '../entities/asset-transaction.ts';
import { balanceSchema } from '../entities/balance.ts';
import { balanceTransactionSchema } from '../entities/balance-transaction.ts';
import type { LastTick } from '../entities/last-tick.ts';
import { ORDER_TERMS, type Order, orderSchema, sideOf, type TimeInForce } from '../entities/order.ts';
import { stopBelow, trailOf } from '../entities/trailing-stop.ts';
import { isReached } from '../entities/triggers.ts';
import { ValidationError } from '../errors/validation-error.ts';
import { type Decimal, ZERO } from '../money/decimal.ts';
import { saleOf } from '../money/fee.ts';
import { brokenPriceRule } from '../money/price.ts';
import { type Change, insert, save } from '../ports/unit-of-work.ts';
import { requireWithinAYear } from '../validation/times.ts';
import type { AccountMoment } from './account-moment.ts';
import { placeHold } from './hold.ts';
import { fillAtOnce, guardOpening, type MarketFacts, type PlaceDecision } from './market-order.ts';
import { quantityToTrade } from './order-quantity.ts';
import { type PriceRequest, priceNowIn, requirePriceIn } from './pricing.ts';
import type { LimitOrder, RestingCommand, RestingOrder, StopOrder, TrailingStop } from './resting-command.ts';

/**
 * A placed order and the cash after it. `transaction` is the row that shows the hold of a resting buy, or the payment of an order that
 * filled at once. `assetBalance` is there if the holding changed, `assetTransaction` if the order filled.
 */
export const orderPlacementSchema: z.ZodObject<
  {
    order: typeof orderSchema;
    balance: typeof balanceSchema;
    transaction: z.ZodOptional<typeof balanceTransactionSchema>;
    assetBalance: z.ZodOptional<typeof assetBalanceSchema>;
    assetTransaction: z.ZodOptional<typeof assetTransactionSchema>;
  },
  z.core.$strip
> = z.object({
  order: orderSchema,
  balance: balanceSchema,
  transaction: balanceTransactionSchema.optional(),
  assetBalance: assetBalanceSchema.optional(),
  assetTransaction: assetTransactionSchema.optional(),
});
export type OrderPlacement = z.output<typeof orderPlacementSchema>;

/** The facts that placing an order rests on. */
export interface RestingFacts extends MarketFacts {
  /** The asset's last price. It passes the order by. */
  readonly last: LastTick | undefined;
  /** The high-water mark that a trailing stop brings along from the order that it replaces. */
  readonly mark?: Decimal | undefined;
}

/**
 * Fills a limit order that the price already reaches. Holds what any other order could cost, and queues it. ASSET_INACTIVE,
 * PRICE_UNAVAILABLE, INSUFFICIENT_BALANCE, INSUFFICIENT_ASSET_BALANCE, VALIDATION_FAILED.
 */
export function decideRestingOrder(
  command: RestingCommand,
  facts: RestingFacts,
  moment: AccountMoment,
): PlaceDecision<OrderPlacement> {
  const quantity = quantityToTrade(command, facts);
  return placeRestingOrder(moment.newId(), { ...command, quantity }, facts, moment);
}

/** Like `decideRestingOrder`, for a quantity that was checked. */
export function placeRestingOrder(
  orderId: string,
  command: RestingOrder,
  facts: RestingFacts,
  moment: AccountMoment,
): PlaceDecision<OrderPlacement> {
  requireExpiry(command.expiresAt, moment.now);
  const timeInForce = command.timeInForce ?? (command.expiresAt === undefined ? 'GTC' : 'GTD');
  const newOrder = { orderId, ...command, timeInForce };
  switch (newOrder.orderType) {
    case 'LIMIT_BUY':
    case 'LIMIT_SELL':
      return decideLimitOrder(newOrder, facts, moment);
    case 'STOP_LOSS_SELL':
    case 'TAKE_PROFIT_SELL':
      requireStopAhead(newOrder, currentPrice(newOrder, facts, moment));
      requireProceeds(newOrder.stopPrice, newOrder, facts);
      return rest(newOrder, facts, moment);
    case 'TRAILING_STOP_SELL': {
      const price = currentPrice(newOrder, facts, moment);
      const highWaterMark = facts.mark?.gt(price) ? facts.mark : price;
      requireProceeds(requireTrail(newOrder, highWaterMark), newOrder, facts);
      return rest({ highWaterMark, ...newOrder }, facts, moment);
    }
  }
}

function decideLimitOrder(
  newOrder: LimitOrder & { readonly orderId: string; readonly timeInForce: TimeInForce },
  facts: RestingFacts,
  moment: AccountMoment,
): PlaceDecision<OrderPlacement> {
  const { orderType, limitPrice, timeInForce } = newOrder;
  if (orderType === 'LIMIT_SELL') requireProceeds(limitPrice, newOrder, facts);
  const price = priceNowIn(wantedPrice(newOrder), facts.pricing, facts.rating, moment.now);
  if (price !== undefined && isReached(newOrder, price))
    return fillAtOnce(newOrder.orderId, newOrder, price, facts, moment);
  if (timeInForce === 'GTC' || timeInForce === 'GTD') return rest(newOrder, facts, moment);
  const reached = currentPrice(newOrder, facts, moment);
  const statusReason = `${timeInForce}: the price of ${reached} is not within the limit`;
  const order = { statusReason, ...bornOrder(newOrder, 'CANCELLED', moment.stamp) };
  return {
    result: { order, balance: facts.balance },
    changes: [insert('order', order), ...openBalance(facts)],
    subjectId: order.orderId,
  };
}

type NewOrder = Pick<Order, 'username' | 'orderId' | 'orderType' | 'assetId' | 'currency' | 'quantity'> &
  Partial<
    Pick<Order, 'clientOrderId' | 'limitPrice' | 'stopPrice' | 'trailAmount' | 'trailPercent' | 'highWaterMark'>
  > &
  Partial<Pick<Order, 'timeInForce' | 'expiresAt' | 'feeTerms' | 'metadata'>>;

/** A new order, at version 1. */
function bornOrder(fields: NewOrder, status: Order['status'], at: string): Order {
  const side = sideOf(fields.orderType);
  return { side, status, version: 1, createdAt: at, updatedAt: at, ...fields };
}

/** Holds what the order could cost, and queues it. */
function rest(command: NewOrder, facts: RestingFacts, { stamp }: AccountMoment): PlaceDecision<OrderPlacement> {
  const { feeTerms } = facts;
  const newOrder = feeTerms === undefined ? command : { feeTerms, ...command };
  const { heldAmount, account, transaction, changes } = placeHold(
    { side: sideOf(newOrder.orderType), ...newOrder },
    facts,
    stamp,
  );
  const order = { seenTick: facts.last?.version ?? 0, heldAmount, ...bornOrder(newOrder, 'QUEUED', stamp) };
  const { balance, holding } = account;
  return {
    result: {
      order,
      balance,
      ...(transaction !== undefined && { transaction }),
      ...(holding !== facts.holding && { assetBalance: holding }),
    },
    changes: [insert('order', order), ...changes, ...openBalance(facts)],
    subjectId: order.orderId,
  };
}

/** An order that rests finds the balance of its currency when it fills. A buy needs cash, so it has one already. */
function openBalance(facts: MarketFacts): readonly Change[] {
  return facts.opening === undefined ? [] : [save('balance', undefined, facts.balance), ...guardOpening(facts)];
}

type Priced = Pick<Order, 'assetId' | 'currency' | 'orderType'>;

function wantedPrice({ assetId, currency, orderType }: Priced): PriceRequest {
  return { assetId, currency, side: sideOf(orderType) };
}

function currentPrice(order: Priced, { pricing, rating }: MarketFacts, { now }: AccountMoment): Decimal {
  return requirePriceIn(wantedPrice(order), pricing, rating, now);
}

function requireExpiry(expiresAt: string | undefined, now: string): void {
  if (expiresAt === undefined) return;
  if (expiresAt <= now) throw new ValidationError({ field: 'expiresAt', rule: `must be later than now, ${now}` });
  requireWithinAYear(expiresAt, now, 'expiresAt');
}

/** A stop that the price has already passed would sell at once. A market order does that. */
function requireStopAhead(order: Pick<StopOrder, 'orderType' | 'stopPrice'>, price: Decimal): void {
  if (!isReached(order, price)) return;
  const where = ORDER_TERMS[order.orderType].waitsFor === 'FALL' ? 'below' : 'above';
  throw new ValidationError({ field: 'stopPrice', rule: `must be ${where} the current price, ${price}` });
}

/** The first stop of the trail. */
function requireTrail(order: Pick<TrailingStop, 'trailAmount' | 'trailPercent'>, price: Decimal): Decimal {
  const rule = brokenPriceRule(price);
  if (rule !== undefined)
    throw new ValidationError({ field: 'assetId', rule: `has a price that no trailing stop can follow: it ${rule}` });
  const trail = trailOf(order);
  const stop = trail && stopBelow(price, trail);
  if (stop?.gt(ZERO)) return stop;
  const field = order.trailPercent === undefined ? 'trailAmount' : 'trailPercent';
  throw new ValidationError({ field, rule: `must leave something of the current price, ${price}` });
}

/** Refuses a sale that would bring nothing at the price that it waits for. */
function requireProceeds(price: Decimal, { quantity }: Pick<Order, 'quantity'>, facts: MarketFacts): void {
  saleOf(price, quantity, facts.balance.currency, facts.feeTerms);
}
