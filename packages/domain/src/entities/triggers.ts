import { type Decimal, ZERO } from '../money/decimal.ts';
import { brokenPriceRule, priceAbove } from '../money/price.ts';
import { bookOf, type Market } from './market.ts';
import { isResting, ORDER_TERMS, type Order } from './order.ts';
import { highestStop, type TrailingGroup } from './trailing-group.ts';
import { stopBelow, trailOf } from './trailing-stop.ts';

/**
 * The place of an order or group in the index of triggers.
 *
 * A trailing stop waits for both: a fall to its stop sells, and a rise above its mark lifts it. Once it has joined a group, the group
 * stands in the book of their market instead. The order then waits in the group's own book, until the fall from the group's mark is as
 * large as its trail.
 */
export interface Triggers {
  /** In the book of a market: reached if the price falls to this, or below. */
  readonly fall?: Trigger | undefined;
  /** In the book of a market or a group: reached if the price, or the fall, rises to this, or above. */
  readonly rise?: Trigger | undefined;
}

/** A value that an order or group waits for, and the book where it stands: see `bookOf`. */
interface Trigger {
  readonly book: string;
  readonly at: Decimal;
}

const NONE: Triggers = {};

/** The triggers of an order. It has none unless it rests, with the fields that its type needs. */
export function orderTriggers(order: Order): Triggers {
  if (!isResting(order)) return NONE;
  const { waitsFor, priceField } = ORDER_TERMS[order.orderType];
  if (priceField === undefined) return NONE;
  if (priceField === 'highWaterMark') return trailingTriggers(order);
  const at = order[priceField];
  if (at === undefined) return NONE;
  const trigger = { book: bookOf(order), at };
  return waitsFor === 'FALL' ? { fall: trigger } : { rise: trigger };
}

function trailingTriggers(order: Order): Triggers {
  const { trailingGroupId, highWaterMark } = order;
  const trail = trailOf(order);
  if (trail === undefined) return NONE;
  if (trailingGroupId !== undefined) return { rise: { book: trailingGroupId, at: trail.trail } };
  return highWaterMark === undefined ? NONE : markTriggers(order, highWaterMark, stopBelow(highWaterMark, trail));
}

/** The triggers of a group. It has none once its orders have ended or left. */
export function groupTriggers(group: TrailingGroup): Triggers {
  const stop = highestStop(group);
  return stop === undefined ? NONE : markTriggers(group, group.mark, stop);
}

/** The entry sells at the stop or below, and any price above the mark lifts it. */
function markTriggers(market: Market, mark: Decimal, stop: Decimal): Triggers {
  // The services refuse such orders, but an adapter may have stored one past them.
  if (brokenPriceRule(mark) !== undefined || stop.lte(ZERO)) return NONE;
  const book = bookOf(market);
  return { fall: { book, at: stop }, rise: { book, at: priceAbove(mark) } };
}

type Reachable = Pick<Order, 'orderType'> &
  Partial<Pick<Order, 'limitPrice' | 'stopPrice' | 'highWaterMark' | 'trailAmount' | 'trailPercent'>>;

/** True if the price reaches an order with this type and these prices. False for a market order, which does not wait. */
export function isReached(order: Reachable, price: Decimal): boolean {
  const { waitsFor } = ORDER_TERMS[order.orderType];
  const waited = waitedPrice(order);
  if (waited === undefined) return false;
  return waitsFor === 'FALL' ? price.lte(waited) : price.gte(waited);
}

/** The price that the order waits for. Undefined if it does not wait, or lacks a field that its type needs. */
function waitedPrice(order: Reachable): Decimal | undefined {
  const { priceField } = ORDER_TERMS[order.orderType];
  if (priceField === undefined) return undefined;
  const price = order[priceField];
  if (priceField !== 'highWaterMark') return price;
  const trail = trailOf(order);
  return trail && price && stopBelow(price, trail);
}

/** When the order expires, while it rests. */
export function expiryOf(order: Order): string | undefined {
  return isResting(order) ? order.expiresAt : undefined;
}
