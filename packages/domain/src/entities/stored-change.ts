import { isDecimal } from '../money/decimal.ts';
import type { Asset } from './asset.ts';
import type { AssetTransaction } from './asset-transaction.ts';
import { type BalanceTransaction, isOfOrder } from './balance-transaction.ts';
import { type FeedEvent, type FeedEventType, idOfEvent } from './events.ts';
import type { Entities, EntityKind } from './kinds.ts';
import type { LastTick } from './last-tick.ts';
import type { Order } from './order.ts';
import type { OrderStatus } from './order-status.ts';
import type { StoredUser } from './user.ts';

/** An entity as a commit has left it, and as it was before. Undefined: it was not there. */
export interface StoredChange<Kind extends EntityKind = EntityKind> {
  readonly entity: Kind;
  readonly before: Entities[Kind] | undefined;
  readonly after: Entities[Kind];
}

type Teller<Kind extends EntityKind> = (
  after: Entities[Kind],
  before: Entities[Kind] | undefined,
) => readonly FeedEvent[];

const nothing = (): readonly FeedEvent[] => NOTHING;
const NOTHING: readonly FeedEvent[] = Object.freeze([]);

/** What a change of each kind tells. Balances and holdings are told by the rows of their ledgers. */
const TELLERS: { readonly [Kind in EntityKind]: Teller<Kind> } = {
  user: tellUser,
  balance: nothing,
  balanceTransaction: tellCash,
  asset: tellAsset,
  assetBalance: nothing,
  assetTransaction: tellAssetRow,
  order: tellOrder,
  rate: nothing,
  lastTick: tellTick,
  trailingGroup: nothing,
  receipt: nothing,
  login: nothing,
  loginAttempts: nothing,
  sourceAttempts: nothing,
  refreshFamily: nothing,
  refreshToken: nothing,
  accountToken: nothing,
  auditEntry: nothing,
  auditHead: nothing,
  turn: nothing,
  projection: nothing,
};

/** True if changes of this kind may tell events. */
export function isToldOf(entity: EntityKind): boolean {
  const teller: unknown = TELLERS[entity];
  return teller !== nothing;
}

/**
 * What a stored change tells, in the order in which it happened. Pure: the same change always tells the same events, with the same ids.
 * A record that skipped states, as in a batch, tells of all of them.
 *
 * A commit may wait for it, so the events are written out: spreading one object into another takes ten times as long.
 */
export function eventsOf<Kind extends EntityKind>({ entity, before, after }: StoredChange<Kind>): readonly FeedEvent[] {
  return TELLERS[entity](after, before);
}

function tellOrder(after: Order, before: Order | undefined): readonly FeedEvent[] {
  const end = before?.status === after.status ? undefined : endOf(after);
  if (before !== undefined) return end === undefined ? NOTHING : [end];
  return end === undefined ? [placingOf(after)] : [placingOf(after), end];
}

function placingOf(order: Order): FeedEvent {
  const { username, orderId } = order;
  return {
    id: idOfEvent('ORDER_PLACED', username, order, order.version),
    type: 'ORDER_PLACED',
    at: order.createdAt,
    username,
    data: {
      schema: 1,
      orderId,
      clientOrderId: order.clientOrderId,
      orderType: order.orderType,
      side: order.side,
      assetId: order.assetId,
      currency: order.currency,
      quantity: order.quantity,
      timeInForce: order.timeInForce,
      limitPrice: order.limitPrice,
      stopPrice: order.stopPrice,
      trailAmount: order.trailAmount,
      trailPercent: order.trailPercent,
      expiresAt: order.expiresAt,
    },
  };
}

/** How an order ends, as the events have it. The other states tell nothing. */
const ENDS: {
  readonly [Status in OrderStatus]: 'ORDER_FILLED' | 'ORDER_CANCELLED' | 'ORDER_EXPIRED' | 'ORDER_FAILED' | undefined;
} = {
  PENDING: undefined,
  CONFIRMED: undefined,
  QUEUED: undefined,
  TRIGGERED: undefined,
  PROCESSING: undefined,
  COMPLETED: 'ORDER_FILLED',
  CANCELLED: 'ORDER_CANCELLED',
  EXPIRED: 'ORDER_EXPIRED',
  FAILED: 'ORDER_FAILED',
};

function endOf(order: Order): FeedEvent | undefined {
  const type = ENDS[order.status];
  if (type === undefined) return undefined;
  const { username, orderId, clientOrderId, orderType, side, assetId, currency, quantity } = order;
  const id = idOfEvent(type, username, order, order.version);
  const at = order.updatedAt;
  if (type !== 'ORDER_FILLED') {
    const reason = order.statusReason;
    return {
      ...{ id, type, at, username },
      data: { schema: 1, orderId, clientOrderId, orderType, side, assetId, currency, quantity, reason },
    };
  }
  return {
    id,
    type,
    at,
    username,
    data: {
      schema: 1,
      orderId,
      clientOrderId,
      orderType,
      side,
      assetId,
      currency,
      quantity,
      executionPrice: order.executionPrice,
      totalAmount: order.totalAmount,
      fee: order.fee,
      triggeredAt: order.triggeredAt,
    },
  };
}

function tellCash(after: BalanceTransaction, before: BalanceTransaction | undefined): readonly FeedEvent[] {
  const { username, version, createdAt, updatedAt: at, status } = after;
  const isNew = before === undefined;
  // A row ends once, so one that was born COMPLETED has its first version.
  const wasPending = isNew ? version > 1 || status !== 'COMPLETED' : before.status === 'PENDING';
  if (!isNew && (!wasPending || status === 'PENDING')) return NOTHING;
  const id = (type: FeedEventType): string => idOfEvent(type, username, after, version);
  const data = cashDataOf(after);
  const events: FeedEvent[] = [];
  if (isNew && wasPending) events.push({ id: id('CASH_PENDING'), type: 'CASH_PENDING', at: createdAt, username, data });
  if (status === 'PENDING') return events;
  if (status === 'COMPLETED') events.push({ id: id('CASH_MOVED'), type: 'CASH_MOVED', at, username, data });
  if (wasPending)
    events.push({ id: id('CASH_SETTLED'), type: 'CASH_SETTLED', at, username, data: { ...data, status } });
  return events;
}

function cashDataOf(row: BalanceTransaction): FeedEvent<'CASH_MOVED'>['data'] {
  return {
    schema: 1,
    transactionId: row.transactionId,
    type: row.type,
    amount: row.amount,
    currency: row.currency,
    fee: row.fee,
    rate: row.rate,
    // Any other reference is the caller's own, and may name a person.
    orderId: isOfOrder(row.type) ? row.referenceId : undefined,
    conversionId: row.type === 'CONVERSION' ? row.referenceId : undefined,
    balanceAfter: row.balanceAfter,
    balanceSequence: row.balanceSequence,
  };
}

function tellAssetRow(after: AssetTransaction, before: AssetTransaction | undefined): readonly FeedEvent[] {
  if (after.status !== 'COMPLETED' || before?.status === 'COMPLETED') return NOTHING;
  const { username, transactionId } = after;
  const moved: FeedEvent = {
    id: idOfEvent('ASSET_MOVED', username, after, after.version),
    type: 'ASSET_MOVED',
    at: after.updatedAt,
    username,
    data: {
      schema: 1,
      transactionId,
      assetId: after.assetId,
      type: after.type,
      quantity: after.quantity,
      currency: after.currency,
      rate: after.rate,
      price: after.price,
      totalAmount: after.totalAmount,
      fee: after.fee,
      costBasis: after.costBasis,
      costBasisAfter: after.costBasisAfter,
      realisedProfit: after.realisedProfit,
      ratio: after.ratio,
      orderId: after.orderId,
      quantityAfter: after.quantityAfter,
      holdingSequence: after.holdingSequence,
    },
  };
  return [moved];
}

function tellUser(after: StoredUser, before: StoredUser | undefined): readonly FeedEvent[] {
  const { username, role, status, version } = after;
  const id = (type: FeedEventType): string => idOfEvent(type, username, after, version);
  const { createdAt, updatedAt } = after;
  if (before === undefined) {
    const data = { schema: 1, role, status } as const;
    return [{ id: id('USER_CREATED'), type: 'USER_CREATED', at: createdAt, username, data }];
  }
  const fields = changedFields(before, after);
  if (fields.length === 0) return NOTHING;
  const data = { schema: 1, role, status, fields } as const;
  return [{ id: id('USER_CHANGED'), type: 'USER_CHANGED', at: updatedAt, username, data }];
}

function tellAsset(after: Asset, before: Asset | undefined): readonly FeedEvent[] {
  const { assetId, name, isActive, priceUsd } = after;
  const isNew = before === undefined;
  const fields = isNew ? [] : changedFields(before, after);
  if (!isNew && fields.length === 0) return NOTHING;
  const id = idOfEvent('ASSET_CHANGED', '', after, after.version);
  const data = { schema: 1, assetId, name, isActive, priceUsd, isNew, fields } as const;
  return [{ id, type: 'ASSET_CHANGED', at: after.updatedAt, data }];
}

/** A record that was only touched or finished tells nothing: its price had been applied before. */
function tellTick(after: LastTick, before: LastTick | undefined): readonly FeedEvent[] {
  const { assetId, currency, price, at: pricedAt, sequence } = after;
  if (before !== undefined && !isTickChanged(before, after)) return NOTHING;
  const id = idOfEvent('PRICE_APPLIED', '', after, after.version);
  const data = { schema: 1, assetId, currency, price, pricedAt, sequence } as const;
  return [{ id, type: 'PRICE_APPLIED', at: after.updatedAt, data }];
}

function isTickChanged(before: LastTick, after: LastTick): boolean {
  return before.at !== after.at || before.sequence !== after.sequence || !before.price.eq(after.price);
}

/** Not told: what every change changes, and the hash that older releases kept with a user. */
const UNTOLD: ReadonlySet<string> = new Set(['version', 'createdAt', 'updatedAt', 'passwordHash']);

function changedFields(before: object, after: object): string[] {
  const names = new Set([...Object.keys(before), ...Object.keys(after)]);
  return [...names].filter((name) => !UNTOLD.has(name) && !isSame(Reflect.get(before, name), Reflect.get(after, name)));
}

function isSame(one: unknown, other: unknown): boolean {
  if (isDecimal(one) && isDecimal(other)) return one.eq(other);
  if (typeof one !== 'object' || one === null) return one === other;
  return JSON.stringify(one) === JSON.stringify(other);
}
