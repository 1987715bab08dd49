import type { OrderStatus } from '@orderfolio/domain';
import { centsOf } from '../model/amounts.ts';
import type { Terms } from './requests.ts';

/** An order of the model. */
export interface ModelOrder extends Terms {
  /** The number of the command that placed it. Orders are as old as their numbers say. */
  readonly by: number;
  status: OrderStatus;
  /** Cents of a buy, units of a sale: what it holds; undefined for an order that never rested. */
  held?: bigint | undefined;
  /** The highest price since it was placed: of a trailing stop. */
  mark?: bigint | undefined;
  /** The price at which it was filled, the cents that this came to, and when that was the price. */
  price?: bigint | undefined;
  cents?: bigint | undefined;
  triggeredAt?: number | undefined;
}

export type Side = 'BUY' | 'SELL';

export function sideOf({ type }: Pick<Terms, 'type'>): Side {
  return type === 'MARKET_BUY' || type === 'LIMIT_BUY' ? 'BUY' : 'SELL';
}

/** True for what waits for a fall; limit sales and take-profits wait for a rise. */
export function waitsForFall({ type }: Pick<Terms, 'type'>): boolean {
  return type === 'LIMIT_BUY' || type === 'STOP_LOSS_SELL' || type === 'TRAILING_STOP_SELL';
}

/** A buyer pays every begun cent, a seller gets the full cents only. */
export function tradedCents(side: Side, price: bigint, units: bigint): bigint {
  const { whole, hasFraction } = centsOf(price, units);
  return side === 'BUY' && hasFraction ? whole + 1n : whole;
}

/** A percentage of a price has six decimals more than the price: triggers are compared with these. */
const FINE = 1_000_000n;

/** The price, in 10⁻¹⁰ dollars, that the order waits for. A trailing stop: at this mark. */
export function triggerOf({ limit, stop, trailAmount, trailPercent }: Terms, mark: bigint): bigint {
  if (trailAmount !== undefined) return (mark - trailAmount) * FINE;
  if (trailPercent !== undefined) return mark * (FINE - trailPercent);
  return (limit ?? stop ?? 0n) * FINE;
}

/** Whether the price reaches the order; a trailing stop: at this mark. */
export function isReached(order: Terms, price: bigint, mark: bigint): boolean {
  const trigger = triggerOf(order, mark);
  return waitsForFall(order) ? price * FINE <= trigger : price * FINE >= trigger;
}

/** The full cents of a sale at the price that it waits for. */
export function proceedsAtTrigger(order: Terms, mark: bigint): bigint {
  return centsOf(triggerOf(order, mark), order.units).whole / FINE;
}

export function isDue({ expiresAt }: Pick<Terms, 'expiresAt'>, at: number): boolean {
  return expiresAt !== undefined && expiresAt <= at;
}

/** The order in which a price ends what it reaches: what waits for a rise, then for a fall, the best first. Zero where age decides. */
export function byTrigger(one: ModelOrder, other: ModelOrder): number {
  if (waitsForFall(one) !== waitsForFall(other)) return waitsForFall(one) ? 1 : -1;
  const [first, second] = [triggerOf(one, one.mark ?? 0n), triggerOf(other, other.mark ?? 0n)];
  if (first === second) return 0;
  return first < second === waitsForFall(one) ? 1 : -1;
}
