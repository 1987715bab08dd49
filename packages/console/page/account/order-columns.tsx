import { Amount } from '../parts/amount.tsx';
import { Moment } from '../parts/moment.tsx';
import type { Column } from '../parts/windowed-table.tsx';
import type { Order } from '../service/types.ts';
import { OrderStatus, waitsFor } from './order-facts.tsx';
import { ORDER_TYPES } from './words.ts';

/** What a list of orders begins with. */
export const ORDER_COLUMNS: readonly Column<Order>[] = [
  { title: 'Order', width: '13rem', cell: ({ orderType, assetId }) => `${assetId} · ${ORDER_TYPES[orderType]}` },
  { title: 'Placed', width: '12.5rem', isExtra: true, cell: ({ createdAt }) => <Moment at={createdAt} /> },
  { title: 'Quantity', isNumber: true, isExtra: true, cell: ({ quantity }) => <Amount value={quantity} places={8} /> },
];

/** A list of orders, whether they rest or have ended. */
export const ALL_COLUMNS: readonly Column<Order>[] = [
  ...ORDER_COLUMNS,
  {
    title: 'Price',
    width: '8.5rem',
    isNumber: true,
    isExtra: true,
    cell: (order) =>
      order.executionPrice === undefined ? (
        <span class="soft">{waitsFor(order, 4) ?? '–'}</span>
      ) : (
        <Amount value={order.executionPrice} places={4} />
      ),
  },
  {
    title: 'Total',
    width: '9.5rem',
    isNumber: true,
    isExtra: true,
    cell: ({ totalAmount, currency }) => <Amount value={totalAmount} unit={currency} />,
  },
  { title: 'Status', width: '7rem', cell: ({ status }) => <OrderStatus status={status} /> },
];
