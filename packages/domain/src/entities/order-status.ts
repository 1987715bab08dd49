import * as z from 'zod';
import { InvalidOrderTransitionError } from '../errors/rejection-errors.ts';

/** Every status that an order can have. */
export const ORDER_STATUSES = Object.freeze([
  'PENDING',
  'CONFIRMED',
  'QUEUED',
  'TRIGGERED',
  'PROCESSING',
  'COMPLETED',
  'CANCELLED',
  'FAILED',
  'EXPIRED',
] as const);
/** The status of an order. `ORDER_TRANSITIONS` has the moves that are allowed. */
export type OrderStatus = (typeof ORDER_STATUSES)[number];
/** A status of an order, as an enum. */
export const orderStatusSchema = z.enum(ORDER_STATUSES);

const only = (...moves: OrderStatus[]): readonly OrderStatus[] => Object.freeze(moves);

/** The moves that an order's status may make. A status without moves is final. */
export const ORDER_TRANSITIONS: { readonly [From in OrderStatus]: readonly OrderStatus[] } = Object.freeze({
  PENDING: only('CONFIRMED', 'QUEUED', 'PROCESSING', 'COMPLETED', 'CANCELLED', 'FAILED', 'EXPIRED'),
  CONFIRMED: only('QUEUED', 'PROCESSING', 'COMPLETED', 'CANCELLED', 'FAILED', 'EXPIRED'),
  QUEUED: only('TRIGGERED', 'PROCESSING', 'COMPLETED', 'CANCELLED', 'FAILED', 'EXPIRED'),
  TRIGGERED: only('PROCESSING', 'COMPLETED', 'CANCELLED', 'FAILED', 'EXPIRED'),
  PROCESSING: only('COMPLETED', 'FAILED'),
  COMPLETED: only(),
  CANCELLED: only(),
  FAILED: only(),
  EXPIRED: only(),
});

/** True while an order may still move: it has not ended. */
export function isOpen({ status }: { readonly status: OrderStatus }): boolean {
  return ORDER_TRANSITIONS[status].length > 0;
}

/** INVALID_ORDER_TRANSITION for a move that the table does not list. */
export function requireTransition(
  order: { readonly orderId: string; readonly status: OrderStatus },
  to: OrderStatus,
): void {
  if (!ORDER_TRANSITIONS[order.status].includes(to)) {
    throw new InvalidOrderTransitionError({ orderId: order.orderId, from: order.status, to });
  }
}
