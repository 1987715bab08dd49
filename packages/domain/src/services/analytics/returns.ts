import { constant, Decimal, ROUND_HALF_UP, ZERO } from '../../money/decimal.ts';
import { DAY_MS } from '../../validation/times.ts';

/** Returns are shares: 0.05 is five percent. They are rounded to this many decimals. */
const RETURN_SCALE = 10;
/** Products of many returns keep more digits until the end. */
const WORKING_SCALE = 30;
const ONE = constant('1');

/** The value of a portfolio at the beginning of a time, after what was paid in, and at its end, before what was paid out. */
export interface Subperiod {
  readonly start: Decimal;
  readonly end: Decimal;
}

/**
 * How a unit of money has grown after each of the subperiods, if nothing had been paid in or out: 1, 1.1, 1.045 and so on. A subperiod
 * that starts with nothing changes nothing.
 */
export function growthOf(subperiods: readonly Subperiod[]): readonly Decimal[] {
  let growth: Decimal = ONE;
  return subperiods.map(({ start, end }) => {
    if (start.gt(ZERO)) growth = growth.times(end).div(start, WORKING_SCALE, ROUND_HALF_UP);
    return growth;
  });
}

/**
 * The time-weighted return: the returns of the subperiods, linked. What is paid in and out does not count, so it tells how good the
 * decisions were. Undefined if there was never anything.
 */
export function timeWeightedReturn(subperiods: readonly Subperiod[]): Decimal | undefined {
  if (!subperiods.some(({ start }) => start.gt(ZERO))) return undefined;
  return growthOf(subperiods).at(-1)?.minus(ONE).round(RETURN_SCALE, ROUND_HALF_UP);
}

/** The largest loss from a peak to a later low, as a share of the peak: 0 if it has never fallen. */
export function maxDrawdown(values: readonly Decimal[]): Decimal {
  let peak: Decimal = ZERO;
  let largest: Decimal = ZERO;
  for (const value of values) {
    if (value.gt(peak)) peak = value;
    else if (peak.gt(ZERO)) {
      const drawdown = peak.minus(value).div(peak, WORKING_SCALE, ROUND_HALF_UP);
      if (drawdown.gt(largest)) largest = drawdown;
    }
  }
  return largest.round(RETURN_SCALE, ROUND_HALF_UP);
}

/** Money that the owner pays in (less than zero) or gets back (more than zero), on a day. */
export interface CashFlow {
  /** Such as `2026-01-31`. */
  readonly date: string;
  readonly amount: Decimal;
}

const DAYS_OF_YEAR = 365;
/** Of the logarithm of the yearly growth: from a loss of all but 1e-30 to a growth of 1e30. */
const LARGEST_RATE = 69;
const STEP = 0.05;
/** More than the bits of a number have to be halved. */
const MOST_HALVINGS = 200;

/**
 * The money-weighted return for a year of 365 days: the yearly rate at which the flows are worth nothing together. It tells how the
 * owner's money has grown, with the times at which it was paid in and out. If several rates do that, it is the one nearest to zero.
 * Undefined if none does: for example without a flow in each direction.
 *
 * A power with a broken exponent is no decimal, so the rate is found with numbers. They hold shares of the largest flow and not amounts,
 * and the rate is exact to about 12 digits.
 */
export function moneyWeightedReturn(flows: readonly CashFlow[]): Decimal | undefined {
  const present = worthOf(flows);
  if (present === undefined) return undefined;
  const rate = nearestRoot(present);
  if (rate === undefined) return undefined;
  const share = Math.expm1(rate);
  return Number.isFinite(share) && Math.abs(share) < 1e12 ? new Decimal(share.toFixed(RETURN_SCALE)) : undefined;
}

/** What the flows are worth on the first day, as a function of the logarithm of the yearly growth. */
function worthOf(flows: readonly CashFlow[]): ((rate: number) => number) | undefined {
  const nonZero = flows.filter(({ amount }) => !amount.eq(ZERO));
  const largest = nonZero.reduce((most, { amount }) => (amount.abs().gt(most) ? amount.abs() : most), ZERO);
  if (!nonZero.some(({ amount }) => amount.gt(ZERO)) || !nonZero.some(({ amount }) => amount.lt(ZERO)))
    return undefined;
  const days = nonZero.map(({ date }) => Date.parse(date) / DAY_MS);
  const first = Math.min(...days);
  const shares = nonZero.map(({ amount }, index) => ({
    share: Number(amount.div(largest, WORKING_SCALE, ROUND_HALF_UP).toString()),
    years: ((days[index] ?? first) - first) / DAYS_OF_YEAR,
  }));
  return (rate) => shares.reduce((sum, { share, years }) => sum + share * Math.exp(-rate * years), 0);
}

/** Looks ever farther from zero, on both sides, for a change of the sign, and halves the step in which it is. */
function nearestRoot(worth: (rate: number) => number): number | undefined {
  const atZero = worth(0);
  if (atZero === 0) return 0;
  let [above, below] = [atZero, atZero];
  for (let from = 0; from < LARGEST_RATE; from += STEP) {
    const [nextAbove, nextBelow] = [worth(from + STEP), worth(-from - STEP)];
    if (changesSign(above, nextAbove)) return bisect(worth, from, from + STEP);
    if (changesSign(below, nextBelow)) return bisect(worth, -from - STEP, -from);
    [above, below] = [nextAbove, nextBelow];
  }
  return undefined;
}

function changesSign(one: number, other: number): boolean {
  return Number.isFinite(one) && Number.isFinite(other) && Math.sign(one) !== Math.sign(other);
}

function bisect(worth: (rate: number) => number, from: number, to: number): number {
  let [low, high] = [from, to];
  const sign = Math.sign(worth(low));
  for (let halving = 0; halving < MOST_HALVINGS; halving++) {
    const middle = (low + high) / 2;
    if (middle <= low || middle >= high) break;
    const value = worth(middle);
    if (value === 0) return middle;
    if (Math.sign(value) === sign) low = middle;
    else high = middle;
  }
  return (low + high) / 2;
}
