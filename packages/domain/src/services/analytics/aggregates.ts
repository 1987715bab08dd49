import * as z from 'zod';
import { ORDER_TYPES } from '../../entities/order.ts';
import { ORDER_STATUSES } from '../../entities/order-status.ts';
import { type Decimal, positiveDecimal, sumOfDecimals, ZERO } from '../../money/decimal.ts';
import { timestamp } from '../../validation/schemas.ts';

/**
 * What is known of a day, in sums. Every aggregate can be added to another of its kind, in any order: those of several shards make the
 * one that counts, and so do those of several batches of events.
 */

const amounts = z.record(z.string(), sumOfDecimals).readonly();
/** Amounts by currency or by asset. */
export type Amounts = z.output<typeof amounts>;

/** The orders that were placed on a day: how they stand now, and what they have traded. */
const ordersSchema = z
  .strictObject({
    total: z.int(),
    byStatus: z.partialRecord(z.enum(ORDER_STATUSES), z.int()).readonly(),
    byType: z.partialRecord(z.enum(ORDER_TYPES), z.int()).readonly(),
    /** In US dollars, without fees. */
    filledNotional: sumOfDecimals,
  })
  .readonly();
export type OrdersOfDay = z.output<typeof ordersSchema>;

/** What was traded of an asset on a day. */
const volumeSchema = z
  .strictObject({
    quantity: sumOfDecimals,
    /** In US dollars, without fees. */
    notional: sumOfDecimals,
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
    realisedProfit: sumOfDecimals,
    fees: sumOfDecimals,
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
