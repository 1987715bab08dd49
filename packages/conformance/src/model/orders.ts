import type { OrderStatus } from '@orderfolio/domain';
import { amountsOf, type Charge, type FinePrice } from './money.ts';
import type { Terms } from './requests.ts';

/** An order of the model. */
export interface ModelOrder extends Terms {
  /** The number of the command that placed it. */
  readonly by: number;
  status: OrderStatus;
  /** Its hold: cents for a buy, units for a sale. Undefined for an order that never rested. */
  held?: bigint | undefined;
  /** The highest price since a trailing stop was placed. */
  mark?: bigint | undefined;
  /** The price at which it was filled, the cents that this came to, the fee beside them, and when that was the price. */
  price?: FinePrice | undefined;
  cents?: bigint | undefined;
  fee?: bigint | undefined;
  triggeredAt?: number | undefined;
}

export type Side = 'BUY' | 'SELL';

export function sideOf({ type }: Pick<Terms, 'type'>): Side {
  return type === 'MARKET_BUY' || type === 'LIMIT_BUY' ? 'BUY' : 'SELL';
}

/** True for orders that wait for a fall. Limit sales and take-profits wait for a rise. */
export function waitsForFall({ type }: Pick<Terms, 'type'>): boolean {
  return type === 'LIMIT_BUY' || type === 'STOP_LOSS_SELL' || type === 'TRAILING_STOP_SELL';
}

/** A percentage of a price has six decimals more than the price. Triggers are compared at that scale. */
const FINE = 1_000_000n;

/** The price that the order waits for, in 10⁻¹⁰ dollars. That of a trailing stop follows from its mark. */
export function triggerOf({ limit, stop, trailAmount, trailPercent }: Terms, mark: bigint): bigint {
  if (trailAmount !== undefined) return (mark - trailAmount) * FINE;
  if (trailPercent !== undefined) return mark * (FINE - trailPercent);
  return (limit ?? stop ?? 0n) * FINE;
}

/** True if the price reaches the order. The mark counts for a trailing stop. */
export function isReached(order: Terms, price: bigint, mark: bigint): boolean {
  const trigger = triggerOf(order, mark);
  return waitsForFall(order) ? price * FINE <= trigger : price * FINE >= trigger;
}

const FINE_TRIGGER = 10n ** 8n;

/** True if a sale leaves its seller nothing at the price that it waits for. */
export function bringsNothingAtTrigger(order: Terms, mark: bigint, charge: Charge | undefined): boolean {
  return amountsOf('SELL', triggerOf(order, mark) * FINE_TRIGGER, order.units, charge).cash <= 0n;
}

export function isDue({ expiresAt }: Pick<Terms, 'expiresAt'>, at: number): boolean {
  return expiresAt !== undefined && expiresAt <= at;
}

/** The order in which a price ends what it reaches: first what waits for a rise, then what waits for a fall, the best trigger first. Zero if age decides. */
export function byTrigger(one: ModelOrder, other: ModelOrder): number {
  if (waitsForFall(one) !== waitsForFall(other)) return waitsForFall(one) ? 1 : -1;
  const [first, second] = [triggerOf(one, one.mark ?? 0n), triggerOf(other, other.mark ?? 0n)];
  if (first === second) return 0;
  return first < second === waitsForFall(one) ? 1 : -1;
}
