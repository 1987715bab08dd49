import { ORDER_TYPES, type OrderType, sideOf } from '@orderfolio/domain';
import { afterHash } from '../item-key.ts';
import { type Mapper, numberOf, optionalNumberOf, storedFields } from './mapper.ts';

/** The attributes `assetId` and `orderStatus` put the order into the indexes by asset and by status. */
export const orderMapper: Mapper<'order'> = {
  entity: 'order',
  toAttributes: (order) => ({
    clientOrderId: order.clientOrderId,
    orderType: order.orderType,
    // Not `status`: the ledgers' rows have one too, and would enter the index of orders.
    orderStatus: order.status,
    assetId: order.assetId,
    quantity: numberOf(order.quantity),
    limitPrice: optionalNumberOf(order.limitPrice),
    stopPrice: optionalNumberOf(order.stopPrice),
    executionPrice: optionalNumberOf(order.executionPrice),
    totalAmount: optionalNumberOf(order.totalAmount),
    heldAmount: optionalNumberOf(order.heldAmount),
    expiresAt: order.expiresAt,
    triggeredAt: order.triggeredAt,
    statusReason: order.statusReason,
    version: order.version,
    createdAt: order.createdAt,
    updatedAt: order.updatedAt,
  }),
  fields(item) {
    const {
      pk,
      sk,
      clientOrderId,
      orderType,
      orderStatus,
      assetId,
      quantity,
      limitPrice,
      stopPrice,
      executionPrice,
      totalAmount,
      heldAmount,
      expiresAt,
      triggeredAt,
      statusReason,
    } = item;
    return {
      username: afterHash(pk),
      orderId: afterHash(sk),
      clientOrderId,
      orderType,
      side: isOrderType(orderType) ? sideOf(orderType) : undefined,
      status: orderStatus,
      assetId,
      quantity,
      limitPrice,
      stopPrice,
      executionPrice,
      totalAmount,
      heldAmount,
      expiresAt,
      triggeredAt,
      statusReason,
      ...storedFields(item),
    };
  },
};

function isOrderType(value: unknown): value is OrderType {
  return ORDER_TYPES.some((type) => type === value);
}
