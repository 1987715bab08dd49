import * as z from 'zod';
import { signedQuantity, worthInDollars } from '../../entities/asset-transaction.ts';
import type { BalanceTransactionType } from '../../entities/balance-transaction.ts';
import type { FeedEvent } from '../../entities/events.ts';
import { ORDER_TYPES } from '../../entities/order.ts';
import { ORDER_STATUSES, type OrderStatus } from '../../entities/order-status.ts';
import { CURRENCY_SCALES, type Currency, DEFAULT_CURRENCY } from '../../money/currency.ts';
import { type Decimal, positiveDecimal, ROUND_HALF_UP, signedDecimal, ZERO } from '../../money/decimal.ts';
import { timeOfId } from '../../ports/ids.ts';
import { timestamp } from '../../validation/schemas.ts';

/**
 * What is known of a day, in sums. Every aggregate can be added to another of its kind, in any order: those of several shards make the
 * one that counts, and so do those of several batches of events.
 */

const amounts = z.record(z.string(), signedDecimal).readonly();
/** Amounts by currency or by asset. */
export type Amounts = z.output<typeof amounts>;

/** The orders that were placed on a day: how they stand now, and what they have traded. */
const ordersSchema = z
  .strictObject({
    total: z.int(),
    byStatus: z.partialRecord(z.enum(ORDER_STATUSES), z.int()).readonly(),
    byType: z.partialRecord(z.enum(ORDER_TYPES), z.int()).readonly(),
    /** In US dollars, without fees. */
    filledNotional: signedDecimal,
  })
  .readonly();
export type OrdersOfDay = z.output<typeof ordersSchema>;

/** What was traded of an asset on a day. */
const volumeSchema = z
  .strictObject({
    quantity: signedDecimal,
    /** In US dollars, without fees. */
    notional: signedDecimal,
    trades: z.int(),
  })
  .readonly();
export type VolumeOfDay = z.output<typeof volumeSchema>;

/** What moved in an account on a day. */
const accountSchema = z
  .strictObject({
    /** How each balance has changed. */
    cash: amounts,
    /** The part of it that came from outside, and the part that went there, both more than zero. */
    paidIn: amounts,
    paidOut: amounts,
    /** How each holding has changed. */
    holdings: amounts,
    /** The part of it that came and went without a trade, both more than zero. A split is none. */
    movedIn: amounts,
    movedOut: amounts,
    /** How the cost of each holding has changed, in US dollars. */
    costs: amounts,
    /** How often the cost of a movement was unknown. */
    unknownCosts: z.record(z.string(), z.int()).readonly(),
    /** In US dollars. */
    realisedProfit: signedDecimal,
    fees: signedDecimal,
  })
  .readonly();
export type AccountOfDay = z.output<typeof accountSchema>;

/** The last price of an asset on a day, in US dollars. */
const closeSchema = z
  .strictObject({ price: positiveDecimal, pricedAt: timestamp, sequence: z.int().min(-1) })
  .readonly();
type Close = z.output<typeof closeSchema>;

const SCHEMAS = { orders: ordersSchema, volume: volumeSchema, account: accountSchema, close: closeSchema } as const;

/** The kind of an aggregate. */
export type AggregateKind = keyof typeof SCHEMAS;
/** An aggregate of each kind. */
export type Aggregates = { readonly [Kind in AggregateKind]: z.output<(typeof SCHEMAS)[Kind]> };

/** The schema of each kind. */
export const AGGREGATE_SCHEMAS: { readonly [Kind in AggregateKind]: z.ZodType<Aggregates[Kind]> } = SCHEMAS;

/** An aggregate of one kind, what it is of, and its day. */
export interface AggregateOf<Kind extends AggregateKind> {
  readonly kind: Kind;
  /** A user or an asset, or what the orders are those of. */
  readonly of: string;
  /** Such as `2026-01-31`, in UTC. */
  readonly date: string;
  /** Divides the day further: the asset, for the orders of a user. Otherwise empty. */
  readonly part: string;
  readonly value: Aggregates[Kind];
}

/** An aggregate of any kind. */
export type Aggregate = { readonly [Kind in AggregateKind]: AggregateOf<Kind> }[AggregateKind];

/** What the orders of a day are those of: everything, an asset, or a user. */
export const EVERYTHING = 'all';
export const ofAsset = (assetId: string): string => `asset:${assetId}`;
export const ofUser = (username: string): string => `user:${username}`;

/** A day without orders. */
export const NO_ORDERS: OrdersOfDay = { total: 0, byStatus: {}, byType: {}, filledNotional: ZERO };
/** A day without trades. */
export const NO_VOLUME: VolumeOfDay = { quantity: ZERO, notional: ZERO, trades: 0 };
/** A day on which nothing moved. */
export const NO_MOVEMENT: AccountOfDay = {
  cash: {},
  paidIn: {},
  paidOut: {},
  holdings: {},
  movedIn: {},
  movedOut: {},
  costs: {},
  unknownCosts: {},
  realisedProfit: ZERO,
  fees: ZERO,
};

function addedAmounts(one: Amounts, other: Amounts): Amounts {
  const sums: Record<string, Decimal> = { ...one };
  for (const [name, amount] of Object.entries(other)) sums[name] = amount.plus(sums[name] ?? ZERO);
  return Object.fromEntries(Object.entries(sums).filter(([, amount]) => !amount.eq(ZERO)));
}

function addedCounts<Name extends string>(
  one: Readonly<Partial<Record<Name, number>>>,
  other: Readonly<Partial<Record<Name, number>>>,
  names: readonly Name[],
): Partial<Record<Name, number>> {
  const sums: Partial<Record<Name, number>> = {};
  for (const name of names) {
    const sum = (one[name] ?? 0) + (other[name] ?? 0);
    if (sum !== 0) sums[name] = sum;
  }
  return sums;
}

function addedTallies(
  one: Readonly<Record<string, number>>,
  other: Readonly<Record<string, number>>,
): Readonly<Record<string, number>> {
  const sums: Record<string, number> = { ...one };
  for (const [name, count] of Object.entries(other)) sums[name] = (sums[name] ?? 0) + count;
  return sums;
}

/** How two aggregates of a kind become one. */
const ADD: { readonly [Kind in AggregateKind]: (one: Aggregates[Kind], other: Aggregates[Kind]) => Aggregates[Kind] } =
  {
    orders: (one, other) => ({
      total: one.total + other.total,
      byStatus: addedCounts(one.byStatus, other.byStatus, ORDER_STATUSES),
      byType: addedCounts(one.byType, other.byType, ORDER_TYPES),
      filledNotional: one.filledNotional.plus(other.filledNotional),
    }),
    volume: (one, other) => ({
      quantity: one.quantity.plus(other.quantity),
      notional: one.notional.plus(other.notional),
      trades: one.trades + other.trades,
    }),
    account: (one, other) => ({
      cash: addedAmounts(one.cash, other.cash),
      paidIn: addedAmounts(one.paidIn, other.paidIn),
      paidOut: addedAmounts(one.paidOut, other.paidOut),
      holdings: addedAmounts(one.holdings, other.holdings),
      movedIn: addedAmounts(one.movedIn, other.movedIn),
      movedOut: addedAmounts(one.movedOut, other.movedOut),
      costs: addedAmounts(one.costs, other.costs),
      unknownCosts: addedTallies(one.unknownCosts, other.unknownCosts),
      realisedProfit: one.realisedProfit.plus(other.realisedProfit),
      fees: one.fees.plus(other.fees),
    }),
    close: (one, other) => (isLater(other, one) ? other : one),
  };

function isLater(one: Close, other: Close): boolean {
  if (one.pricedAt !== other.pricedAt) return one.pricedAt > other.pricedAt;
  return one.sequence !== other.sequence ? one.sequence > other.sequence : one.price.gt(other.price);
}

/** The sum of two aggregates of one kind. */
export function added<Kind extends AggregateKind>(
  kind: Kind,
  one: Aggregates[Kind],
  other: Aggregates[Kind],
): Aggregates[Kind] {
  return ADD[kind](one, other);
}

/** The day of a time, in UTC. */
export function dateOf(time: string): string {
  return time.slice(0, 'yyyy-mm-dd'.length);
}

/** What these events add, each kind, subject and day once. */
export function aggregatesOf(events: readonly FeedEvent[]): readonly Aggregate[] {
  const sums: { readonly [Kind in AggregateKind]: Map<string, AggregateOf<Kind>> } = {
    orders: new Map(),
    volume: new Map(),
    account: new Map(),
    close: new Map(),
  };
  const add: Add = (kind, of, date, value, part = '') => {
    const ofKind = sums[kind];
    const key = JSON.stringify([of, date, part]);
    const before = ofKind.get(key);
    ofKind.set(key, { kind, of, date, part, value: before === undefined ? value : added(kind, before.value, value) });
  };
  for (const event of events) addEvent(event, add);
  const { orders, volume, account, close } = sums;
  return [...orders.values(), ...volume.values(), ...account.values(), ...close.values()];
}

type Add = <Kind extends AggregateKind>(
  kind: Kind,
  of: string,
  date: string,
  value: Aggregates[Kind],
  part?: string,
) => void;

function addEvent(event: FeedEvent, add: Add): void {
  switch (event.type) {
    case 'ORDER_PLACED':
      addOrder(event, add, { total: 1, byStatus: { QUEUED: 1 }, byType: { [event.data.orderType]: 1 } });
      break;
    case 'ORDER_FILLED':
      addOrder(event, add, endedAs('COMPLETED'));
      break;
    case 'ORDER_CANCELLED':
      addOrder(event, add, endedAs('CANCELLED'));
      break;
    case 'ORDER_EXPIRED':
      addOrder(event, add, endedAs('EXPIRED'));
      break;
    case 'ORDER_FAILED':
      addOrder(event, add, endedAs('FAILED'));
      break;
    case 'CASH_MOVED':
      add('account', event.username, dateOf(event.at), cashMoved(event));
      break;
    case 'ASSET_MOVED':
      addMovement(event, add);
      break;
    case 'PRICE_APPLIED':
      addPrice(event, add);
      break;
    case 'ASSET_CHANGED':
      addCataloguePrice(event, add);
      break;
    case 'CASH_PENDING':
    case 'CASH_SETTLED':
    case 'USER_CREATED':
    case 'USER_CHANGED':
  }
}

/** An order rests from its placing on, if only for a moment. */
function endedAs(status: OrderStatus): Partial<OrdersOfDay> {
  return { byStatus: { QUEUED: -1, [status]: 1 } };
}

interface OfOrder {
  readonly username: string;
  readonly data: { readonly orderId: string; readonly assetId: string };
}

/** An order belongs to the day on which it was placed, which its id tells, whatever happens to it later. */
function addOrder({ username, data: { orderId, assetId } }: OfOrder, add: Add, part: Partial<OrdersOfDay>): void {
  const date = dateOf(timeOfId(orderId));
  const value = { ...NO_ORDERS, ...part };
  add('orders', EVERYTHING, date, value);
  add('orders', ofAsset(assetId), date, value);
  add('orders', ofUser(username), date, value, assetId);
}

/** Whether cash of a row comes from outside of the account, or goes there. */
const IS_EXTERNAL: { readonly [Type in BalanceTransactionType]: boolean } = {
  DEPOSIT: true,
  WITHDRAW: true,
  SYSTEM_ADJUSTMENT: true,
  ORDER_PAYMENT: false,
  ORDER_SALE: false,
  ORDER_HOLD: false,
  ORDER_REFUND: false,
  CONVERSION: false,
};

function cashMoved({ data: { type, amount, currency } }: FeedEvent<'CASH_MOVED'>): AccountOfDay {
  const moved = { ...NO_MOVEMENT, cash: { [currency]: amount } };
  if (!IS_EXTERNAL[type]) return moved;
  return amount.lt(ZERO)
    ? { ...moved, paidOut: { [currency]: amount.abs() } }
    : { ...moved, paidIn: { [currency]: amount } };
}

function addMovement(event: FeedEvent<'ASSET_MOVED'>, add: Add): void {
  const { username, at, data } = event;
  const { assetId, type, quantity, orderId } = data;
  add('account', username, dateOf(at), assetMoved(event));
  if (type !== 'BUY' && type !== 'SELL') return;
  const notional = worthInDollars(data) ?? ZERO;
  add('volume', assetId, dateOf(at), { quantity, notional, trades: 1 });
  if (orderId !== undefined) addOrder({ username, data: { orderId, assetId } }, add, { filledNotional: notional });
}

function assetMoved({ data }: FeedEvent<'ASSET_MOVED'>): AccountOfDay {
  const { assetId, type, ratio, costBasis, realisedProfit, fee, currency, rate } = data;
  const quantity = signedQuantity(data);
  const isExternal = type !== 'BUY' && type !== 'SELL' && ratio === undefined;
  const cost = costBasis !== undefined && quantity.lt(ZERO) ? costBasis.neg() : costBasis;
  return {
    ...NO_MOVEMENT,
    holdings: { [assetId]: quantity },
    ...(isExternal &&
      (quantity.lt(ZERO) ? { movedOut: { [assetId]: quantity.abs() } } : { movedIn: { [assetId]: quantity } })),
    ...(cost === undefined ? { unknownCosts: { [assetId]: 1 } } : { costs: { [assetId]: cost } }),
    realisedProfit: realisedProfit ?? ZERO,
    fees: feeInDollars(fee, currency, rate),
  };
}

/** A fee in a currency that had no rate is left out. */
function feeInDollars(fee: Decimal | undefined, currency: Currency, rate: Decimal | undefined): Decimal {
  if (fee === undefined) return ZERO;
  if (currency === DEFAULT_CURRENCY) return fee;
  return rate === undefined ? ZERO : fee.times(rate).round(CURRENCY_SCALES.USD, ROUND_HALF_UP);
}

/** Prices of one time without a sequence are older than those with one. */
const NO_SEQUENCE = -1;

function addPrice({ data }: FeedEvent<'PRICE_APPLIED'>, add: Add): void {
  const { assetId, currency, price, pricedAt, sequence = NO_SEQUENCE } = data;
  if (currency === DEFAULT_CURRENCY) add('close', assetId, dateOf(pricedAt), { price, pricedAt, sequence });
}

/** A change of the catalogue's price counts like a price that was applied then. */
function addCataloguePrice({ at, data }: FeedEvent<'ASSET_CHANGED'>, add: Add): void {
  const { assetId, priceUsd: price, isNew, fields } = data;
  if (price.eq(ZERO) || !(isNew || fields.includes('priceUsd'))) return;
  add('close', assetId, dateOf(at), { price, pricedAt: at, sequence: NO_SEQUENCE });
}
