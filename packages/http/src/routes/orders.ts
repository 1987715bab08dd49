import type { Order, Page, PageRequest } from '@orderfolio/domain';
import { ValidationError } from '@orderfolio/domain';
import {
  assetIdSchema,
  orderStatusSchema,
  pageRequestSchema,
  placeOrderSchema,
  replaceOrderSchema,
} from '@orderfolio/domain/schemas';
import * as z from 'zod';
import { ENDED_ORDER, ORDER, ORDER_PAGE, ORDER_PREVIEW, PLACED_ORDER, REPLACED_ORDER } from '../openapi/examples.ts';
import { pageOf } from '../replies/result-kind.ts';
import { endedOrder, order, orderPreview, placedOrder, replacedOrder } from '../replies/results.ts';
import { command } from './body.ts';
import type { Call } from './call.ts';
import { pageOfUser, query } from './query.ts';
import { type Route, route } from './route.ts';

const placement = command(placeOrderSchema, {
  name: 'PlaceOrder',
  fixed: { username: 'caller' },
  key: 'clientOrderId',
  example: { orderType: 'LIMIT_BUY', assetId: 'BTC', quantity: '0.01', limitPrice: '48000.00' },
});

const replacement = command(replaceOrderSchema, {
  name: 'ReplaceOrder',
  fixed: { username: 'caller', orderId: 'path' },
  key: 'clientOrderId',
  example: { limitPrice: '47000.00' },
});

const preview = command(placeOrderSchema, {
  name: 'PreviewOrder',
  fixed: { username: 'caller' },
  example: { orderType: 'LIMIT_BUY', assetId: 'BTC', quantity: '0.01', limitPrice: '48000.00' },
});

/** One filter at a time: each is a list that the store keeps. */
export const orderFilter = query(
  pageRequestSchema.extend({
    status: orderStatusSchema.optional(),
    assetId: assetIdSchema.optional(),
    open: z.literal(true).optional(),
  }),
);

/** The orders of a user that the query asks for, newest first. */
export function listOrders(call: Call, username: string): Promise<Page<Order>> {
  return pageOfUser(call, username, filteredOrders(call, username));
}

async function filteredOrders(call: Call, username: string): Promise<Page<Order>> {
  const { status, assetId, open, limit, cursor } = orderFilter.read(call);
  const { orders } = call.app;
  const page: PageRequest = { limit, cursor };
  if ([status, assetId, open].filter((filter) => filter !== undefined).length > 1) {
    throw new ValidationError({ field: 'status', rule: 'must be given, or assetId, or open: one of the three' });
  }
  if (status !== undefined) return orders.listByUserAndStatus(username, status, page);
  if (assetId !== undefined) return orders.listByUserAndAsset(username, assetId, page);
  return open === true ? orders.listOpenByUser(username, page) : orders.listByUser(username, page);
}

const PLACING_REFUSALS = [
  'BALANCE_NOT_FOUND',
  'ASSET_NOT_FOUND',
  'ASSET_INACTIVE',
  'ACCOUNT_SUSPENDED',
  'INSUFFICIENT_BALANCE',
  'INSUFFICIENT_ASSET_BALANCE',
  'PRICE_UNAVAILABLE',
] as const;
const REFUSALS = [...PLACING_REFUSALS, 'IDEMPOTENCY_CONFLICT'] as const;

export const orderRoutes: readonly Route[] = [
  route({
    id: 'placeOrder',
    method: 'POST',
    path: '/v1/orders',
    access: 'user',
    tag: 'orders',
    summary: 'Place an order',
    description:
      'A market order fills now. A limit order fills now or rests; every stop rests. Each is paid, and waits for prices, in its `currency`.',
    body: placement,
    status: 201,
    result: placedOrder,
    location: ({ order: { orderId } }) => `/v1/orders/${orderId}`,
    problems: [...REFUSALS, 'RATE_UNAVAILABLE', 'USER_NOT_FOUND'],
    example: PLACED_ORDER,
    handle: async (call) => call.app.orders.place(await placement.read(call)),
  }),
  route({
    id: 'previewOrder',
    method: 'POST',
    path: '/v1/orders/preview',
    access: 'user',
    tag: 'orders',
    summary: 'See what an order would do now',
    description:
      'What it would cost, hold and charge, and whether it would fill or rest. It stores and reserves nothing, so the order itself may do something else.',
    body: preview,
    status: 200,
    result: orderPreview,
    problems: [...PLACING_REFUSALS, 'RATE_UNAVAILABLE', 'USER_NOT_FOUND'],
    example: ORDER_PREVIEW,
    handle: async (call) => call.app.orders.preview(await preview.read(call)),
  }),
  route({
    id: 'listOrders',
    method: 'GET',
    path: '/v1/orders',
    access: 'user',
    tag: 'orders',
    summary: 'List your orders',
    description: 'Newest first. `status`, `assetId` and `open` filter the list, one at a time.',
    query: orderFilter,
    status: 200,
    result: pageOf(order),
    problems: ['USER_NOT_FOUND', 'INVALID_CURSOR'],
    example: ORDER_PAGE,
    handle: (call) => listOrders(call, call.caller),
  }),
  route({
    id: 'getOrderByClientId',
    method: 'GET',
    path: '/v1/orders/by-client-id/{clientOrderId}',
    access: 'user',
    tag: 'orders',
    summary: 'Read the order with your own id',
    status: 200,
    result: order,
    problems: ['ORDER_NOT_FOUND'],
    example: ORDER,
    handle: (call) => call.app.orders.getByClientOrderId(call.caller, call.parameter('clientOrderId')),
  }),
  route({
    id: 'getOrder',
    method: 'GET',
    path: '/v1/orders/{orderId}',
    access: 'user',
    tag: 'orders',
    summary: 'Read an order',
    status: 200,
    result: order,
    problems: ['ORDER_NOT_FOUND'],
    example: ORDER,
    handle: (call) => call.app.orders.get(call.caller, call.parameter('orderId')),
  }),
  route({
    id: 'replaceOrder',
    method: 'POST',
    path: '/v1/orders/{orderId}/replace',
    access: 'user',
    tag: 'orders',
    summary: 'Replace a resting order',
    description: 'Cancels it and places the same with another quantity, limit or stop, in one step.',
    body: replacement,
    status: 201,
    result: replacedOrder,
    location: ({ order: { orderId } }) => `/v1/orders/${orderId}`,
    problems: [...REFUSALS, 'ORDER_NOT_FOUND', 'INVALID_ORDER_TRANSITION'],
    example: REPLACED_ORDER,
    handle: async (call) => call.app.orders.replace(await replacement.read(call)),
  }),
  route({
    id: 'cancelOrder',
    method: 'DELETE',
    path: '/v1/orders/{orderId}',
    access: 'user',
    tag: 'orders',
    summary: 'Cancel a resting order',
    description: 'What it held is available again. An order that has ended is 409, with the status that was found.',
    status: 200,
    result: endedOrder,
    problems: ['ORDER_NOT_FOUND', 'INVALID_ORDER_TRANSITION'],
    example: ENDED_ORDER,
    handle: (call) => call.app.orders.cancel(call.caller, call.parameter('orderId')),
  }),
];
