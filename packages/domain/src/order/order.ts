import { z } from 'zod';
import { assetIdSchema } from '../inventory/asset.ts';
import { nonNegativeDecimal, positiveDecimal } from '../money/decimal.ts';
import { usernameSchema } from '../user/user.ts';
import { idempotencyKey, stored, text, timestamp, ulid } from '../validation/schemas.ts';
import { ORDER_STATUSES, type OrderStatus, requireTransition } from './order-status.ts';

export const ORDER_TYPES = [
  'MARKET_BUY',
  'MARKET_SELL',
  'LIMIT_BUY',
  'LIMIT_SELL',
  'STOP_LOSS_SELL',
  'TAKE_PROFIT_SELL',
  'TRAILING_STOP_SELL',
] as const;
export type OrderType = (typeof ORDER_TYPES)[number];

export const ORDER_SIDES = ['BUY', 'SELL'] as const;
export type OrderSide = (typeof ORDER_SIDES)[number];

/** The side that the type says. */
export function sideOf(orderType: OrderType): OrderSide {
  return orderType.endsWith('BUY') ? 'BUY' : 'SELL';
}

export const orderSchema = z
  .strictObject({
    username: usernameSchema,
    orderId: ulid,
    /** The caller's own id: unique per user, for ever. */
    clientOrderId: idempotencyKey.optional(),
    orderType: z.enum(ORDER_TYPES),
    side: z.enum(ORDER_SIDES),
    status: z.enum(ORDER_STATUSES),
    assetId: assetIdSchema,
    quantity: positiveDecimal,
    limitPrice: positiveDecimal.optional(),
    stopPrice: positiveDecimal.optional(),
    /** The price of one unit at which the order was filled. */
    executionPrice: positiveDecimal.optional(),
    /** What was paid or received, at the currency's scale. */
    totalAmount: nonNegativeDecimal.optional(),
    /** The cash (buy) or quantity (sell) that the order reserves while it rests. */
    heldAmount: nonNegativeDecimal.optional(),
    expiresAt: timestamp.optional(),
    triggeredAt: timestamp.optional(),
    statusReason: text(200).optional(),
    ...stored,
  })
  .refine((order) => order.side === sideOf(order.orderType), { path: ['side'], error: 'must be the side of orderType' })
  .readonly();

export type Order = z.output<typeof orderSchema>;

/** The order in another status, one version on. INVALID_ORDER_TRANSITION unless the table allows the move. */
export function moveOrder(order: Order, status: OrderStatus, now: string, statusReason?: string): Order {
  requireTransition(order, status);
  return {
    ...order,
    status,
    ...(statusReason === undefined ? {} : { statusReason }),
    version: order.version + 1,
    updatedAt: now,
  };
}
