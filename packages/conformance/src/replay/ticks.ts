import { priceUnits } from '../model/amounts.ts';

/** A day of a series of prices, as decimal text; `day` as in 2014-09-17. */
export interface DailyPrice {
  readonly day: string;
  readonly open: string;
  readonly high: string;
  readonly low: string;
  readonly close: string;
}

/** A price of the series in 10⁻⁴ dollars, and its time. */
export interface SeriesTick {
  readonly price: bigint;
  readonly at: number;
}

const HOUR = 3_600_000;

/**
 * Four prices a day, so that the day's extremes reach the orders that wait for them. The series does not say which
 * extreme came first. As is usual for such data, the low comes first on a day that closed higher than it opened, since
 * that is the shorter way.
 */
export function* ticksOf(prices: readonly DailyPrice[]): Generator<SeriesTick> {
  for (const { day, open, high, low, close } of prices) {
    const midnight = Date.parse(`${day}T00:00:00.000Z`);
    const [opened, closed] = [priceUnits(open), priceUnits(close)];
    const [first, second] = closed >= opened ? [low, high] : [high, low];
    yield { price: opened, at: midnight };
    yield { price: priceUnits(first), at: midnight + 8 * HOUR };
    yield { price: priceUnits(second), at: midnight + 16 * HOUR };
    yield { price: closed, at: midnight + 23 * HOUR };
  }
}
