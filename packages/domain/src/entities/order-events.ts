import { type FeedEvent, idOfEvent, NO_EVENTS } from './events.ts';
import type { Order } from './order.ts';
import type { OrderStatus } from './order-status.ts';

/** The events of an order: its placing, and its end. */
export function tellOrder(after: Order, before: Order | undefined): readonly FeedEvent[] {
  const end = before?.status === after.status ? undefined : endOf(after);
  if (before !== undefined) return end === undefined ? NO_EVENTS : [end];
  return end === undefined ? [placingOf(after)] : [placingOf(after), end];
}

function placingOf(order: Order): FeedEvent {
  const { username, orderId } = order;
  return {
    id: idOfEvent('ORDER_PLACED', username, order, order.version),
    type: 'ORDER_PLACED',
    at: order.createdAt,
    username,
    data: {
      schema: 1,
      orderId,
      clientOrderId: order.clientOrderId,
      orderType: order.orderType,
      side: order.side,
      assetId: order.assetId,
      currency: order.currency,
      quantity: order.quantity,
      timeInForce: order.timeInForce,
      limitPrice: order.limitPrice,
      stopPrice: order.stopPrice,
      trailAmount: order.trailAmount,
      trailPercent: order.trailPercent,
      expiresAt: order.expiresAt,
    },
  };
}

/** How an order ends, as the events have it. The other states have no event. */
const ENDS: {
  readonly [Status in OrderStatus]: 'ORDER_FILLED' | 'ORDER_CANCELLED' | 'ORDER_EXPIRED' | 'ORDER_FAILED' | undefined;
} = {
  PENDING: undefined,
  CONFIRMED: undefined,
  QUEUED: undefined,
  TRIGGERED: undefined,
  PROCESSING: undefined,
  COMPLETED: 'ORDER_FILLED',
  CANCELLED: 'ORDER_CANCELLED',
  EXPIRED: 'ORDER_EXPIRED',
  FAILED: 'ORDER_FAILED',
};

function endOf(order: Order): FeedEvent | undefined {
  const type = ENDS[order.status];
  if (type === undefined) return undefined;
  const { username, orderId, clientOrderId, orderType, side, assetId, currency, quantity } = order;
  const id = idOfEvent(type, username, order, order.version);
  const at = order.updatedAt;
  if (type !== 'ORDER_FILLED') {
    const reason = order.statusReason;
    return {
      ...{ id, type, at, username },
      data: { schema: 1, orderId, clientOrderId, orderType, side, assetId, currency, quantity, reason },
    };
  }
  return {
    id,
    type,
    at,
    username,
    data: {
      schema: 1,
      orderId,
      clientOrderId,
      orderType,
      side,
      assetId,
      currency,
      quantity,
      executionPrice: order.executionPrice,
      totalAmount: order.totalAmount,
      fee: order.fee,
      triggeredAt: order.triggeredAt,
    },
  };
}
