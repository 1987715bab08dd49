import * as z from 'zod';
import { ORDER_TYPES } from '../entities/order.ts';
import type { AccountMoment } from './account-moment.ts';
import { decideMarketOrder, marketOrderSchema, type PlaceDecision } from './market-order.ts';
import { limitOrderSchema, stopOrderSchema, trailingStopSchema } from './resting-command.ts';
import { decideRestingOrder, type OrderPlacement, type RestingFacts } from './resting-order.ts';

/** Any order, by its type. */
export const placeOrderSchema = z.discriminatedUnion(
  'orderType',
  [marketOrderSchema, limitOrderSchema, stopOrderSchema, trailingStopSchema],
  { error: (issue) => (issue.code === 'invalid_union' ? `must be one of ${ORDER_TYPES.join(', ')}` : undefined) },
);
/** What `orders.place` takes. `orderType` says which other fields there are. */
export type PlaceOrder = z.input<typeof placeOrderSchema>;
export type OrderCommand = z.output<typeof placeOrderSchema>;

/** Fills the order at once, or lets it rest. Errors as `decideMarketOrder` and `decideRestingOrder`. */
export function decidePlacement(
  command: OrderCommand,
  facts: RestingFacts,
  moment: AccountMoment,
): PlaceDecision<OrderPlacement> {
  return isMarketOrder(command)
    ? decideMarketOrder(command, facts, moment)
    : decideRestingOrder(command, facts, moment);
}

/** True for an order that waits for nothing. */
export function isMarketOrder(command: OrderCommand): command is z.output<typeof marketOrderSchema> {
  return command.orderType === 'MARKET_BUY' || command.orderType === 'MARKET_SELL';
}
