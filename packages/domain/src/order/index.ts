export type { OrderFill, PlaceOrder } from './market-order.ts';
export * from './order.ts';
export * from './order-repository.ts';
export { createOrderService, type OrderService, type PlacedOrder } from './order-service.ts';
export { ORDER_STATUSES, ORDER_TRANSITIONS, type OrderStatus, requireTransition } from './order-status.ts';
