import type { AssetTransaction } from '../../entities/asset-transaction.ts';
import { type BalanceTransaction, isOfOrder } from '../../entities/balance-transaction.ts';
import { type AccountEvent, type FeedEvent, isOfAccount } from '../../entities/events.ts';
import type { Order } from '../../entities/order.ts';
import { isOpen } from '../../entities/order-status.ts';
import { eventsOf } from '../../entities/stored-change.ts';

/** A record of an account that tells events. */
export type AccountRecord =
  | { readonly kind: 'order'; readonly id: string; readonly record: Order }
  | { readonly kind: 'cash'; readonly id: string; readonly record: BalanceTransaction }
  | { readonly kind: 'asset'; readonly id: string; readonly record: AssetTransaction };

export const orderRecord = (record: Order): AccountRecord => ({ kind: 'order', id: record.orderId, record });
export const cashRecord = (record: BalanceTransaction): AccountRecord => ({
  kind: 'cash',
  id: record.transactionId,
  record,
});
export const assetRecord = (record: AssetTransaction): AccountRecord => ({
  kind: 'asset',
  id: record.transactionId,
  record,
});

/** True while something may still happen to the record. */
export function mayChange(of: AccountRecord): boolean {
  return of.kind === 'order' ? isOpen(of.record) : of.record.status === 'PENDING';
}

/** True for the row that shows the hold of an order: it has the id of the order, and ends with it. */
export function isHold(of: AccountRecord): boolean {
  return of.kind === 'cash' && isOfOrder(of.record.type);
}

/**
 * What the record tells, in the order in which it happened. A record tells each type of event once in its life, so record and type name
 * an event, whatever the record has become since.
 */
export function eventsOfRecord(of: AccountRecord): readonly AccountEvent[] {
  return changesOf(of).flatMap((event) =>
    isOfAccount(event) ? { ...event, id: `${of.kind}/${event.username}/${of.id}/${event.type}` } : [],
  );
}

function changesOf({ kind, record }: AccountRecord): readonly FeedEvent[] {
  switch (kind) {
    case 'order':
      return eventsOf({ entity: 'order', before: undefined, after: record });
    case 'cash':
      return eventsOf({ entity: 'balanceTransaction', before: undefined, after: record });
    case 'asset':
      return eventsOf({ entity: 'assetTransaction', before: undefined, after: record });
  }
}
