import {
  type Currency,
  type Order,
  type OrderStatus,
  type OrderType,
  sideOf,
  type TimeInForce,
} from '@orderfolio/domain';
import { expiryOf, feeTermsSchema, orderTriggers, readStoredJson } from '@orderfolio/domain/adapter';
import {
  amountOf,
  amountText,
  type Mapper,
  metadataOf,
  metadataText,
  optionalAmountOf,
  optionalAmountText,
  type StoredRow,
  storedColumns,
  storedFields,
} from './mapper.ts';
import { type TriggerRow, triggerColumns } from './trigger-fields.ts';

interface OrderRow extends StoredRow, TriggerRow {
  readonly username: string;
  readonly order_id: string;
  readonly client_order_id: string | null;
  readonly order_type: OrderType;
  readonly asset_id: string;
  readonly currency: Currency;
  readonly quantity: string;
  readonly time_in_force: TimeInForce | null;
  readonly limit_price: string | null;
  readonly stop_price: string | null;
  readonly trail_amount: string | null;
  readonly trail_percent: string | null;
  readonly high_water_mark: string | null;
  readonly trailing_group_id: string | null;
  readonly seen_tick: number | null;
  readonly expires_at: string | null;
  readonly status: OrderStatus;
  readonly execution_price: string | null;
  readonly total_amount: string | null;
  /** JSON. */
  readonly fee_terms: string | null;
  readonly fee: string | null;
  readonly held_amount: string | null;
  readonly triggered_at: string | null;
  readonly status_reason: string | null;
  readonly metadata: string | null;
  readonly due_at: string | null;
}

export const orderMapper: Mapper<Order, OrderRow> = {
  entity: 'order',
  table: 'orders',
  derived: ['fall_book', 'fall_key', 'rise_book', 'rise_key', 'due_at'],
  fixed: [
    'client_order_id',
    'order_type',
    'asset_id',
    'currency',
    'time_in_force',
    'seen_tick',
    'fee_terms',
    'metadata',
  ],
  columns: {
    username: (order) => order.username,
    order_id: (order) => order.orderId,
    client_order_id: (order) => order.clientOrderId ?? null,
    order_type: (order) => order.orderType,
    asset_id: (order) => order.assetId,
    currency: (order) => order.currency,
    time_in_force: (order) => order.timeInForce ?? null,
    seen_tick: (order) => order.seenTick ?? null,
    quantity: (order) => amountText(order.quantity),
    limit_price: (order) => optionalAmountText(order.limitPrice),
    stop_price: (order) => optionalAmountText(order.stopPrice),
    trail_amount: (order) => optionalAmountText(order.trailAmount),
    trail_percent: (order) => optionalAmountText(order.trailPercent),
    high_water_mark: (order) => optionalAmountText(order.highWaterMark),
    trailing_group_id: (order) => order.trailingGroupId ?? null,
    expires_at: (order) => order.expiresAt ?? null,
    status: (order) => order.status,
    execution_price: (order) => optionalAmountText(order.executionPrice),
    total_amount: (order) => optionalAmountText(order.totalAmount),
    fee_terms: ({ feeTerms }) => (feeTerms === undefined ? null : JSON.stringify(feeTerms)),
    fee: (order) => optionalAmountText(order.fee),
    held_amount: (order) => optionalAmountText(order.heldAmount),
    triggered_at: (order) => order.triggeredAt ?? null,
    status_reason: (order) => order.statusReason ?? null,
    metadata: (order) => metadataText(order.metadata),
    ...triggerColumns(orderTriggers),
    due_at: (order) => expiryOf(order) ?? null,
    ...storedColumns,
  },
  fromRow: (row) => ({
    username: row.username,
    orderId: row.order_id,
    clientOrderId: row.client_order_id ?? undefined,
    orderType: row.order_type,
    side: sideOf(row.order_type),
    status: row.status,
    assetId: row.asset_id,
    currency: row.currency,
    quantity: amountOf(row.quantity, 'orders.quantity'),
    timeInForce: row.time_in_force ?? undefined,
    limitPrice: optionalAmountOf(row.limit_price, 'orders.limit_price'),
    stopPrice: optionalAmountOf(row.stop_price, 'orders.stop_price'),
    trailAmount: optionalAmountOf(row.trail_amount, 'orders.trail_amount'),
    trailPercent: optionalAmountOf(row.trail_percent, 'orders.trail_percent'),
    highWaterMark: optionalAmountOf(row.high_water_mark, 'orders.high_water_mark'),
    trailingGroupId: row.trailing_group_id ?? undefined,
    seenTick: row.seen_tick ?? undefined,
    executionPrice: optionalAmountOf(row.execution_price, 'orders.execution_price'),
    totalAmount: optionalAmountOf(row.total_amount, 'orders.total_amount'),
    feeTerms: row.fee_terms === null ? undefined : readStoredJson(feeTermsSchema, row.fee_terms, 'order'),
    fee: optionalAmountOf(row.fee, 'orders.fee'),
    heldAmount: optionalAmountOf(row.held_amount, 'orders.held_amount'),
    expiresAt: row.expires_at ?? undefined,
    triggeredAt: row.triggered_at ?? undefined,
    statusReason: row.status_reason ?? undefined,
    metadata: metadataOf(row.metadata, 'order'),
    ...storedFields(row),
  }),
};
