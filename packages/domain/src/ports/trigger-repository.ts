import type { Order } from '../entities/order.ts';
import type { TrailingGroup } from '../entities/trailing-group.ts';
import type { Decimal } from '../money/decimal.ts';

/** What waits for a price: an order, or a group of trailing stops. */
export type Trigger =
  | { readonly kind: 'order'; readonly order: Order }
  | { readonly kind: 'group'; readonly group: TrailingGroup };

/** A part of an index: at most `limit` entries, those after `after` in the order of the index. */
export interface IndexRange<Entry> {
  readonly limit: number;
  readonly after?: Entry | undefined;
}

/**
 * The indexes of what rests: by the price that reaches it (see `Triggers`), and by expiry. Each method is one query that
 * reads only what it returns, whatever the number of resting orders. An index may lag behind the table: what it names is
 * checked again by the commit that ends it. Every method may reject with STORAGE_FAILED.
 */
export interface TriggerRepository {
  /** What a price of the asset reaches by falling to it: the highest trigger first, then the oldest id. */
  reachedByFall(assetId: string, price: Decimal, range: IndexRange<Trigger>): Promise<readonly Trigger[]>;
  /** What a rise to this value reaches, in the book of an asset or a group: the lowest trigger first, then the oldest id. */
  reachedByRise(book: string, value: Decimal, range: IndexRange<Trigger>): Promise<readonly Trigger[]>;
  /** The resting orders whose `expiresAt` is `now` or earlier: the earliest first, then the oldest id. */
  dueBy(now: string, range: IndexRange<Order>): Promise<readonly Order[]>;
}

/** The id of what waits: it breaks ties of the index. */
export function idOf(trigger: Trigger): string {
  return trigger.kind === 'order' ? trigger.order.orderId : trigger.group.groupId;
}
