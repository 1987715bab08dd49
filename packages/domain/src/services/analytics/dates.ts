import * as z from 'zod';
import { ValidationError } from '../../errors/validation-error.ts';
import { DAY_MS } from '../../validation/times.ts';

/** Ten years. */
const MOST_DAYS = 3_660;

/** A day in UTC, such as `2026-01-31`. */
export const dateSchema = z.iso.date('must be a date such as 2026-01-31');

/** The days that a figure is of: from the first to the last, both included, in UTC. */
export interface DateRange {
  /** Such as `2026-01-01`. */
  readonly from: string;
  /** At most ten years later. */
  readonly to: string;
}

/** The fields of a range, for requests that have more. */
export const rangeFields = { from: dateSchema, to: dateSchema };

/** VALIDATION_FAILED for a range that ends before it begins, or has more than ten years. */
export function requireRange({ from, to }: DateRange): void {
  if (to < from) throw new ValidationError({ field: 'to', rule: 'must not be before from' });
  if ((Date.parse(to) - Date.parse(from)) / DAY_MS >= MOST_DAYS)
    throw new ValidationError({ field: 'to', rule: `must be at most ${MOST_DAYS} days from from` });
}

/** The day of a time, in UTC. */
export function dateOf(time: string): string {
  return time.slice(0, 'yyyy-mm-dd'.length);
}

/** The day that is this many days later. */
export function daysLater(date: string, days: number): string {
  return new Date(Date.parse(date) + days * DAY_MS).toISOString().slice(0, date.length);
}

/** The range without the days after `today`. */
export function upTo(today: string, { from, to }: DateRange): DateRange {
  return to > today ? { from, to: today } : { from, to };
}

/** Every day of the range. */
export function datesOf({ from, to }: DateRange): readonly string[] {
  const dates: string[] = [];
  for (let date = from; date <= to; date = daysLater(date, 1)) dates.push(date);
  return dates;
}
