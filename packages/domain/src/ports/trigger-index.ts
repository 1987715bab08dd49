import type { Order } from '../entities/order.ts';
import type { TrailingGroup } from '../entities/trailing-group.ts';
import type { OrderfolioError } from '../errors/index.ts';
import { StorageFailedError } from '../errors/storage-errors.ts';
import type { Decimal } from '../money/decimal.ts';

/** Names what waits: an order, or a group of trailing stops. */
export type WaitingName =
  | { readonly username: string; readonly orderId: string; readonly trailingGroupId?: undefined }
  | { readonly trailingGroupId: string; readonly username?: undefined; readonly orderId?: undefined };

/** An order or group that could not be ended or shown, and why. It has not changed. */
export type Skipped = WaitingName & {
  /** If it is not retryable, somebody has to repair the record. */
  readonly error: OrderfolioError;
};

/** An entry whose record somebody has edited into nonsense: its name, and what is wrong with it. */
export interface Unreadable {
  readonly kind: 'unreadable';
  readonly name: WaitingName;
  readonly error: StorageFailedError;
}

/** An order in an index. */
interface OrderEntry {
  readonly kind: 'order';
  readonly order: Order;
}

/** A group of trailing stops in an index. It stands there instead of its orders. */
interface GroupEntry {
  readonly kind: 'group';
  readonly group: TrailingGroup;
}

/** An order or a group that waits for a price. */
export type Waiting = OrderEntry | GroupEntry;
/** An entry of an index by price. */
export type Trigger = Waiting | Unreadable;

/** An entry of an index of orders. */
export type NamedOrder = OrderEntry | Unreadable;

/** A part of an index: at most `limit` entries after the place `after`. */
export interface IndexRange {
  readonly limit: number;
  /** The `next` of the page before. */
  readonly after?: string | undefined;
}

/** Entries in the order of the index. */
export interface IndexPage<Entry> {
  readonly entries: readonly Entry[];
  /** The place of the last entry in the index. Only if the page has as many entries as the range asked for. */
  readonly next?: string | undefined;
}

/**
 * The indexes of resting orders and groups: by the price that reaches them, in the book that `Triggers` names, and by expiry. Each method is one query that
 * reads only what it returns, however many orders rest. An index may lag behind the table: the commit that ends an order checks it again.
 * An unreadable record is an entry too: it must not hide the others. Every method may reject with STORAGE_FAILED.
 */
export interface TriggerIndex {
  /** The entries that a fall to this price reaches, in the book of a market: the highest trigger first, then the oldest id. */
  reachedByFall(book: string, price: Decimal, range: IndexRange): Promise<IndexPage<Trigger>>;
  /** The entries that a rise to this value reaches, in the book of a market or a group: the lowest trigger first, then the oldest id. */
  reachedByRise(book: string, value: Decimal, range: IndexRange): Promise<IndexPage<Trigger>>;
  /** The resting orders whose `expiresAt` is `now` or earlier: the earliest first, then the oldest id. */
  dueBy(now: string, range: IndexRange): Promise<IndexPage<NamedOrder>>;
}

/** The id of the order or group. It breaks ties in the index. */
export function idOf(trigger: Trigger): string {
  switch (trigger.kind) {
    case 'order':
      return trigger.order.orderId;
    case 'group':
      return trigger.group.groupId;
    case 'unreadable':
      return trigger.name.orderId ?? trigger.name.trailingGroupId;
  }
}

/** The entry of a record. It is unreadable if reading the record fails with STORAGE_FAILED. */
export function entryOf<Entry>(name: WaitingName, read: () => Entry): Entry | Unreadable {
  try {
    return read();
  } catch (error) {
    if (error instanceof StorageFailedError) return { kind: 'unreadable', name, error };
    throw error;
  }
}
