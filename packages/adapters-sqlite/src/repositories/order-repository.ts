import type { Order } from '@orderfolio/domain';
import {
  type EntityReader,
  idOf,
  type NamedOrder,
  type OrderRepository,
  orderReads,
  toOpenOrders,
} from '@orderfolio/domain/adapter';
import type { Connection } from '../connection.ts';
import { orderMapper } from '../mappers/order-mapper.ts';
import { List } from './list.ts';
import { orderEntry } from './trigger-index.ts';

type OrderRow = Parameters<typeof orderMapper.fromRow>[0];

export function orderRepository(connection: Connection, reader: EntityReader): OrderRepository {
  const listWhere = (where: string, index?: string) =>
    new List(connection, {
      mapper: orderMapper,
      where,
      index,
      orderBy: 'order_id',
      keyOf: (order: Order) => order.orderId,
    });
  const byUser = listWhere('username = ?');
  const byAsset = listWhere('username = ? AND asset_id = ?', 'orders_by_asset');
  const byStatus = listWhere('username = ? AND status = ?', 'orders_by_status');
  const resting = new List(connection, {
    mapper: { table: orderMapper.table, fromRow: orderEntry },
    where: "asset_id = ? AND status = 'QUEUED'",
    index: 'resting_orders_by_asset',
    orderBy: 'order_id',
    keyOf: (entry: NamedOrder) => idOf(entry),
  });
  const byClientOrderId = connection.prepare<OrderRow>(
    'SELECT * FROM orders WHERE username = ? AND client_order_id = ?',
  );
  return {
    ...orderReads(reader),
    getByClientOrderId: (username, clientOrderId) =>
      connection.whenFree(() => {
        const row = byClientOrderId.get(username, clientOrderId);
        return row && orderMapper.fromRow(row);
      }),
    listByUser: (username, page) => byUser.page(['orders', username], [username], page),
    listByUserAndAsset: (username, assetId, page) =>
      byAsset.page(['orders', username, 'asset', assetId], [username, assetId], page),
    listByUserAndStatus: (username, status, page) =>
      byStatus.page(['orders', username, 'status', status], [username, status], page),
    listRestingByAsset: async (assetId, page) =>
      toOpenOrders(await resting.page(['resting-orders', assetId], [assetId], page)),
  };
}
