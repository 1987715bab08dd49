import { moveOrder, type Order, orderSchema } from '../entities/order.ts';
import { type OrderStatus, requireTransition } from '../entities/order-status.ts';
import { OrderNotFoundError } from '../errors/not-found-errors.ts';
import { parse } from '../validation/parse.ts';
import { requireAsset } from './asset-repository.ts';
import type { Page, PageRequest } from './page.ts';
import { commitChanges, type RepositoryContext, succeed } from './repository-writes.ts';
import { insert, save } from './unit-of-work.ts';
import { requireUser } from './user-repository.ts';

/**
 * Orders. These are single writes that move no money: the commands of the order service do.
 * Every method may reject with STORAGE_FAILED; every list with VALIDATION_FAILED (limit) and INVALID_CURSOR.
 */
export interface OrderRepository {
  /** Adds an order at version 1. ALREADY_EXISTS (order id, client order id of the user), USER_NOT_FOUND, ASSET_NOT_FOUND, VALIDATION_FAILED. */
  create(order: Order): Promise<Order>;
  /** The newest committed state, or undefined. */
  get(username: string, orderId: string): Promise<Order | undefined>;
  /** The user's order with this client order id, or undefined. */
  getByClientOrderId(username: string, clientOrderId: string): Promise<Order | undefined>;
  /**
   * Replaces the order that was read at `order.version`, and returns it one version on. CONCURRENCY_CONFLICT when it
   * has changed since, ORDER_NOT_FOUND, INVALID_ORDER_TRANSITION (a status that the table forbids), VALIDATION_FAILED.
   */
  update(order: Order): Promise<Order>;
  /** Moves the order to another status. ORDER_NOT_FOUND, INVALID_ORDER_TRANSITION, CONCURRENCY_CONFLICT. */
  updateStatus(username: string, orderId: string, status: OrderStatus, reason?: string): Promise<Order>;
  /** The user's orders, newest first. */
  listByUser(username: string, page?: PageRequest): Promise<Page<Order>>;
  /** The user's orders of one asset, newest first. */
  listByUserAndAsset(username: string, assetId: string, page?: PageRequest): Promise<Page<Order>>;
  /** The user's orders in one status, newest first. */
  listByUserAndStatus(username: string, status: OrderStatus, page?: PageRequest): Promise<Page<Order>>;
  /** The orders of every user that rest on this asset, newest first. */
  listRestingByAsset(assetId: string, page?: PageRequest): Promise<Page<Order>>;
}

type SharedMethods = Pick<OrderRepository, 'create' | 'get' | 'update' | 'updateStatus'>;

/** What every adapter's repository shares. */
export function orderWrites(context: RepositoryContext): SharedMethods {
  const get = async (username: string, orderId: string): Promise<Order | undefined> => {
    const [order] = await context.unitOfWork.read([{ entity: 'order', username, orderId }]);
    return order;
  };
  const mustGet = async (username: string, orderId: string): Promise<Order> => {
    const order = await get(username, orderId);
    if (order === undefined) throw new OrderNotFoundError({ username, orderId });
    return order;
  };
  return {
    get,
    async create(input) {
      const order = parse(orderSchema, input, 'order');
      await requireUser(context, order.username);
      await requireAsset(context, order.assetId);
      await commitChanges(context, insert('order', order));
      return order;
    },
    async update(input) {
      const next = parse(orderSchema, input, 'order');
      const previous = await mustGet(next.username, next.orderId);
      if (next.status !== previous.status) requireTransition(previous, next.status);
      const order = succeed('order', previous, next, context.clock);
      await commitChanges(context, save('order', previous, order));
      return order;
    },
    async updateStatus(username, orderId, status, reason) {
      const previous = await mustGet(username, orderId);
      const order = moveOrder(previous, status, context.clock.now().toISOString(), reason);
      await commitChanges(context, save('order', previous, order));
      return order;
    },
  };
}
