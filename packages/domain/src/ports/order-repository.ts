import type { Order } from '../entities/order.ts';
import type { OrderStatus } from '../entities/order-status.ts';
import type { Page, PageRequest } from './page.ts';
import type { EntityReader } from './unit-of-work.ts';

/** Orders. Every method may reject with STORAGE_FAILED; every list with VALIDATION_FAILED (limit) and INVALID_CURSOR. */
export interface OrderRepository {
  /** The newest committed state, or undefined. */
  get(username: string, orderId: string): Promise<Order | undefined>;
  /** The user's order with this client order id, or undefined. */
  getByClientOrderId(username: string, clientOrderId: string): Promise<Order | undefined>;
  /** The user's orders, newest first. */
  listByUser(username: string, page?: PageRequest): Promise<Page<Order>>;
  /** The user's orders of one asset, newest first. */
  listByUserAndAsset(username: string, assetId: string, page?: PageRequest): Promise<Page<Order>>;
  /** The user's orders in one status, newest first. */
  listByUserAndStatus(username: string, status: OrderStatus, page?: PageRequest): Promise<Page<Order>>;
  /** The orders of every user that rest on this asset, newest first. */
  listRestingByAsset(assetId: string, page?: PageRequest): Promise<Page<Order>>;
}

/** What every adapter's repository shares. */
export function orderReads(reader: EntityReader): Pick<OrderRepository, 'get'> {
  return {
    async get(username, orderId) {
      const [order] = await reader.read([{ entity: 'order', username, orderId }]);
      return order;
    },
  };
}
