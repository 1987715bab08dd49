import { constant, type Decimal, ROUND_DOWN, ROUND_UP, ZERO } from '../money/decimal.ts';
import { PRICE_SCALE } from '../money/price.ts';

/** How a trail is measured: in the currency, or in percent of the mark. */
export const TRAIL_TYPES = Object.freeze(['AMOUNT', 'PERCENT'] as const);
/** How a trail is measured. */
export type TrailType = (typeof TRAIL_TYPES)[number];

/** How far a stop follows below its mark. */
export interface Trail {
  readonly trailType: TrailType;
  readonly trail: Decimal;
}

const HUNDRED = constant('100');
const ONE_HUNDREDTH = constant('0.01');

/** The trail of a trailing stop; undefined for any other order. */
export function trailOf({
  trailAmount,
  trailPercent,
}: {
  readonly trailAmount?: Decimal | undefined;
  readonly trailPercent?: Decimal | undefined;
}): Trail | undefined {
  if (trailAmount !== undefined) return { trailType: 'AMOUNT', trail: trailAmount };
  return trailPercent === undefined ? undefined : { trailType: 'PERCENT', trail: trailPercent };
}

/**
 * The price at or below which the stop sells. It is zero or less if the trail is as wide as the mark. Decimals that no price has are cut
 * off: that changes nothing about which prices reach it.
 */
export function stopBelow(mark: Decimal, { trailType, trail }: Trail): Decimal {
  const stop = trailType === 'AMOUNT' ? mark.minus(trail) : mark.times(HUNDRED.minus(trail)).times(ONE_HUNDREDTH);
  return stop.round(PRICE_SCALE, ROUND_DOWN);
}

/** A bound: a fall from the mark to the price reaches no wider trail. `stopBelow` decides about those within it. */
export function widestReached(trailType: TrailType, mark: Decimal, price: Decimal): Decimal {
  const fall = mark.minus(price);
  if (fall.lte(ZERO)) return ZERO;
  return trailType === 'AMOUNT' ? fall : fall.times(HUNDRED).div(mark, PLACES, ROUND_UP);
}

/** More decimals than a trail in percent has. */
const PLACES = 10;
