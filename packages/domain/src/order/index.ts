export type { EndedOrder } from './end-order.ts';
export type { OrderFill, PlaceMarketOrder } from './market-order.ts';
export * from './order.ts';
export * from './order-repository.ts';
export {
  createOrderService,
  type ExpiryOutcome,
  type FilledOrder,
  type OrderService,
  type PlacedOrder,
  type ReplacedOrder,
} from './order-service.ts';
export { ORDER_STATUSES, ORDER_TRANSITIONS, type OrderStatus, requireTransition } from './order-status.ts';
export type { PlaceOrder } from './place-order.ts';
export type { ReplaceOrder } from './replace-order.ts';
export type { PlaceRestingOrder } from './resting-command.ts';
export type { OrderPlacement } from './resting-order.ts';
