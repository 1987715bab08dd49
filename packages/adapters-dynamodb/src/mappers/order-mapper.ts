import { type FeeTerms, ORDER_TYPES, type Order, type OrderType, sideOf } from '@orderfolio/domain';
import { expiryOf, isResting, orderTriggers } from '@orderfolio/domain/adapter';
import { keyFields } from '../item-key.ts';
import {
  type Attributes,
  type CompleteMapper,
  currencyAttribute,
  integerOf,
  numberOf,
  optionalNumberOf,
  pairsAttribute,
  storedAttributes,
  storedFields,
} from './mapper.ts';
import { triggerAttributes } from './trigger-fields.ts';

/** The partition of the index by expiry. */
export const EXPIRY_BOOK = 'ORDERS';

/** The attributes `assetId` and `orderStatus` put the order into the indexes by asset and by status. */
export const orderMapper: CompleteMapper<'order', 'side' | 'status'> = {
  entity: 'order',
  toAttributes: (order) => ({
    clientOrderId: order.clientOrderId,
    orderType: order.orderType,
    // Not `status`: the ledgers' rows have one too, and would enter the index of orders.
    orderStatus: order.status,
    assetId: order.assetId,
    currency: currencyAttribute(order.currency),
    quantity: numberOf(order.quantity),
    timeInForce: order.timeInForce,
    limitPrice: optionalNumberOf(order.limitPrice),
    stopPrice: optionalNumberOf(order.stopPrice),
    trailAmount: optionalNumberOf(order.trailAmount),
    trailPercent: optionalNumberOf(order.trailPercent),
    highWaterMark: optionalNumberOf(order.highWaterMark),
    trailingGroupId: order.trailingGroupId,
    seenTick: order.seenTick,
    executionPrice: optionalNumberOf(order.executionPrice),
    totalAmount: optionalNumberOf(order.totalAmount),
    feeTerms: order.feeTerms && feeAttributes(order.feeTerms),
    fee: optionalNumberOf(order.fee),
    heldAmount: optionalNumberOf(order.heldAmount),
    expiresAt: order.expiresAt,
    triggeredAt: order.triggeredAt,
    statusReason: order.statusReason,
    metadata: pairsAttribute(order.metadata),
    ...restingAttributes(order),
    ...storedAttributes(order),
  }),
  derived: restingAttributes,
  fields(item) {
    const {
      clientOrderId,
      orderType,
      orderStatus,
      assetId,
      currency,
      quantity,
      timeInForce,
      limitPrice,
      stopPrice,
      trailAmount,
      trailPercent,
      highWaterMark,
      trailingGroupId,
      seenTick,
      executionPrice,
      totalAmount,
      feeTerms,
      fee,
      heldAmount,
      expiresAt,
      triggeredAt,
      statusReason,
      metadata,
    } = item;
    return {
      clientOrderId,
      orderType,
      side: isOrderType(orderType) ? sideOf(orderType) : undefined,
      status: orderStatus,
      assetId,
      currency,
      quantity,
      timeInForce,
      limitPrice,
      stopPrice,
      trailAmount,
      trailPercent,
      highWaterMark,
      trailingGroupId,
      seenTick: integerOf(seenTick),
      executionPrice,
      totalAmount,
      feeTerms,
      fee,
      heldAmount,
      expiresAt,
      triggeredAt,
      statusReason,
      metadata,
      ...keyFields('order', item),
      ...storedFields(item),
    };
  },
};

function feeAttributes({ rate, minimum, maximum }: FeeTerms): Attributes {
  return { rate: numberOf(rate), minimum: optionalNumberOf(minimum), maximum: optionalNumberOf(maximum) };
}

/** The place of the order in the indexes of resting orders. It follows from the order, is written with it, and never read back. */
function restingAttributes(order: Order): Attributes {
  const isWaiting = isResting(order);
  return {
    restingId: isWaiting ? order.orderId : undefined,
    restingAsset: isWaiting ? order.assetId : undefined,
    expiryBook: expiryOf(order) && EXPIRY_BOOK,
    ...triggerAttributes(orderTriggers(order)),
  };
}

function isOrderType(value: unknown): value is OrderType {
  return ORDER_TYPES.some((type) => type === value);
}
