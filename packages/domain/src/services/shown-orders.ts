import type { EntityKey } from '../entities/kinds.ts';
import type { Order } from '../entities/order.ts';
import { type TrailingGroup, withMarkOf } from '../entities/trailing-group.ts';
import type { Page } from '../ports/page.ts';
import type { UnitOfWork } from '../ports/unit-of-work.ts';
import { groupKey } from '../rules/order-facts.ts';

/**
 * The orders as every service shows them: a resting trailing stop has the high-water mark of its group. This takes one more read if any
 * order has joined a group, and none otherwise.
 */
async function showOrders(unitOfWork: UnitOfWork, orders: readonly Order[]): Promise<readonly Order[]> {
  const keys = new Map<string, EntityKey<'trailingGroup'>>();
  for (const key of orders.map(groupKey)) if (key !== undefined) keys.set(key.groupId, key);
  if (keys.size === 0) return orders;
  const groups = new Map<string | undefined, TrailingGroup>();
  for (const group of await unitOfWork.read([...keys.values()]))
    if (group !== undefined) groups.set(group.groupId, group);
  return orders.map((order) => withMarkOf(groups.get(order.trailingGroupId), order));
}

/** Like `showOrders`, for one order. */
export async function showOrder(unitOfWork: UnitOfWork, order: Order): Promise<Order> {
  const [shown = order] = await showOrders(unitOfWork, [order]);
  return shown;
}

/** Like `showOrders`, for a page. */
export async function showPage<Shown extends Page<Order>>(unitOfWork: UnitOfWork, page: Shown): Promise<Shown> {
  return { ...page, items: await showOrders(unitOfWork, page.items) };
}
