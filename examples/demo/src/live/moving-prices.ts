import type { Decimal } from '@orderfolio/domain';
import type { MarketDay } from '../market.ts';

const DAY_MS = 86_400_000;
const DATE_LENGTH = '2026-01-31'.length;
/** The decimals that a price may have. */
const PRICE_SCALE = 18;
const CENTS = 2;

/** How many prices a day has. */
export const STEPS = 8;
/** How far each price of a day lies off the straight line between two closes. */
const WIGGLE = ['1', '1.002', '0.9985', '1.0035', '1.001', '0.997', '0.9995', '1.0015'];

/** The days, with other dates: the last one is `lastDate`. */
export function endingOn(days: readonly MarketDay[], lastDate: string): readonly MarketDay[] {
  const last = Date.parse(days.at(-1)?.date ?? lastDate);
  const shift = Math.round((Date.parse(lastDate) - last) / DAY_MS) * DAY_MS;
  return days.map(({ date, closes }) => ({ date: dateOf(new Date(Date.parse(date) + shift)), closes }));
}

/** `2026-01-31`. */
export function dateOf(moment: Date): string {
  return moment.toISOString().slice(0, DATE_LENGTH);
}

/** Prices through the days, to the last one and back again, without an end: eight a day. */
export function* pricesThrough(days: readonly MarketDay[]): Generator<MarketDay['closes']> {
  const there = days.map(({ closes }) => closes);
  const way = there.length > 1 ? [...there, ...there.slice(1, -1).reverse()] : there;
  for (let day = 0; way.length > 0; day++) {
    const from = way[day % way.length] ?? new Map<string, Decimal>();
    const to = way[(day + 1) % way.length] ?? from;
    for (const [step, factor] of WIGGLE.entries()) yield between(from, to, step, factor);
  }
}

function between(
  from: MarketDay['closes'],
  to: MarketDay['closes'],
  step: number,
  factor: string,
): MarketDay['closes'] {
  const share = String(step / STEPS);
  return new Map(
    [...from].map(([assetId, price]) => {
      const moved = price.plus((to.get(assetId) ?? price).minus(price).times(share)).times(factor);
      return [assetId, moved.round(moved.lt('1') ? PRICE_SCALE : CENTS)];
    }),
  );
}
