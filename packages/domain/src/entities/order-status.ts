import * as z from 'zod';
import { InvalidOrderTransitionError } from '../errors/rejection-errors.ts';

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
export type OrderStatus = (typeof ORDER_STATUSES)[number];
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

/** Rejects a move that the table does not list with INVALID_ORDER_TRANSITION. */
export function requireTransition(
  order: { readonly orderId: string; readonly status: OrderStatus },
  to: OrderStatus,
): void {
  if (!ORDER_TRANSITIONS[order.status].includes(to)) {
    throw new InvalidOrderTransitionError({ orderId: order.orderId, from: order.status, to });
  }
}
