import type { ComponentChildren, JSX } from 'preact';
import { amountText } from '../amounts/amount-text.ts';
import { Amount } from '../parts/amount.tsx';
import { Facts } from '../parts/facts.tsx';
import { Moment } from '../parts/moment.tsx';
import type { Order } from '../service/types.ts';
import { ORDER_STATUSES, ORDER_TYPES, TIMES_IN_FORCE, toneOf } from './words.ts';

/** The status in words, coloured. */
export function OrderStatus({ status }: Pick<Order, 'status'>): JSX.Element {
  return <span class={`badge ${toneOf(status)}`}>{ORDER_STATUSES[status]}</span>;
}

/** The price that the order waits for. `places` as of an Amount. */
export function waitsFor(order: Partial<Order>, places?: number): ComponentChildren {
  const { limitPrice, stopPrice, trailAmount, trailPercent } = order;
  if (trailAmount !== undefined) return `trail of ${amountText(trailAmount)}`;
  if (trailPercent !== undefined) return `trail of ${amountText(trailPercent)} %`;
  const price = limitPrice ?? stopPrice;
  return price === undefined ? undefined : <Amount value={price} places={places} />;
}

/** All that is known of an order. */
export function OrderFacts({ order }: { readonly order: Order }): JSX.Element {
  const { currency, metadata = {} } = order;
  const cash = (value: string | undefined): ComponentChildren =>
    value === undefined ? undefined : <Amount value={value} unit={currency} />;
  return (
    <Facts
      facts={[
        ['Order', ORDER_TYPES[order.orderType]],
        ['Status', <OrderStatus key="status" status={order.status} />],
        ['Reason', order.statusReason],
        ['Asset', order.assetId],
        ['Quantity', <Amount key="quantity" value={order.quantity} />],
        ['Limit', cash(order.limitPrice)],
        ['Stop', cash(order.stopPrice)],
        ['Trail', order.trailAmount === undefined && order.trailPercent === undefined ? undefined : waitsFor(order)],
        ['Highest price since', cash(order.highWaterMark)],
        ['Time in force', order.timeInForce && TIMES_IN_FORCE[order.timeInForce]],
        ['Expires', order.expiresAt && <Moment key="expires" at={order.expiresAt} />],
        ['Filled at', cash(order.executionPrice)],
        ['Total', cash(order.totalAmount)],
        ['Fee', cash(order.fee)],
        ['Held', cash(order.heldAmount)],
        ['Placed', <Moment key="placed" at={order.createdAt} />],
        ['Triggered', order.triggeredAt && <Moment key="triggered" at={order.triggeredAt} />],
        ['Last change', <Moment key="changed" at={order.updatedAt} />],
        ['Client order id', order.clientOrderId && <span class="code">{order.clientOrderId}</span>],
        [
          'Order id',
          <span key="id" class="code">
            {order.orderId}
          </span>,
        ],
        ...Object.entries(metadata).map(([name, value]) => [`Metadata: ${name}`, value] as const),
      ]}
    />
  );
}
