import { ValidationError } from '../errors/validation-error.ts';

/** VALIDATION_FAILED if the time is more than a calendar year away. */
export function requireWithinAYear(time: string, now: string, field: string): void {
  const last = new Date(now);
  last.setUTCFullYear(last.getUTCFullYear() + 1);
  if (time > last.toISOString()) throw new ValidationError({ field, rule: `must be within a year from now, ${now}` });
}

/** A day in milliseconds. */
export const DAY_MS = 86_400_000;
const MINUTE_MS = 60_000;
/** The clocks of working machines differ by seconds. */
const LEAP_MS = 3_600_000;

/** VALIDATION_FAILED if the time is more than a minute ahead of the clock. */
export function requireNotAhead(time: string, now: string, field: string): void {
  if (isAhead(time, now))
    throw new ValidationError({ field, rule: `must be at most a minute ahead of the clock, ${now}` });
}

/** True for a time that is more than a minute ahead of the clock. */
export function isAhead(time: string, now: string): boolean {
  return isAheadBy(MINUTE_MS, time, now);
}

/** True if the time is more than an hour ahead of the clock: only a clock that had leapt can have given it. */
export function isOfLeaptClock(time: string, now: string): boolean {
  return isAheadBy(LEAP_MS, time, now);
}

/** True if the time is more than `maxAgeMs` behind the clock. Also true if it is ahead of the clock, since its age is then unknown. */
export function isTooOld(time: string, maxAgeMs: number | undefined, now: string): boolean {
  return maxAgeMs !== undefined && (isAheadBy(maxAgeMs, now, time) || isAhead(time, now));
}

/** The time so many milliseconds later, or earlier if they are less than zero. */
export function shifted(time: string, milliseconds: number): string {
  return new Date(Date.parse(time) + milliseconds).toISOString();
}

function isAheadBy(milliseconds: number, time: string, now: string): boolean {
  return Date.parse(time) - Date.parse(now) > milliseconds;
}
