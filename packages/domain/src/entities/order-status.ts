import { z } from 'zod';
import { InvalidOrderTransitionError } from '../errors/rejection-errors.ts';

export const ORDER_STATUSES = [
  'PENDING',
  'CONFIRMED',
  'QUEUED',
  'TRIGGERED',
  'PROCESSING',
  'COMPLETED',
  'CANCELLED',
  'FAILED',
  'EXPIRED',
] as const;
export type OrderStatus = (typeof ORDER_STATUSES)[number];
export const orderStatusSchema = z.enum(ORDER_STATUSES);

/** The moves that an order's status may make. A status without moves is final. */
export const ORDER_TRANSITIONS: { readonly [From in OrderStatus]: readonly OrderStatus[] } = {
  PENDING: ['CONFIRMED', 'QUEUED', 'PROCESSING', 'COMPLETED', 'CANCELLED', 'FAILED', 'EXPIRED'],
  CONFIRMED: ['QUEUED', 'PROCESSING', 'COMPLETED', 'CANCELLED', 'FAILED', 'EXPIRED'],
  QUEUED: ['TRIGGERED', 'PROCESSING', 'COMPLETED', 'CANCELLED', 'FAILED', 'EXPIRED'],
  TRIGGERED: ['PROCESSING', 'COMPLETED', 'CANCELLED', 'FAILED', 'EXPIRED'],
  PROCESSING: ['COMPLETED', 'FAILED'],
  COMPLETED: [],
  CANCELLED: [],
  FAILED: [],
  EXPIRED: [],
};

/** True while an order may still move: it has not ended. */
export function isOpen({ status }: { readonly status: OrderStatus }): boolean {
  return ORDER_TRANSITIONS[status].length > 0;
}

/** Rejects a move that the table does not list with INVALID_ORDER_TRANSITION. */
export function requireTransition(
  order: { readonly orderId: string; readonly status: OrderStatus },
  to: OrderStatus,
): void {
  if (!ORDER_TRANSITIONS[order.status].includes(to)) {
    throw new InvalidOrderTransitionError({ orderId: order.orderId, from: order.status, to });
  }
}
