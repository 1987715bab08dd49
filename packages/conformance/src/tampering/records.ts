import type { BalanceTransaction, Order } from '@orderfolio/domain';
import { type Entities, type EntityKey, parse, type RecordKind } from '@orderfolio/domain/adapter';
import { currencySchema } from '@orderfolio/domain/schemas';
import { hasMovedNothing } from './fields.ts';
import { isBorneOut } from './order-fields.ts';

/** The key of a record by its id: see `StoredRecord`. */
export function keyOfRecord(kind: RecordKind, username: string, id: string): EntityKey<RecordKind> {
  switch (kind) {
    case 'balance':
      return { entity: kind, username, currency: parse(currencySchema, id, 'currency') };
    case 'assetBalance':
      return { entity: kind, username, assetId: id };
    case 'balanceTransaction':
    case 'assetTransaction':
      return { entity: kind, username, transactionId: id };
    case 'order':
      return { entity: kind, username, orderId: id };
    case 'receipt': {
      const [scope, ...key] = id.split(' ');
      const known = (['FUNDS', 'PORTFOLIO', 'ORDER'] as const).find((name) => name === scope);
      return { entity: kind, username, scope: known ?? 'FUNDS', key: key.join(' ') };
    }
  }
}

/** An id from before the account was opened. */
const EARLIER_ID = '01JGFJJZ00000G40R40M30E20Y';

/** An unused key of the same kind. */
export function anotherKey(key: EntityKey<RecordKind>): EntityKey<RecordKind> {
  switch (key.entity) {
    case 'balance':
      return { ...key, currency: 'CHF' };
    case 'assetBalance':
      return { ...key, assetId: 'SOL' };
    case 'balanceTransaction':
    case 'assetTransaction':
      return { ...key, transactionId: EARLIER_ID };
    case 'order':
      return { ...key, orderId: EARLIER_ID };
    case 'receipt':
      return { ...key, key: 'another' };
  }
}

type AnyRecord = Entities[RecordKind];

/** True if another record names this one. For the story's pending deposits, that is a receipt. */
export function isMissed(kind: RecordKind, record: AnyRecord): boolean {
  if (kind === 'receipt') return 'scope' in record && record.scope === 'ORDER';
  if (isCashRow(record)) return record.status === 'PENDING' || !hasMovedNothing(record);
  return !isOrder(record) || isBorneOut(record);
}

/** True if two such records cannot both exist. */
export function isDoubled(kind: RecordKind, record: AnyRecord): boolean {
  if (kind === 'receipt') return isMissed(kind, record);
  if (isCashRow(record)) return record.type !== 'DEPOSIT' || !hasMovedNothing(record);
  return !isOrder(record) || isBorneOut(record);
}

function isCashRow(record: AnyRecord): record is BalanceTransaction {
  return 'balanceAfter' in record;
}

function isOrder(record: AnyRecord): record is Order {
  return 'orderType' in record;
}

/** Two records of one sort are tampered with alike. */
export function sortOf(record: AnyRecord): string {
  if (isCashRow(record)) return `${record.type} ${record.status} ${record.version} ${record.amount.s}`;
  if (isOrder(record)) {
    const { orderType, currency, status, heldAmount, trailingGroupId, clientOrderId, feeTerms } = record;
    const has = [heldAmount, trailingGroupId, clientOrderId, feeTerms].map((field) => field !== undefined);
    return `${orderType} ${currency} ${status} ${has.join(' ')}`;
  }
  if ('type' in record) return record.ratio === undefined ? `${record.type} ${record.currency}` : 'split';
  if ('scope' in record) return `${record.scope} ${record.key}`;
  return 'currency' in record ? record.currency : record.assetId;
}
