import type { Order } from '../entities/order.ts';
import type { TrailingGroup } from '../entities/trailing-group.ts';
import type { OrderfolioError } from '../errors/index.ts';
import { StorageFailedError } from '../errors/storage-errors.ts';
import type { Decimal } from '../money/decimal.ts';

/** Names what waits: an order, or a group of trailing stops. */
export type WaitingName =
  | { readonly username: string; readonly orderId: string; readonly trailingGroupId?: undefined }
  | { readonly trailingGroupId: string; readonly username?: undefined; readonly orderId?: undefined };

/** What could not be ended, or not be shown, and why. It is as it was. */
export type Skipped = WaitingName & {
  /** Where it is not retryable, somebody has to mend the record. */
  readonly error: OrderfolioError;
};

/** An entry whose record somebody has edited into nonsense: which, and what is wrong with it. */
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

/** A group of trailing stops in an index, in the stead of its orders. */
interface GroupEntry {
  readonly kind: 'group';
  readonly group: TrailingGroup;
}

/** What waits for a price. */
export type Waiting = OrderEntry | GroupEntry;
/** What an index by price names. */
export type Trigger = Waiting | Unreadable;

/** What an index of orders alone names. */
export type NamedOrder = OrderEntry | Unreadable;

/** A part of an index: at most `limit` entries, those behind the place `after` in the order of the index. */
export interface IndexRange {
  readonly limit: number;
  /** The `next` of the page before. */
  readonly after?: string | undefined;
}

/** Entries in the order of the index. */
export interface IndexPage<Entry> {
  readonly entries: readonly Entry[];
  /** The place of the last entry in the index, as it stands there. Only with as many entries as were asked for. */
  readonly next?: string | undefined;
}

/**
 * The indexes of what rests: by the price that reaches it (see `Triggers`), and by expiry. Each method is one query that
 * reads only what it returns, whatever the number of resting orders. An index may lag behind the table: what it names is
 * checked again by the commit that ends it. A record that cannot be read is an entry as well: it must not hide the others.
 * Every method may reject with STORAGE_FAILED.
 */
export interface TriggerIndex {
  /** What a price of the asset reaches by falling to it: the highest trigger first, then the oldest id. */
  reachedByFall(assetId: string, price: Decimal, range: IndexRange): Promise<IndexPage<Trigger>>;
  /** What a rise to this value reaches, in the book of an asset or a group: the lowest trigger first, then the oldest id. */
  reachedByRise(book: string, value: Decimal, range: IndexRange): Promise<IndexPage<Trigger>>;
  /** The resting orders whose `expiresAt` is `now` or earlier: the earliest first, then the oldest id. */
  dueBy(now: string, range: IndexRange): Promise<IndexPage<NamedOrder>>;
}

/** The id of what waits: it breaks ties of the index. */
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

/** The entry of a record: unreadable where STORAGE_FAILED says that its record is. */
export function entryOf<Entry>(name: WaitingName, read: () => Entry): Entry | Unreadable {
  try {
    return read();
  } catch (error) {
    if (error instanceof StorageFailedError) return { kind: 'unreadable', name, error };
    throw error;
  }
}
