import * as z from 'zod';
import { ValidationError } from '../errors/validation-error.ts';
import { currencySchema, DEFAULT_CURRENCY } from '../money/currency.ts';
import { nonNegativeDecimal, positiveDecimal, ZERO } from '../money/decimal.ts';
import { feeTermsSchema } from '../money/fee.ts';
import { idempotencyKey, metadata, stored, text, timestamp, ulid } from '../validation/schemas.ts';
import { storedAssetId } from './asset.ts';
import { type OrderStatus, orderStatusSchema, requireTransition } from './order-status.ts';
import { usernameSchema } from './user.ts';

/** Whether an order buys or sells. */
export type OrderSide = (typeof ORDER_SIDES)[number];
/** The two sides. */
export const ORDER_SIDES = Object.freeze(['BUY', 'SELL'] as const);

/** The terms of a type of order. */
interface OrderTerms {
  readonly side: OrderSide;
  /**
   * The direction in which the price must move to reach the one that the order waits for. Undefined for a market order,
   * which does not wait.
   */
  readonly waitsFor: 'FALL' | 'RISE' | undefined;
  /** The field with that price. A trailing stop waits for a price that follows its high-water mark. */
  readonly priceField: 'limitPrice' | 'stopPrice' | 'highWaterMark' | undefined;
}

/** Every type of order, and its terms. */
export const ORDER_TERMS = Object.freeze({
  MARKET_BUY: { side: 'BUY', waitsFor: undefined, priceField: undefined },
  MARKET_SELL: { side: 'SELL', waitsFor: undefined, priceField: undefined },
  LIMIT_BUY: { side: 'BUY', waitsFor: 'FALL', priceField: 'limitPrice' },
  LIMIT_SELL: { side: 'SELL', waitsFor: 'RISE', priceField: 'limitPrice' },
  STOP_LOSS_SELL: { side: 'SELL', waitsFor: 'FALL', priceField: 'stopPrice' },
  TAKE_PROFIT_SELL: { side: 'SELL', waitsFor: 'RISE', priceField: 'stopPrice' },
  TRAILING_STOP_SELL: { side: 'SELL', waitsFor: 'FALL', priceField: 'highWaterMark' },
} as const satisfies Readonly<Record<string, OrderTerms>>);

/** The side of an order, and what it waits for. */
export type OrderType = keyof typeof ORDER_TERMS;
/** Every type of order. */
export const ORDER_TYPES: readonly OrderType[] = Object.freeze(Object.keys(ORDER_TERMS).filter(isOrderType));

function isOrderType(word: string): word is OrderType {
  return Object.hasOwn(ORDER_TERMS, word);
}

/**
 * How long an order waits: until it is cancelled (GTC), until `expiresAt` (GTD), or not at all (IOC and FOK). An IOC or FOK order that
 * does not fill at once is cancelled. Fills are never partial, so the two do the same.
 */
export const TIMES_IN_FORCE = Object.freeze(['GTC', 'GTD', 'IOC', 'FOK'] as const);
/** How long an order may wait, as `TIMES_IN_FORCE` explains. */
export type TimeInForce = (typeof TIMES_IN_FORCE)[number];

/** The side that the type says. VALIDATION_FAILED for what is no type. */
export function sideOf(orderType: OrderType): OrderSide {
  if (typeof orderType !== 'string' || !isOrderType(orderType))
    throw new ValidationError({ field: 'orderType', rule: `must be one of ${ORDER_TYPES.join(', ')}` });
  return ORDER_TERMS[orderType].side;
}

/** An order. */
export const orderSchema = z
  .strictObject({
    username: usernameSchema,
    orderId: ulid,
    /** The caller's own id: unique per user, for ever. */
    clientOrderId: idempotencyKey.optional(),
    orderType: z.enum(ORDER_TYPES),
    side: z.enum(ORDER_SIDES),
    status: orderStatusSchema,
    assetId: storedAssetId,
    /** The currency of its prices, its total, its fee, and the cash that it holds. */
    currency: currencySchema.default(DEFAULT_CURRENCY),
    quantity: positiveDecimal,
    /** Absent on market orders. */
    timeInForce: z.enum(TIMES_IN_FORCE).optional(),
    limitPrice: positiveDecimal.optional(),
    stopPrice: positiveDecimal.optional(),
    /** How far a trailing stop stays below its high-water mark: in the currency, or in percent of the mark. */
    trailAmount: positiveDecimal.optional(),
    trailPercent: positiveDecimal.optional(),
    /** The highest price since the order was placed. If it has joined a group, the group's mark counts. */
    highWaterMark: positiveDecimal.optional(),
    /** The group of trailing stops whose mark this order shares: see `TrailingGroup`. */
    trailingGroupId: ulid.optional(),
    /** The version of the asset's last price when the order was placed, or 0 before the first. That price passes the order by. */
    seenTick: z.int().min(0).optional(),
    /** The price of one unit at which the order was filled. */
    executionPrice: positiveDecimal.optional(),
    /** price × quantity, rounded to the currency's scale: up for a buy, down for a sale. It does not include the fee. */
    totalAmount: nonNegativeDecimal.optional(),
    /** The terms of its fee when it was placed. Absent if it costs nothing. */
    feeTerms: feeTermsSchema.optional(),
    /** The fee of its fill: paid on top of the total of a buy, taken from the total of a sale. */
    fee: nonNegativeDecimal.optional(),
    /** The cash (buy, fee included) or quantity (sell) that the order reserves while it rests; zero once it has ended. */
    heldAmount: nonNegativeDecimal.optional(),
    expiresAt: timestamp.optional(),
    /** The time of the price that reached the order. */
    triggeredAt: timestamp.optional(),
    statusReason: text(200).optional(),
    /** The caller's own. */
    metadata: metadata.optional(),
    ...stored,
  })
  .refine((order) => order.side === sideOf(order.orderType), { path: ['side'], error: 'must be the side of orderType' })
  .readonly();

/** An order. It rests while its status is `QUEUED`, and holds what it could cost until it ends. */
export type Order = z.output<typeof orderSchema>;

/** True while the order waits for its price: it holds cash or quantity, and stands in the indexes of open orders. */
export function isResting({ status }: Pick<Order, 'status'>): boolean {
  return status === 'QUEUED';
}

/** The order in another status. INVALID_ORDER_TRANSITION unless the table allows the move. */
function moveOrder(order: Order, status: OrderStatus, now: string, statusReason?: string): Order {
  requireTransition(order, status);
  return {
    ...order,
    status,
    ...(statusReason === undefined ? {} : { statusReason }),
    updatedAt: now,
  };
}

/** Like `moveOrder`, into a final status. The order no longer holds anything. */
export function endOrder(order: Order, status: OrderStatus, now: string, statusReason?: string): Order {
  const ended = moveOrder(order, status, now, statusReason);
  return order.heldAmount === undefined ? ended : { ...ended, heldAmount: ZERO };
}
