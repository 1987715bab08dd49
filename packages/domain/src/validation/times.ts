import { ValidationError } from '../errors/validation-error.ts';

/** Rejects with VALIDATION_FAILED a time that is more than a year away, by the calendar. */
export function requireWithinAYear(time: string, now: string, field: string): void {
  const last = new Date(now);
  last.setUTCFullYear(last.getUTCFullYear() + 1);
  if (time > last.toISOString()) throw new ValidationError({ field, rule: `must be within a year from now, ${now}` });
}

const MINUTE_MS = 60_000;
/** The clocks of working machines differ by seconds. */
const LEAP_MS = 3_600_000;

/** Rejects with VALIDATION_FAILED a time that is more than a minute ahead of the clock. */
export function requireNotAhead(time: string, now: string, field: string): void {
  if (isAhead(time, now))
    throw new ValidationError({ field, rule: `must be at most a minute ahead of the clock, ${now}` });
}

/** True for a time that is more than a minute ahead of the clock. */
export function isAhead(time: string, now: string): boolean {
  return isAheadBy(MINUTE_MS, time, now);
}

/** True for a time so far ahead of the clock, by more than an hour, that a clock which had leapt must have given it. */
export function isOfLeaptClock(time: string, now: string): boolean {
  return isAheadBy(LEAP_MS, time, now);
}

/** True for what is older than that, by the clock, in milliseconds; and for what is ahead of it, since nobody knows its age. */
export function isTooOld(time: string, maxAgeMs: number | undefined, now: string): boolean {
  return maxAgeMs !== undefined && (isAheadBy(maxAgeMs, now, time) || isAhead(time, now));
}

function isAheadBy(milliseconds: number, time: string, now: string): boolean {
  return Date.parse(time) - Date.parse(now) > milliseconds;
}
