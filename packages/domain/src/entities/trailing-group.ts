import * as z from 'zod';
import { currencySchema, DEFAULT_CURRENCY } from '../money/currency.ts';
import { type Decimal, positiveDecimal } from '../money/decimal.ts';
import { stored, timestamp, ulid } from '../validation/schemas.ts';
import { storedAssetId } from './asset.ts';
import type { Market } from './market.ts';
import type { Order } from './order.ts';
import { stopBelow, TRAIL_TYPES, type TrailType } from './trailing-stop.ts';

/**
 * Trailing stops of an asset, paid in one currency, that share one high-water mark. A higher price rewrites the group, and none of its
 * orders. The group stands in the index for all of them, at the stop of the narrowest trail.
 */
export const trailingGroupSchema = z
  .strictObject({
    assetId: storedAssetId,
    groupId: ulid,
    /** The currency of the mark and of the orders. */
    currency: currencySchema.default(DEFAULT_CURRENCY),
    trailType: z.enum(TRAIL_TYPES),
    /** The highest price since its orders were placed. */
    mark: positiveDecimal,
    /** No order of the group has a narrower trail. Absent once its orders have ended or left. */
    narrowestTrail: positiveDecimal.optional(),
    /** How many orders have joined: of two groups, the smaller moves into the larger. */
    joined: z.int().min(0),
    /** The last time when orders joined. */
    joinedAt: timestamp,
    ...stored,
  })
  .readonly();

/** The trailing stops of one asset that share a trail. */
export type TrailingGroup = z.output<typeof trailingGroupSchema>;

/**
 * Turns a new id into the id of a group. It sorts before the id of every order, since a ULID that begins with 00 is from before 2005. So
 * a price looks into its groups first, and then knows the oldest order, wherever it is.
 */
export function groupIdFrom(id: string): string {
  return `00${id.slice(2)}`;
}

/** A new group, without orders. */
export function emptyGroup(
  { assetId, currency }: Market,
  groupId: string,
  trailType: TrailType,
  mark: Decimal,
  now: string,
): TrailingGroup {
  const joined = { joined: 0, joinedAt: now };
  return { assetId, groupId, currency, trailType, mark, ...joined, version: 1, createdAt: now, updatedAt: now };
}

/** The group at the higher of its mark and the price, after orders with these trails have joined. */
export function raiseGroup(
  group: TrailingGroup,
  price: Decimal,
  trails: readonly Decimal[],
  now: string,
): TrailingGroup {
  const [first, ...others] = group.narrowestTrail === undefined ? trails : [group.narrowestTrail, ...trails];
  return {
    ...group,
    mark: price.gt(group.mark) ? price : group.mark,
    narrowestTrail: first && others.reduce((narrowest, trail) => (trail.lt(narrowest) ? trail : narrowest), first),
    joined: group.joined + trails.length,
    joinedAt: trails.length > 0 ? now : group.joinedAt,
    updatedAt: now,
  };
}

/** The group with the narrowest trail of the remaining orders, or with none if no order remains. */
export function narrowGroup(group: TrailingGroup, narrowestTrail: Decimal | undefined, now: string): TrailingGroup {
  return { ...group, narrowestTrail, updatedAt: now };
}

/** The highest stop of the group's orders, or undefined. */
export function highestStop({ trailType, mark, narrowestTrail }: TrailingGroup): Decimal | undefined {
  return narrowestTrail && stopBelow(mark, { trailType, trail: narrowestTrail });
}

/** An index may lag behind the table: it may not yet show orders that joined a group within this time. */
const INDEX_LAG_MS = 60_000;

/** True if the index shows every order that has joined. An order that it does not show has then ended or left. */
export function isFullySeen({ joinedAt }: TrailingGroup, now: string): boolean {
  return Date.parse(now) - Date.parse(joinedAt) >= INDEX_LAG_MS;
}

/** The order with the mark that it shares with its group. */
export function withMarkOf(group: TrailingGroup | undefined, order: Order): Order {
  if (group === undefined || group.groupId !== order.trailingGroupId) return order;
  return { ...order, highWaterMark: group.mark };
}
