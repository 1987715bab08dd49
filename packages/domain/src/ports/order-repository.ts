import type { Order } from '../entities/order.ts';
import type { OrderStatus } from '../entities/order-status.ts';
import type { Page, PageRequest } from './page.ts';
import type { NamedOrder, Skipped } from './trigger-index.ts';
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
  /** The orders of all users that rest on this asset, newest first. An unreadable order hides no other. */
  listRestingByAsset(assetId: string, page?: PageRequest): Promise<OpenOrders>;
}

/** A page of the orders of all users that rest on an asset. */
export interface OpenOrders extends Page<Order> {
  /** The orders of this page that cannot be read: somebody has edited them into nonsense. */
  readonly skipped: readonly Skipped[];
}

/** The page of these entries. */
export function toOpenOrders({ items, ...page }: Page<NamedOrder>): OpenOrders {
  return {
    ...page,
    items: items.flatMap((entry) => (entry.kind === 'order' ? [entry.order] : [])),
    skipped: items.flatMap((entry) => (entry.kind === 'unreadable' ? [{ ...entry.name, error: entry.error }] : [])),
  };
}

/** The reads that every adapter's repository shares. */
export function orderReads(reader: EntityReader): Pick<OrderRepository, 'get'> {
  return {
    async get(username, orderId) {
      const [order] = await reader.read([{ entity: 'order', username, orderId }]);
      return order;
    },
  };
}
