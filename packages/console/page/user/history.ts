import { difference, signOf, sum } from '../amounts/decimal.ts';
import type { Performance } from '../service/types.ts';

const DAY_MS = 86_400_000;

/** A value, and when it was one: in seconds since 1970. */
export interface ValuePoint {
  readonly at: number;
  readonly value: string;
}

/** The days to ask for: one more than are shown, since a day's value is that of its end. Days are in UTC. */
export function rangeOf(days: number, now: number): { readonly from: string; readonly to: string } {
  const dayOf = (time: number): string => new Date(time).toISOString().slice(0, 10);
  return { from: dayOf(now - days * DAY_MS), to: dayOf(now) };
}

/**
 * The value at the end of each day that is over, and now. Days before the account had anything are left out. Undefined if the analytics
 * have never seen the account: they are as new as their last run.
 */
export function historyOf({ days }: Performance, valueNow: string, now: number): readonly ValuePoint[] | undefined {
  const first = days.findIndex(({ value, netDeposits }) => signOf(value) !== 0 || signOf(netDeposits) !== 0);
  if (first === -1) return undefined;
  const over = days.slice(first).filter(({ isOpen }) => !isOpen);
  return [
    ...over.map(({ date, value }) => ({ at: (Date.parse(date) + DAY_MS) / 1_000, value })),
    { at: now / 1_000, value: valueNow },
  ];
}

/** What was won or lost from the end of the first day to the last run of the analytics. Deposits and withdrawals are left out. */
export function gainOf({ days }: Performance): string | undefined {
  const [before, ...after] = days;
  const last = days.at(-1);
  if (before === undefined || last === undefined) return undefined;
  const paidIn = sum(after.map(({ netDeposits }) => netDeposits));
  const change = difference(last.value, before.value);
  return paidIn === undefined || change === undefined ? undefined : difference(change, paidIn);
}
