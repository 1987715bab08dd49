import { sum } from '../amounts/decimal.ts';

/** What was traded on a day in UTC. */
export interface TradedDay {
  readonly date: string;
  readonly notional: string;
  readonly trades: number;
}

/** The last days in UTC, today among them, as the API takes them. */
export function lastDays(count: number, now: Date): { readonly from: string; readonly to: string } {
  const first = new Date(now.getTime() - (count - 1) * DAY_MS);
  return { from: dateOf(first), to: dateOf(now) };
}

/** What was traded of several assets, added up by day. */
export function addedUp(volumes: readonly (readonly TradedDay[])[]): readonly TradedDay[] {
  const days = new Map<string, { notionals: string[]; trades: number }>();
  for (const { date, notional, trades } of volumes.flat()) {
    const day = days.get(date) ?? { notionals: [], trades: 0 };
    day.notionals.push(notional);
    day.trades += trades;
    days.set(date, day);
  }
  return [...days]
    .map(([date, { notionals, trades }]) => ({ date, notional: sum(notionals) ?? '0', trades }))
    .sort((a, b) => (a.date < b.date ? -1 : 1));
}

/** Of the days, what is told in words: all that was traded, and in how many trades. */
export function totalOf(days: readonly TradedDay[]): { readonly notional: string; readonly trades: number } {
  return {
    notional: sum(days.map(({ notional }) => notional)) ?? '0',
    trades: days.reduce((total, { trades }) => total + trades, 0),
  };
}

const DAY_MS = 86_400_000;

function dateOf(date: Date): string {
  return date.toISOString().slice(0, 10);
}
