import * as z from 'zod';
import { requireNotSuspended } from '../entities/balance.ts';
import { ORDER_TERMS, ORDER_TYPES } from '../entities/order.ts';
import type { AccountMoment } from './account-moment.ts';
import { decideMarketOrder, marketOrderSchema, type PlaceDecision } from './market-order.ts';
import { limitOrderSchema, stopOrderSchema, trailingStopSchema } from './resting-command.ts';
import { decideRestingOrder, type OrderPlacement, type RestingFacts } from './resting-order.ts';

const SCHEMAS: readonly [
  typeof marketOrderSchema,
  typeof limitOrderSchema,
  typeof stopOrderSchema,
  typeof trailingStopSchema,
] = [marketOrderSchema, limitOrderSchema, stopOrderSchema, trailingStopSchema];
/** A type of order without a schema does not compile here. */
const TYPES: readonly z.output<(typeof SCHEMAS)[number]>['orderType'][] = ORDER_TYPES;

/** Any order, by its type. */
export const placeOrderSchema: z.ZodDiscriminatedUnion<typeof SCHEMAS, 'orderType'> = z.discriminatedUnion(
  'orderType',
  SCHEMAS,
  {
    error: (issue) => (issue.code === 'invalid_union' ? `must be one of ${TYPES.join(', ')}` : undefined),
  },
);
/** The input of `orders.place`. `orderType` says which other fields there are. */
export type PlaceOrder = z.input<typeof placeOrderSchema>;
export type OrderCommand = z.output<typeof placeOrderSchema>;

/** Fills the order at once, or lets it rest. ACCOUNT_SUSPENDED, and the errors of `decideMarketOrder` and `decideRestingOrder`. */
export function decidePlacement(
  command: OrderCommand,
  facts: RestingFacts,
  moment: AccountMoment,
): PlaceDecision<OrderPlacement> {
  requireNotSuspended(facts.opening ?? facts.balance);
  return isMarketOrder(command)
    ? decideMarketOrder(command, facts, moment)
    : decideRestingOrder(command, facts, moment);
}

/** True for an order that does not wait for a price. */
export function isMarketOrder(command: OrderCommand): command is z.output<typeof marketOrderSchema> {
  return ORDER_TERMS[command.orderType].waitsFor === undefined;
}
