import type { TickRequest } from './requests.ts';

/** A price, and when it was the price. */
export interface ModelTick {
  readonly price: bigint;
  readonly at: number;
}

/** A price as it was applied. If it came without a time, it has that of the clock, or of the last price. */
export interface AppliedTick extends ModelTick {
  readonly sequence: number | undefined;
  readonly isTimed: boolean;
}

const MOST_AHEAD = 60_000;

/** True for a price that is refused, whatever is stored. */
export function isRefused({ price, at, sequence }: TickRequest, now: number): boolean {
  return price <= 0n || (at === undefined ? sequence !== undefined : at > now + MOST_AHEAD);
}

/** True for a price that changes nothing after those that have been applied. It is compared with each of them. */
export function isKnown(applied: readonly AppliedTick[], { price, at, sequence }: TickRequest): boolean {
  if (at === undefined) return false;
  return applied.some((other) => {
    if (other.at !== at) return other.at > at;
    if (sequence !== undefined) return other.sequence !== undefined && other.sequence >= sequence;
    return other.isTimed && other.sequence === undefined && other.price === price;
  });
}

/** The price as it is applied by a clock that shows `now`, after the last one. */
export function asApplied({ price, at, sequence }: TickRequest, last: ModelTick | undefined, now: number): AppliedTick {
  return { price, at: at ?? Math.max(now, last?.at ?? 0), sequence, isTimed: at !== undefined };
}

/** The other prices of the same time, as the record of the last price keeps them. */
export function keptOf(applied: readonly AppliedTick[]) {
  const ofTime = applied.filter(({ at }) => at === applied.at(-1)?.at);
  const sequences = ofTime.flatMap(({ sequence }) => sequence ?? []);
  return {
    sequence: sequences.length === 0 ? undefined : Math.max(...sequences),
    prices: ofTime.flatMap(({ price, sequence, isTimed }) => (isTimed && sequence === undefined ? [price] : [])),
  };
}
